import type { CaseFile } from "../../../application/case-file.ts";
import type { Draft } from "../../../engine/instance.ts";
import { ledgerOf } from "../../../insights/facts/ledger.ts";
import { customerFacts, plainFacts } from "../../../insights/updates.ts";
import type { PlainFact } from "../../../insights/wording/check-wording.ts";
import { partsPlain, sourceWords } from "../../views/answers/facts.ts";
import { fill, type Telling, tell } from "../../views/telling.ts";
import type { Listening } from "../listening.ts";
import { rowsOf } from "../questions/rows-of.ts";
import { type Found, sourcesIn } from "./found.ts";
import { namesKnown } from "./names-known.ts";

/** What the definition has it say may go outside; around it, what a customer may hear. */
const draftFacts = async (l: Listening, t: Telling, { message, step }: Draft, text: string): Promise<readonly PlainFact<"customer">[]> => {
  const heard = customerFacts(ledgerOf(t.file, await rowsOf(l, t.file.instance.id), { row: t.file.instance.seq }));
  const own = { id: "M", hears: "customer", words: fill(t, text, step), source: `messages.${message}`, mustBeSaid: true } as const;
  const shown = { words: (parts: Parameters<typeof partsPlain>[1]) => partsPlain(t, parts), source: sourceWords };
  return [own, ...plainFacts(heard, shown).map((fact) => ({ ...fact, mustBeSaid: false }))];
};

/** Other words for a message that a template says, on behalf of its author, else of who is asked to approve it. */
export const wordDraft = async (l: Listening, file: CaseFile, id: string, run: string, signal: AbortSignal): Promise<Found | undefined> => {
  const draft = file.instance.drafts[id];
  const template = draft === undefined ? undefined : file.definition.messages[draft.message];
  const person = draft?.author ?? draft?.approvers[0];
  if (draft === undefined || template === undefined || person === undefined) return undefined;
  const t = tell(file);
  const facts = await draftFacts(l, t, draft, template.text);
  const asked = { workspace: l.workspace, instance: file.instance.id, person, run, names: namesKnown(t), signal };
  const sentences = await l.wording?.update({ ...asked, audience: "customer", language: "English", facts });
  if (sentences === undefined) return undefined;
  return {
    agent: "concierge",
    person,
    words: { text: sentences.map(({ words }) => words).join("\n") },
    sources: sourcesIn(sentences, facts),
  };
};
