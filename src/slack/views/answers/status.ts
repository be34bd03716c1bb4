import type { KnownBlock } from "@slack/types";
import type { CaseFile } from "../../../application/case-file.ts";
import type { SeenAnalysis } from "../../../application/read-analysis.ts";
import type { PersonId, StepKey } from "../../../engine/ids.ts";
import type { Step } from "../../../engine/instance.ts";
import { criticalPath } from "../../../insights/facts/in-case.ts";
import { ACT } from "../../button.ts";
import { cut, SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { actions, button, context, section } from "../blocks.ts";
import { finishWords, nextActors, openSteps, progressWords, statusWords, stepLine } from "../case-progress.ts";
import { detailsPage } from "../modals/details.ts";
import { otherwise } from "../next-level.ts";
import { blockWords, heardWords, isWork, lastHeard, type Work, wasHeard } from "../step-facts.ts";
import { caseRow } from "../step-row.ts";
import { aboutCase, aboutStep, caseName, isOpenCase, names, stepName, stepTitle, type Telling, tellPerson, when } from "../telling.ts";
import { TRIGGERED } from "../words.ts";
import { analysisBlocks } from "./analysis.ts";
import { type Answer, answer } from "./answer.ts";

/** Since when a step waits: its block, its latest trouble, when its owner was last heard, or when its needs were met. */
const waitsSince = (step: Step): number | undefined => {
  if (step.status === "blocked") return step.block.at;
  const trouble = step.episode?.causes[0]?.since;
  if (isWork(step)) return trouble ?? step.heardAt;
  if (step.status === "done") return step.endedAt;
  return step.status === "waiting" ? step.unready?.since : undefined;
};

const heardLast = (t: Telling, step: Work): Mrkdwn =>
  wasHeard(step) ? lastHeard(t, step) : md`*Nothing heard* since ${heardWords(t, step)}`;

/** Since when what is the matter, each with its name. */
const stand = (t: Telling, step: Step): readonly Mrkdwn[] => {
  const cause = step.episode?.causes[0];
  const level = step.episode?.level ?? 0;
  const trouble =
    cause === undefined
      ? []
      : [md`It ${TRIGGERED[cause.trigger]} since ${when(t, cause.since)}${level === 0 ? "" : `, level ${level} of its escalation`}`];
  if (isWork(step)) return [...trouble, step.kind === "approval" ? md`*Asked:* ${when(t, step.activatedAt)}` : heardLast(t, step)];
  if (step.status !== "waiting" || step.unready === undefined) return trouble;
  return trouble.length > 0 ? trouble : [md`*Something is missing since:* ${when(t, step.unready.since)}`];
};

const waitingLine = (t: Telling, step: Step): Mrkdwn => {
  const actors = nextActors(t, step);
  return joinMd([
    stepLine(t, step),
    step.status === "blocked" ? blockWords(t, step) : undefined,
    joinMd([actors.length === 0 ? undefined : md`*Next to act:* ${names(t, actors)}`, ...stand(t, step)], " · "),
    otherwise(t, step.key),
  ]);
};

const pathLine = (t: Telling): Mrkdwn | undefined => {
  const path = criticalPath(t.file);
  if (path.length === 0) return undefined;
  const shown = path.slice(0, 12).map((key) => stepTitle(t, key));
  return md`*Critical path:* ${(path.length > 12 ? [...shown, `${path.length - 12} more`] : shown).join(" → ")}`;
};

/** One case: critical path, where it waits, on whom, since when, who acts next, expected finish. */
export const caseStatusAnswer = (t: Telling, link?: string): Answer => {
  const words = md`${caseName(t)}: ${statusWords(t)}, ${progressWords(t)}`;
  const open = isOpenCase(t) ? openSteps(t) : [];
  const rows: KnownBlock[] = open
    .slice(0, 10)
    .map((step, n) => section(waitingLine(t, step), button("Details", ACT.details, aboutStep(t, step.key), { n })));
  return answer(words, [
    section(joinMd([words, finishWords(t), isOpenCase(t) ? pathLine(t) : undefined])),
    ...rows,
    ...(open.length > 10 ? context(md`And ${open.length - 10} more steps under way.`) : []),
    ...actions([
      link === undefined ? undefined : { ...button("Open its thread", ACT.open, aboutCase(t)), url: link },
      isOpenCase(t) ? button("Add a note", ACT.note, aboutCase(t)) : undefined,
      button("Steps and more acts", ACT.casePage, aboutCase(t)),
    ]),
  ]);
};

/** One step: what its page shows. */
export const stepAnswer = (t: Telling, key: StepKey): Answer =>
  answer(md`${stepName(t, key)}, ${caseName(t)}`, detailsPage(t, key).blocks as readonly KnownBlock[]);

const caseLine = (t: Telling): Mrkdwn => {
  const stuck = openSteps(t).toSorted(
    (a, b) => (b.episode?.level ?? 0) - (a.episode?.level ?? 0) || (waitsSince(a) ?? 0) - (waitsSince(b) ?? 0),
  )[0];
  const since = stuck === undefined ? undefined : waitsSince(stuck);
  const where =
    stuck === undefined
      ? NOTHING
      : md`Waits at ${stepName(t, stuck.key)} on ${names(t, nextActors(t, stuck)) || "somebody"}${since === undefined ? NOTHING : md` since ${when(t, since)}`}`;
  return joinMd([md`${caseName(t)}: ${statusWords(t)}, ${progressWords(t)}`, where, finishWords(t)]);
};

const MOST = 20;

/** Cases as they are given: the most stuck first. */
export const statusListAnswer = (
  person: PersonId,
  files: readonly CaseFile[],
  of?: string,
  analyses: readonly SeenAnalysis[] = [],
): Answer => {
  const what = of === undefined ? md`` : md` of *${cut(of, SHOWN.title)}*`;
  if (files.length === 0) {
    const none = md`No case${what} is open.`;
    return answer(none, [section(none)]);
  }
  const words = md`${files.length} open ${files.length === 1 ? "case" : "cases"}${what}, the most stuck first.`;
  const rows = files.slice(0, MOST).map((file, n) => {
    const t = tellPerson(file, person);
    return caseRow(t, caseLine(t), n);
  });
  return answer(words, [
    section(words),
    ...analysisBlocks(person, analyses),
    ...rows,
    ...(files.length > MOST ? context(md`And ${files.length - MOST} more.`) : []),
  ]);
};
