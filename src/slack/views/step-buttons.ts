import type { ActionsBlock, Button } from "@slack/types";
import type { DecisionStep, StepDefinition } from "../../engine/definition.ts";
import { ACT, type Act } from "../button.ts";
import { actions, actionsWithMore, button } from "./blocks.ts";
import type { Work } from "./step-facts.ts";
import { aboutStep, isOpenCase, type Telling } from "./telling.ts";

const MOST_OPTIONS = 8;

/** An option is a button each while they fit in a row; else one button opens the list. */
const optionButtons = (t: Telling, definition: DecisionStep): Button[] => {
  if (definition.options.length > MOST_OPTIONS) {
    return [button("Decide", ACT.option, aboutStep(t, definition.key), { style: "primary" })];
  }
  return definition.options.map((option, n) =>
    button(option.title, ACT.option, aboutStep(t, definition.key, { option: option.id }), {
      n,
      ...(option.verdict === "DENY" ? { style: "danger" as const } : {}),
    }),
  );
};

const ends = (t: Telling, definition: StepDefinition): Button[] => {
  const value = aboutStep(t, definition.key);
  switch (definition.kind) {
    case "decision":
      return optionButtons(t, definition);
    case "wait":
      return [button("Arrived", ACT.arrived, value, { style: "primary" })];
    case "task":
      return [button("Done", ACT.done, value, { style: "primary" })];
    case "action":
    case "approval":
      return [];
  }
};

const moreActs = (definition: StepDefinition): (readonly [string, Act])[] => [
  ["Details", ACT.details],
  ["Why now?", ACT.why],
  ...(definition.evidence.length > 0 ? [["Add evidence", ACT.evidence] as const] : []),
  ["Not mine", ACT.notMine],
  ["On it until a time", ACT.commit],
];

/** The buttons of a step's card, as long as somebody can act on it. */
export const stepButtons = (t: Telling, definition: StepDefinition, step: Work): ActionsBlock[] => {
  if (!isOpenCase(t)) return [];
  const value = aboutStep(t, step.key);
  if (step.owner === undefined && definition.kind !== "action") {
    const take = button("Take it", ACT.take, value, { style: "primary" });
    return actionsWithMore(
      [take],
      [
        ["Details", ACT.details],
        ["Why now?", ACT.why],
      ],
      value,
    );
  }
  const blocked = step.status === "blocked";
  const row = [
    ...ends(t, definition),
    step.acknowledged || blocked ? undefined : button("On it", ACT.acknowledge, value),
    blocked ? button("No longer blocked", ACT.unblock, value) : button("Blocked", ACT.blocked, value),
    button("Hand off", ACT.handOff, value),
    button("Later", ACT.later, value),
  ];
  return actionsWithMore(definition.kind === "action" ? row.slice(-3) : row, moreActs(definition), value);
};

/** A few acts of a step in a row, for notices about it. */
export const someButtons = (t: Telling, buttons: readonly (Button | undefined)[]): ActionsBlock[] =>
  isOpenCase(t) ? actions(buttons) : [];
