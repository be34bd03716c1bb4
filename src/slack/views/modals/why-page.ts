import type { ModalView } from "@slack/types";
import type { Level, StepDefinition, Trigger } from "../../../engine/definition.ts";
import { TRIGGERS } from "../../../engine/definition.ts";
import { dueFrom } from "../../../engine/due.ts";
import { formatDuration, isZero } from "../../../engine/duration.ts";
import type { StepKey } from "../../../engine/ids.ts";
import { peopleFor } from "../../../engine/people.ts";
import { FORM } from "../../form.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { context, section } from "../blocks.ts";
import { otherwise } from "../next-level.ts";
import { isWork, type Work, whyThem } from "../step-facts.ts";
import {
  aboutStep,
  caseName,
  definitionOf,
  labelOf,
  names,
  stepName,
  stepOf,
  storedValue,
  type Telling,
  valueText,
  when,
} from "../telling.ts";
import { ruleOf, versionOf } from "../why-now.ts";
import { TRIGGERED } from "../words.ts";
import { modal, type Place } from "./modal.ts";

const dueRule = (t: Telling, definition: StepDefinition): string => {
  const { due } = definition;
  if (due === undefined) return "no due date";
  if (due.kind === "fixed") return formatDuration(due.duration);
  const value = valueText(t, storedValue(t, due.input), due.input);
  const duration = due.values[value] ?? due.else;
  return `${duration === undefined ? "no time" : formatDuration(duration)}, as ${labelOf(t, due.input)} is ${value}`;
};

/** Whether the due date is still the one that its rule gave when the step started. */
const isByRule = (t: Telling, definition: StepDefinition, step: Work): boolean =>
  step.dueSetAt === undefined && dueFrom(t.file, definition, step, step.activatedAt) === step.dueAt;

const dueClock = (t: Telling, definition: StepDefinition, step: Work): Mrkdwn => {
  if (step.dueAt === undefined) return md`*Due:* ${dueRule(t, definition)}.`;
  const rule = md`Rule: ${ruleOf(t, `${definition.rule}.due`)}`;
  if (!isByRule(t, definition, step)) {
    return md`*Due:* ${when(t, step.dueAt)}, as set ${when(t, step.dueSetAt ?? step.activatedAt)}; by its rule ${dueRule(t, definition)}. ${rule}`;
  }
  return md`*Due:* started ${when(t, step.activatedAt)} + ${dueRule(t, definition)} = ${when(t, step.dueAt)}. ${rule}`;
};

const silenceClock = (t: Telling, definition: StepDefinition, step: Work): Mrkdwn | undefined => {
  if (definition.silence === undefined || step.silentAt === undefined) return undefined;
  const { silence, rule } = definition;
  return md`*Quiet:* from ${when(t, step.silentAt)}, unless something is heard before; that is ${formatDuration(silence)} without a word, or a time that was promised. Rule: ${ruleOf(t, `${rule}.silence`)}`;
};

const levelLine = (t: Telling, key: StepKey, level: Level): string => {
  const whom = level.warnOwner ? "a private warning to the owner" : names(t, peopleFor(t.file, level.to, key)) || "the process owner";
  return `${isZero(level.after) ? "at once" : `after ${formatDuration(level.after)}`}: ${whom}`;
};

const ladder = (t: Telling, definition: StepDefinition, trigger: Trigger): Mrkdwn | undefined => {
  const levels = definition.escalation[trigger];
  const first = levels?.[0];
  if (levels === undefined || first === undefined) return undefined;
  const lines = levels.map((level) => levelLine(t, definition.key, level)).join("; then ");
  return md`*When it ${TRIGGERED[trigger]}:* ${lines}. Rule: ${ruleOf(t, first.rule)}`;
};

const ladders = (t: Telling, definition: StepDefinition): Mrkdwn => {
  const wanted = TRIGGERS.filter((trigger) => (trigger === "unanswered") === (definition.kind === "approval") || trigger === "overdue");
  return joinMd(
    wanted.filter((trigger) => trigger !== "silent" || definition.kind !== "approval").map((trigger) => ladder(t, definition, trigger)),
  );
};

/** Why a card is there and what its clocks are: rules, their places and version, and the arithmetic. */
export const whyPage = (t: Telling, key: StepKey, place: Place = {}): ModalView => {
  const step = stepOf(t, key);
  const definition = definitionOf(t, key);
  const clocks =
    isWork(step) && definition !== undefined
      ? joinMd([whyThem(t, step), dueClock(t, definition, step), silenceClock(t, definition, step), otherwise(t, key)])
      : NOTHING;
  const steps = definition === undefined ? NOTHING : ladders(t, definition);
  return modal({
    form: FORM.why,
    title: "Why now?",
    about: aboutStep(t, key),
    place,
    blocks: [
      section(joinMd([stepName(t, key), caseName(t)])),
      ...(clocks.mrkdwn === "" ? [] : [section(clocks)]),
      ...(steps.mrkdwn === "" ? [] : [section(steps)]),
      ...context(md`${t.file.definition.workflow}, version ${versionOf(t)}`),
    ],
  });
};
