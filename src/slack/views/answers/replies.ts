import type { CaseFile } from "../../../application/case-file.ts";
import type { WaitingOn } from "../../../engine/definition.ts";
import type { PersonId, StepKey } from "../../../engine/ids.ts";
import { ACT, type ButtonValue, type Reading } from "../../button.ts";
import { short } from "../../escape.ts";
import { SHOWN } from "../../limits.ts";
import { type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { actions, button, section } from "../blocks.ts";
import { aboutStep, caseTitle, name, stepName, stepTitle, type Telling, tellPerson, when } from "../telling.ts";
import { WAITING_ON } from "../words.ts";
import { type Answer, answer } from "./answer.ts";

/** What a reply was read as: its words are its author's own. */
export interface ReadReply {
  readonly reading: Reading;
  readonly until?: number | undefined;
  readonly person?: PersonId | undefined;
  readonly words?: string | undefined;
  /** Whom a block waits for, where a model read it. */
  readonly on?: WaitingOn | undefined;
  /** `ts` of the message that says it. */
  readonly wrote?: string | undefined;
}

/** What a model read is shown whole: its writer sees what their yes would say. */
const blockQuestion = (t: Telling, key: StepKey, { on, until, words }: ReadReply): Mrkdwn => {
  if (on === undefined) return md`Mark ${stepName(t, key)} blocked?`;
  const time = until === undefined ? NOTHING : md`, until ${when(t, until)}`;
  return md`Mark ${stepName(t, key)} blocked, waiting for ${WAITING_ON[on]}${time}: “${short(words ?? "", SHOWN.words)}”?`;
};

const question = (t: Telling, key: StepKey, reply: ReadReply): Mrkdwn => {
  const { reading, until, person } = reply;
  const step = stepName(t, key);
  switch (reading) {
    case "done":
      return md`Mark ${step} done?`;
    case "blocked":
      return blockQuestion(t, key, reply);
    case "unblocked":
      return md`Is ${step} no longer blocked?`;
    case "commit":
      return until === undefined ? md`Say until when you are on ${step}?` : md`Note that you are on ${step} until ${when(t, until)}?`;
    case "hand-off":
      return person === undefined ? md`Hand ${step} to somebody else?` : md`Hand ${step} to ${name(t, person)}?`;
    case "not-mine":
      return md`Pass ${step} on, as it is not yours?`;
    case "arrived":
      return md`Has ${step} arrived?`;
    case "note":
      return md`Add this to ${step} as a note?`;
  }
};

const aboutReply = (t: Telling, key: StepKey, { reading, until, person, words, on, wrote }: ReadReply): ButtonValue =>
  aboutStep(t, key, {
    reading,
    ...(until === undefined ? {} : { until }),
    ...(person === undefined ? {} : { person }),
    ...(on === undefined ? {} : { on }),
    ...(wrote === undefined ? {} : { message: wrote }),
    // Cut without a sign: it starts a form, in which its author sees and completes it.
    ...(words === undefined || words === "" ? {} : { words: words.slice(0, 700).toWellFormed() }),
  });

/** What a reply was understood as; nothing changes until its author says yes. */
export const confirmReplyAnswer = (t: Telling, key: StepKey, reply: ReadReply): Answer => {
  const words = question(t, key, reply);
  return answer(words, [
    section(words),
    ...actions([
      button("Yes", ACT.confirmReply, aboutReply(t, key, reply), { style: "primary" }),
      button("No", ACT.dismissReply, aboutStep(t, key)),
    ]),
  ]);
};

/** A reply in a case's thread whose author has several steps there: which one is meant. */
export const chooseStepAnswer = (
  person: PersonId,
  choices: readonly { readonly file: CaseFile; readonly step: StepKey }[],
  reply: ReadReply,
): Answer => {
  const words = md`Which step is this about?`;
  const buttons = choices.slice(0, 10).map(({ file, step }, n) => {
    const t = tellPerson(file, person);
    return button(stepTitle(t, step) || caseTitle(t), ACT.chooseStep, aboutReply(t, step, reply), { n });
  });
  return answer(words, [section(words), ...actions([...buttons, button("None of them", ACT.dismissReply, {})])]);
};
