import type { KnownBlock, ModalView } from "@slack/types";
import { ACT } from "../../button.ts";
import { FORM } from "../../form.ts";
import { joinMd, md } from "../../mrkdwn.ts";
import { actions, button, context, section } from "../blocks.ts";
import { finishWords, progressWords, statusWords, stepLine, stepsOf } from "../case-progress.ts";
import { aboutCase, aboutStep, caseName, isOpenCase, type Telling } from "../telling.ts";
import { modal, type Place } from "./modal.ts";

const acts = (t: Telling): KnownBlock[] => {
  const value = aboutCase(t);
  if (!isOpenCase(t)) return actions([button("Add a note", ACT.note, value)]);
  const isPaused = t.file.instance.status === "paused";
  return actions([
    isPaused ? button("Resume the case", ACT.resume, value) : button("Pause the case", ACT.pause, value),
    button("Cancel the case", ACT.cancel, value, { style: "danger" }),
    t.file.instance.stopped === undefined ? undefined : button("Resume automated acts", ACT.resumeAutomation, value),
    button("Give information", ACT.provide, value),
    button("Priority", ACT.priority, value),
    button("Watchers", ACT.watchers, value),
    button("Add a note", ACT.note, value),
  ]);
};

/** All that can be done about a case, and the way to each of its steps: there it is skipped, reopened, extended, given to somebody. */
export const casePage = (t: Telling, place: Place = {}): ModalView =>
  modal({
    form: FORM.casePage,
    title: "The case",
    about: aboutCase(t),
    place,
    blocks: [
      section(joinMd([md`${caseName(t)}: ${statusWords(t)}, ${progressWords(t)}`, finishWords(t)])),
      ...acts(t),
      ...context(md`To skip, reopen, move or give away a step, or to change who approves it, open its details.`),
      ...stepsOf(t).map((step, n) => section(stepLine(t, step), button("Details", ACT.details, aboutStep(t, step.key), { n }))),
    ],
  });
