import type { CaseFile } from "../../../application/case-file.ts";
import type { PersonId, StepKey } from "../../../engine/ids.ts";
import { ACT, type ButtonValue, type Reading } from "../../button.ts";
import { type Mrkdwn, md } from "../../mrkdwn.ts";
import { actions, button, section } from "../blocks.ts";
import { aboutStep, caseTitle, name, stepName, stepTitle, type Telling, tellPerson, when } from "../telling.ts";
import { type Answer, answer } from "./answer.ts";

/** What a reply was read as: its words are its author's own. */
export interface ReadReply {
  readonly reading: Reading;
  readonly until?: number | undefined;
  readonly person?: PersonId | undefined;
  readonly words?: string | undefined;
}

const question = (t: Telling, key: StepKey, { reading, until, person }: ReadReply): Mrkdwn => {
  const step = stepName(t, key);
  switch (reading) {
    case "done":
      return md`Mark ${step} done?`;
    case "blocked":
      return md`Mark ${step} blocked?`;
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

const aboutReply = (t: Telling, key: StepKey, { reading, until, person, words }: ReadReply): ButtonValue =>
  aboutStep(t, key, {
    reading,
    ...(until === undefined ? {} : { until }),
    ...(person === undefined ? {} : { person }),
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
