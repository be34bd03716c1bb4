import type { KnownBlock } from "@slack/types";
import type { CaseFile } from "../../application/case-file.ts";
import type { Audience } from "../../engine/messages/effect.ts";
import { ACT } from "../button.ts";
import { joinMd, md, raw } from "../mrkdwn.ts";
import { address } from "./addressed.ts";
import { actions, button, context, section } from "./blocks.ts";
import { answerable, primaryAct, type ReminderContent, reminderSettled, reminderWords } from "./messages/reminder.ts";
import { otherwise } from "./next-level.ts";
import { type Rendered, rendered } from "./rendered.ts";
import { isWork } from "./step-facts.ts";
import { aboutStep, caseName, stepOf, type Telling, tell } from "./telling.ts";
import { whyNow } from "./why-now.ts";

/** A reminder with its case. */
export interface Bundled {
  readonly content: ReminderContent;
  readonly file: CaseFile;
}

const MOST = 12;

/** How many steps wait for this one, however far away: what it unblocks. */
const waitingFor = (t: Telling, { content }: Bundled): number => {
  const reached = new Set<string>([content.step]);
  for (const step of t.file.definition.steps) {
    if (step.needs.steps.some((need) => reached.has(need))) reached.add(step.key);
  }
  return reached.size - 1;
};

const dueOf = (t: Telling, { content }: Bundled): number => {
  const step = stepOf(t, content.step);
  return (isWork(step) ? step.dueAt : undefined) ?? Number.POSITIVE_INFINITY;
};

interface Told extends Bundled {
  readonly t: Telling;
}

const ordered = (bundle: readonly Bundled[], audience: Audience): readonly Told[] =>
  bundle
    .map((each) => ({ ...each, t: tell(each.file, audience) }))
    .toSorted((a, b) => waitingFor(b.t, b) - waitingFor(a.t, a) || dueOf(a.t, a) - dueOf(b.t, b));

const unblocks = (waiting: number): string => {
  if (waiting === 0) return "";
  return waiting === 1 ? " One step waits for it." : ` ${waiting} steps wait for it.`;
};

const entry = (told: Told, n: number): KnownBlock[] => {
  const { t, content } = told;
  const over = reminderSettled(t, content);
  if (over !== undefined) return [section(raw(over.text))];
  const step = stepOf(t, content.step);
  if (!isWork(step)) return [];
  return [
    section(joinMd([md`${reminderWords(t, content, step)}${unblocks(waitingFor(t, told))}`, otherwise(t, step.key)])),
    ...actions([primaryAct(t, step, n), button("Later", ACT.later, aboutStep(t, step.key, { message: content.id }), { n })]),
    ...context(md`Case: ${caseName(t)}`, whyNow(t, content.why)),
  ];
};

/** Reminders due together for one person as one message, ordered by what unblocks others most. */
export const renderBundle = (bundle: readonly Bundled[], audience: Audience): Rendered => {
  const all = ordered(bundle, audience);
  const open = all.filter(({ t, content }) => reminderSettled(t, content) === undefined);
  const shown = all.slice(0, MOST);
  const first = all[0];
  const people = open.flatMap(({ t, content }) => {
    const step = stepOf(t, content.step);
    return isWork(step) ? answerable(step) : [];
  });
  const to = first === undefined ? { call: md``, mentions: [] } : address(first.t, people);
  const lead =
    open.length === 0 ? md`These are settled.` : md`${to.call}${open.length} ${open.length === 1 ? "step waits" : "steps wait"} for you.`;
  return rendered({
    text: lead,
    blocks: [
      section(lead),
      ...shown.flatMap(entry),
      ...(all.length > MOST ? context(md`And ${all.length - MOST} more: ask for your list with \`/workflow mine\`.`) : []),
    ],
    final: open.length === 0,
    moot: open.length === 0,
    mentions: to.mentions,
  });
};
