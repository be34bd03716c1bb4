import type { KnownBlock, PlanBlock, RichTextBlock, TaskCardBlock } from "@slack/types";
import type { Step } from "../../../engine/instance.ts";
import { ACT, type Act } from "../../button.ts";
import { clean, escapePlain, short } from "../../escape.ts";
import { LIMIT, SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md } from "../../mrkdwn.ts";
import { actionsWithMore, button, context, section } from "../blocks.ts";
import {
  finishWords,
  isHeldStep,
  nextWords,
  openSteps,
  progressWords,
  statusWords,
  stepLine,
  stepState,
  stepsOf,
} from "../case-progress.ts";
import { type Rendered, rendered } from "../rendered.ts";
import { aboutCase, caseName, isOpenCase, name, stepTitle, type Telling, when } from "../telling.ts";
import { STATUS, STOPPED, sentence } from "../words.ts";

/** As many steps as a card shows: around what is under way when there are more. */
const window = (t: Telling): { readonly before: number; readonly shown: readonly Step[]; readonly after: number } => {
  const steps = stepsOf(t);
  const first = steps.findIndex((step) => step.status !== "done" && step.status !== "skipped");
  const from = Math.max(0, Math.min((first < 0 ? steps.length : first) - 5, steps.length - LIMIT.planTasks));
  const shown = steps.slice(from, from + LIMIT.planTasks);
  return { before: from, shown, after: steps.length - from - shown.length };
};

const leftOut = (t: Telling): Mrkdwn | undefined => {
  const { before, after } = window(t);
  if (before + after === 0) return undefined;
  return md`${before > 0 ? `${before} finished before these. ` : ""}${after > 0 ? `${after} more come after these.` : ""}`;
};

const TASK_STATUS: Readonly<Record<Step["status"], TaskCardBlock["status"]>> = {
  waiting: "pending",
  active: "in_progress",
  blocked: "error",
  done: "complete",
  skipped: "complete",
};

/** Slack shows a moment within rich text as an element of its own, so mrkdwn's date tokens become those. */
const richText = ({ mrkdwn }: Mrkdwn): RichTextBlock => ({
  type: "rich_text",
  elements: [
    {
      type: "rich_text_section",
      elements: mrkdwn
        .split(/(<!date\^\d+\^[^|]*\|[^>]*>)/)
        .filter((part) => part !== "")
        .map((part) => {
          const [, timestamp, fallback] = /^<!date\^(\d+)\^[^|]*\|([^>]*)>$/.exec(part) ?? [];
          if (timestamp === undefined) return { type: "text" as const, text: unescaped(part) };
          return { type: "date" as const, timestamp: Number(timestamp), format: "{date_short_pretty} {time}", fallback: fallback ?? "" };
        }),
    },
  ],
});

/** Rich text is not parsed: what was escaped for mrkdwn is shown as it was typed. */
const unescaped = (text: string): string => clean(text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"));

const task = (t: Telling, step: Step): TaskCardBlock => ({
  type: "task_card",
  task_id: step.key,
  title: plainTitle(
    `${stepTitle(t, step.key)}${step.status === "skipped" || step.status === "blocked" ? ` (${STATUS[step.status]})` : ""}`,
  ),
  status: isHeldStep(t, step) ? "error" : TASK_STATUS[step.status],
  details: richText(stepState(t, step)),
});

const plainTitle = (text: string): string => short(escapePlain(text), SHOWN.title) || "–";

const planOf = (t: Telling): PlanBlock => ({
  type: "plan",
  title: plainTitle(sentence(progressWords(t))),
  tasks: window(t).shown.map((step) => task(t, step)),
});

/** Lines into as few sections as hold them. */
const sections = (lines: readonly Mrkdwn[]): KnownBlock[] => {
  const groups: Mrkdwn[][] = [];
  let length = 0;
  for (const line of lines) {
    length += line.mrkdwn.length + 1;
    const last = groups.at(-1);
    if (last === undefined || length > LIMIT.sectionText - 200) {
      groups.push([line]);
      length = line.mrkdwn.length;
    } else last.push(line);
  }
  return groups.map((group) => section(joinMd(group)));
};

const stoppedNote = (t: Telling): Mrkdwn | undefined => {
  const { stopped } = t.file.instance;
  return stopped === undefined ? undefined : md`Automated acts are stopped since ${when(t, stopped.at)}: ${STOPPED[stopped.reason]}.`;
};

/** Behind three dots there is room for five; the last leads to a page with all the others. */
const MENU: readonly (readonly [string, Act])[] = [
  ["Watch, or stop watching", ACT.watch],
  ["Add a note", ACT.note],
  ["Priority", ACT.priority],
  ["Watchers", ACT.watchers],
  ["Steps and more acts", ACT.casePage],
];

const buttons = (t: Telling): KnownBlock[] => {
  if (!isOpenCase(t)) return [];
  const { stopped, status } = t.file.instance;
  const row = [
    button("Status", ACT.status, aboutCase(t)),
    stopped === undefined ? undefined : button("Resume automated acts", ACT.resumeAutomation, aboutCase(t)),
    status === "paused" ? button("Resume the case", ACT.resume, aboutCase(t)) : undefined,
  ];
  return actionsWithMore(row, MENU, aboutCase(t));
};

/** The case card: the one root message of a case, edited and never reposted. It pings nobody. */
export const caseCard = (t: Telling, capability: { readonly plan: boolean }): Rendered => {
  const { instance, definition } = t.file;
  const steps = capability.plan ? [planOf(t)] : sections(window(t).shown.map((step) => stepLine(t, step)));
  const next = nextWords(t);
  const words = md`${caseName(t)}: ${statusWords(t)}, ${progressWords(t)}`;
  return rendered({
    text: md`${words}${openSteps(t).length === 0 ? "" : "."}`,
    blocks: [
      // A plan says by its title how far it is.
      section(joinMd([capability.plan ? md`${caseName(t)}: ${statusWords(t)}` : words, finishWords(t)])),
      ...steps,
      ...context(leftOut(t)),
      ...(next.mrkdwn === "" ? [] : [section(next)]),
      ...context(
        stoppedNote(t),
        md`${short(definition.title, SHOWN.title)} · ${short(instance.caseId, SHOWN.name)} · started ${when(t, instance.startedAt)}${instance.starter === undefined ? "" : ` by ${name(t, instance.starter)}`}`,
      ),
      ...buttons(t),
    ],
  });
};
