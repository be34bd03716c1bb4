import type { KnownBlock, SectionBlock } from "@slack/types";
import type { StepKey } from "../../engine/ids.ts";
import { ACT } from "../button.ts";
import { joinMd, type Mrkdwn, md } from "../mrkdwn.ts";
import { actions, button, section } from "./blocks.ts";
import { stepLine } from "./case-progress.ts";
import { answerable, primaryAct } from "./messages/reminder.ts";
import { isWork } from "./step-facts.ts";
import { aboutCase, aboutStep, caseTitle, stepName, stepOf, type Telling } from "./telling.ts";

const words = (t: Telling, key: StepKey): Mrkdwn => {
  const step = stepOf(t, key);
  return joinMd([step === undefined ? stepName(t, key) : stepLine(t, step), md`${caseTitle(t)}`]);
};

/** A step of somebody's list with its one act. `n` keeps ids apart. */
export const stepRow = (t: Telling, key: StepKey, n: number): KnownBlock[] => {
  const step = stepOf(t, key);
  if (!isWork(step)) return [stepInfo(t, key, n)];
  const mine = t.reader === undefined || answerable(step).includes(t.reader) || step.owner === undefined;
  return [
    section(words(t, key)),
    ...actions([
      mine ? primaryAct(t, step, n) : undefined,
      mine && step.status === "active" && step.kind !== "approval" ? button("Blocked", ACT.blocked, aboutStep(t, key), { n }) : undefined,
      mine && step.kind !== "approval" ? button("Later", ACT.later, aboutStep(t, key), { n }) : undefined,
      step.kind === "approval" && mine ? undefined : button("Details", ACT.details, aboutStep(t, key), { n }),
    ]),
  ];
};

/** The same to be read, with a way to see more. */
export const stepInfo = (t: Telling, key: StepKey, n: number): SectionBlock =>
  section(words(t, key), button("Details", ACT.details, aboutStep(t, key), { n }));

/** A case in one row. */
export const caseRow = (t: Telling, text: Mrkdwn, n: number): SectionBlock =>
  section(text, button("Status", ACT.status, aboutCase(t), { n }));
