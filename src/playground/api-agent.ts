// What the page is told of models: types only, for both sides. The rest is in `api.ts`.

/** `GET /api/agent?instance=<id>`: what models were asked for a case, oldest first. */
export interface AgentView {
  /** As many more came before these. */
  readonly older: number;
  readonly runs: readonly AgentRunLine[];
}

export interface AgentRunLine {
  readonly run: string;
  readonly at: number;
  /** Who in the agent asked: `understand-reply`. */
  readonly pattern: string;
  readonly purpose: string;
  /** On whose behalf. */
  readonly forWhom: string | undefined;
  /** `scripted` in the story with an agent. */
  readonly model: string | undefined;
  readonly outcome: string | undefined;
  readonly tokens: number;
  readonly cents: number;
  readonly entries: readonly AgentEntryLine[];
}

export interface AgentEntryLine {
  readonly seq: number;
  readonly kind: "prompt" | "answer" | "tool-call" | "tool-result" | "verdict" | "fault";
  /** Of the tool or the control. */
  readonly name: string | undefined;
  readonly verdict: "ALLOW" | "WARN" | "DENY" | undefined;
  readonly reason: string | undefined;
  /** As it left or came in, personal values as marks. */
  readonly text: string | undefined;
  readonly isErased: boolean;
}
