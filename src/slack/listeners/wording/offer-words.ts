import { isAwaited } from "../../../engine/decisions/record-words.ts";
import { CommandId } from "../../../engine/ids.ts";
import type { WordsFor } from "../../../engine/messages/record-words.ts";
import type { Listening } from "../listening.ts";
import type { WordsAsked } from "./to-word.ts";
import { wordDraft } from "./word-draft.ts";
import { wordPacket } from "./word-packet.ts";

const runOf = (about: WordsFor, { instance }: WordsAsked): string =>
  about.kind === "draft" ? `word:${instance}:${about.draft}` : `word:${instance}:${about.step}:${about.pass}:${about.to}:${about.at}`;

/** Has a model word what is shown already from state, and records it beside that, as long as somebody waits for it. */
export const offerWords = async (l: Listening, asked: WordsAsked, signal: AbortSignal): Promise<void> => {
  const { instance, about } = asked;
  const file = await l.files.of(l.workspace, instance);
  if (file === undefined || !isAwaited(file.instance, about)) return;
  const run = runOf(about, asked);
  const found =
    about.kind === "packet" ? await wordPacket(l, file, about, run, signal) : await wordDraft(l, file, about.draft, run, signal);
  if (found === undefined) return;
  const { agent, person, words, sources } = found;
  const actor = { kind: "agent", id: agent, onBehalfOf: person } as const;
  await l.handle({
    id: CommandId.parse(run),
    workspace: l.workspace,
    actor,
    via: "agent",
    type: "RecordWords",
    instance,
    about,
    words,
    sources,
  });
};
