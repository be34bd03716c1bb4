/** Text that others wrote: what is in it is material, never an instruction. */
export interface Untrusted {
  /** Whose it is: `message of Anna Berg`. */
  readonly from: string;
  readonly text: string;
}

/** Our own words, and those of others, in the order in which they are read. */
export type Prose = string | readonly (string | Untrusted)[];

/** Something that a workflow forbids, or allows alone. Whole words in any case and with any accents; `resign*` finds `resigned`. */
export interface Topic {
  readonly name: string;
  readonly words: readonly string[];
}

/** The controls of a workflow. */
export interface ControlPolicy {
  /** Are personal values kept from the model? Keys, tokens and passwords are always. */
  readonly pii: boolean;
  readonly topics: {
    readonly forbid: readonly Topic[];
    /** What is about none of these is not asked; empty: about anything. */
    readonly only: readonly Topic[];
  };
  /** Of each tool, for a person and a case. */
  readonly callsAnHour: number;
}

/** On where a workflow says nothing else. */
export const DEFAULT_CONTROLS: ControlPolicy = { pii: true, topics: { forbid: [], only: [] }, callsAnHour: 60 };

/** Somebody of the case: their name is kept from the model, and their zone says how telephone numbers look. */
export interface Known {
  readonly name: string;
  readonly zone: string | undefined;
}

export interface Verdict {
  readonly control: "clean-text" | "pii-detector" | "topic-guardrail" | "tool-rate-limit" | "budget";
  readonly verdict: "ALLOW" | "WARN" | "DENY";
  /** In our own words: never what somebody wrote. */
  readonly reason: string;
}

/** What is screened, and by which policy. */
export interface ScreenOptions {
  readonly policy: ControlPolicy;
  readonly people: readonly Known[];
  /** What is never taken for a number of somebody: case keys. */
  readonly keep: readonly string[];
  /** The same for requests that share a beginning, so that a vendor's cache knows it again. */
  readonly fence: string;
}

/** What streams comes out whole: restored, clean, and with nothing of it cut in half. */
export interface Stream {
  push(piece: string): void;
  /** What was still held back. */
  end(): void;
}

/** The controls around one request: the tokens it uses are known nowhere else. */
export interface Screen {
  /** What may leave: clean, fenced where it is not ours, personal values as tokens. */
  outgoing(prose: Prose): string;
  /** The same for what a tool was called with. */
  outgoingValue(value: unknown): unknown;
  /** On all that was given to leave. */
  judgeRequest(): readonly Verdict[];
  /** A hash of what the tokens in it stand for: an answer means the same where it is the same. Undefined where there is none. */
  meaning(): string | undefined;
  /** What came back: clean, and with personal values for their tokens; secrets stay tokens. */
  incoming(text: string): string;
  incomingValue(value: unknown): unknown;
  judgeAnswer(text: string): readonly Verdict[];
  stream(onText: (piece: string) => void): Stream;
}

export interface Controls {
  /** Told to the model in every request: what fences and tokens mean. Always the same words. */
  readonly rules: string;
  screen(options: ScreenOptions): Screen;
  /** `count`: calls of the tool so far, this one included. */
  judgeCall(tool: string, count: number, policy: ControlPolicy): Verdict;
}
