import type { MessageContent } from "../../../engine/messages/effect.ts";
import { leadOf } from "../../../engine/people.ts";
import { ACT } from "../../button.ts";
import { md } from "../../mrkdwn.ts";
import { address } from "../addressed.ts";
import { button } from "../blocks.ts";
import { notice, settled, settledBy } from "../notice.ts";
import type { Rendered } from "../rendered.ts";
import { someButtons } from "../step-buttons.ts";
import { isDueWords, isWork, ownerWords } from "../step-facts.ts";
import { aboutStep, names, stepName, stepOf, type Telling, when } from "../telling.ts";

type Content = Extract<MessageContent, { kind: "unclaimed" }>;

/** Nobody of the team has taken a step: its lead is told. */
export const unclaimed = (t: Telling, content: Content): Rendered => {
  const step = stepOf(t, content.step);
  if (!isWork(step) || step.pass !== content.pass || t.file.instance.status !== "running") return settledBy(t, content.step, content.pass);
  if (step.owner !== undefined) return settled(t, md`${stepName(t, step.key)} was taken by ${ownerWords(t, step)}.`);
  const { directory } = t.file;
  const lead = leadOf(directory, step.team);
  const members = directory.teams.get(step.team ?? "")?.members ?? [];
  const due = isDueWords(t, step.dueAt);
  const value = aboutStep(t, step.key);
  return notice(t, {
    to: address(t, lead === undefined ? [] : [lead]),
    words: md`Nobody has taken ${stepName(t, step.key)} since ${when(t, step.activatedAt)}.`,
    more: [md`*Team ${step.team}:* ${names(t, members)}${due === undefined ? md`` : md`. It ${due}`}.`],
    buttons: someButtons(t, [
      button("Give it to somebody", ACT.reassign, value, { style: "primary" }),
      t.reader !== undefined && members.includes(t.reader) ? button("Take it", ACT.take, value) : undefined,
    ]),
    why: content.why,
  });
};
