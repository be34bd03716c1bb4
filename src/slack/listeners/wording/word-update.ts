import { LANGUAGES, type Language } from "../../../insights/wording/language.ts";
import type { Answer as Said } from "../../views/answers/answer.ts";
import type { Telling } from "../../views/telling.ts";
import { whisper } from "../answer.ts";
import { caseFor, maySee } from "../case-of.ts";
import type { Listening } from "../listening.ts";
import { draftUpdate, updateInside, type Worded } from "../questions/draft-update.ts";
import { namesKnown } from "./names-known.ts";
import type { UpdateAsked } from "./to-word.ts";

const worded = (sentences: Worded["sentences"] | undefined, language: Language): Worded | undefined =>
  sentences === undefined ? undefined : { sentences, language };

/** The language that was asked for, else that of the last update, else English. */
const languageOf = (asked: Language | undefined, last: string | undefined): Language =>
  asked ?? LANGUAGES.find((language) => language === last) ?? "English";

const answerTo = async (l: Listening, update: UpdateAsked, t: Telling, signal: AbortSignal): Promise<Said> => {
  const { workspace } = l;
  const { instance, person, id: run, audience } = update;
  const asked = { workspace, instance, person, run, names: namesKnown(t), signal };
  if (audience === "customer") {
    return await draftUpdate(l, update, t, async ({ facts }, last) => {
      const language = languageOf(update.language, last?.worded);
      return worded(await l.wording?.update({ ...asked, audience, facts, language }), language);
    });
  }
  const language = languageOf(update.language, undefined);
  return await updateInside(l, t, audience, async ({ facts }) =>
    worded(await l.wording?.update({ ...asked, audience, facts, language }), language),
  );
};

/** Words an update and shows it to whoever asked, where they did. Without words of a model, or after a crash, it is the template's. */
export const wordUpdate = async (l: Listening, asked: UpdateAsked, signal: AbortSignal): Promise<void> => {
  const { wrote, place, slackId, person, instance } = asked;
  const t = await caseFor(l, person, instance);
  if (t === undefined || !(await maySee(l, asked, t))) return;
  const { channel, thread = wrote } = place;
  const answer = async (): Promise<Said> => await answerTo(l, asked, t, signal);
  if (channel?.startsWith("D") && thread !== undefined) await l.pane.say({ channel, thread, slackId }, answer, "is wording it…");
  else await whisper(l, asked, await answer());
};
