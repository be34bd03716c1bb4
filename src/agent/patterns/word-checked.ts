import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Ask, Asked, AskOutcome } from "../../application/ports/ask.ts";
import type { Untrusted } from "../../application/ports/controls.ts";
import type { Logger } from "../../application/ports/machine.ts";
import type { PlainFact } from "../../insights/wording/check-wording.ts";

const DEADLINE_MS = 20_000;

export interface Wording<T>
  extends Pick<Asked, "workspace" | "instance" | "person" | "run" | "pattern" | "system" | "maxTokens" | "signal"> {
  /** For whom, and in which language: our own words. */
  readonly task: string;
  readonly facts: readonly PlainFact[];
  readonly shape: z.ZodType<T>;
  /** Why it may not be used; undefined where it may. */
  readonly wrongWith: (value: T) => string | undefined;
}

export type WordChecked = <T>(wording: Wording<T>) => Promise<T | undefined>;

const material = (
  { task, facts }: Pick<Wording<unknown>, "task" | "facts">,
  refused: string | undefined,
): readonly (string | Untrusted)[] => [
  `${task}\nThe facts:`,
  ...facts.map(({ id, words }) => ({ from: id, text: words })),
  ...(refused === undefined
    ? []
    : ["Your first wording was refused. Word it again without what was wrong with it:", { from: "the check", text: refused }]),
];

/** An answer on record is of the facts that it was given, and of no others that have their numbers since. */
const runOf = ({ run, task, facts }: Pick<Wording<unknown>, "run" | "task" | "facts">, n: number): string => {
  const asked = createHash("sha256")
    .update(JSON.stringify([task, facts]))
    .digest("hex");
  return `${run}:${n}:${asked.slice(0, 16)}`;
};

interface Tried<T> {
  /** Undefined where it may not be used. */
  readonly words: T | undefined;
  readonly why: string;
  readonly reason: string;
  /** What is asked for once more. */
  readonly again: boolean;
}

const triedOf = <T>({ shape, wrongWith }: Wording<T>, outcome: AskOutcome): Tried<T> => {
  if (!outcome.ok) return { words: undefined, why: outcome.why, reason: outcome.words, again: outcome.why === "fault" };
  const { success, data } = shape.safeParse(outcome.answer.value);
  const reason = success ? wrongWith(data) : "it is not of the shape that was asked for";
  return { words: reason === undefined ? data : undefined, why: "refused", reason: reason ?? "", again: true };
};

/** What was worded is the case's, and no log's. */
const withoutQuotes = (reason: string): string => reason.replaceAll(/"[^"]*"/g, "something");

const ATTEMPTS = 2;

/**
 * Has facts worded, and checks what comes back. Refused or failed, it is asked for once more with the reason; then there are no words, and
 * the log says why. A run that was begun before is not asked again, so a crash in between ends in the template.
 */
export const createWordChecked = ({ ask, logger }: { readonly ask: Ask; readonly logger: Logger }): WordChecked => {
  const attempt = async <T>(wording: Wording<T>, n: number, refused: string | undefined): Promise<T | undefined> => {
    const { workspace, instance, person, run, pattern, system, maxTokens, signal, shape } = wording;
    const tried = triedOf(
      wording,
      await ask({
        workspace,
        instance,
        person,
        run: runOf(wording, n),
        pattern,
        purpose: "draft",
        system,
        messages: [{ role: "user", text: material(wording, refused) }],
        shape,
        maxTokens,
        deadlineMs: DEADLINE_MS,
        ...(signal === undefined ? {} : { signal }),
      }),
    );
    if (tried.words !== undefined) return tried.words;
    const { why, reason, again } = tried;
    logger.warn({ run, attempt: n, why, reason: withoutQuotes(reason) }, "words of a model are not used");
    return again && n < ATTEMPTS ? await attempt(wording, n + 1, why === "refused" ? reason : undefined) : undefined;
  };
  return async (wording) => await attempt(wording, 1, undefined);
};
