import { forecastStep } from "../../../engine/forecast.ts";
import type { StepKey } from "../../../engine/ids.ts";
import type { MessageContent } from "../../../engine/messages/effect.ts";
import { ACT } from "../../button.ts";
import { joinMd, md } from "../../mrkdwn.ts";
import { address } from "../addressed.ts";
import { button } from "../blocks.ts";
import { notice, settled, settledBy } from "../notice.ts";
import type { Rendered } from "../rendered.ts";
import { someButtons } from "../step-buttons.ts";
import { doneMeans, isWork } from "../step-facts.ts";
import { aboutStep, definitionOf, isOpenCase, nameOrYou, names, stepName, stepOf, type Telling, when } from "../telling.ts";
import { answerable } from "./reminder.ts";

type Content = Extract<MessageContent, { kind: "upcoming" }>;

/** What it announced has come: to its reader by a card of its own, or to somebody else. */
const begun = (t: Telling, key: StepKey): Rendered => {
  const step = stepOf(t, key);
  const yours = isWork(step) && isOpenCase(t) && t.reader !== undefined && answerable(step).includes(t.reader);
  return yours ? settled(t, md`${stepName(t, key)} is your turn now: see its card.`) : settledBy(t, key, step?.pass ?? 1);
};

/** The planned owner's turn is near: what, when by the forecast, what is before it. */
export const upcoming = (t: Telling, { step: key, why }: Content): Rendered => {
  const step = stepOf(t, key);
  const definition = definitionOf(t, key);
  if (step?.status !== "waiting" || definition === undefined || t.file.instance.status !== "running") {
    return begun(t, key);
  }
  const before = definition.needs.steps.filter((need) => ["active", "blocked", "waiting"].includes(stepOf(t, need)?.status ?? ""));
  const working = before.flatMap((need) => {
    const needed = stepOf(t, need);
    return needed !== undefined && "owner" in needed && needed.owner !== undefined ? [needed.owner] : [];
  });
  const first = before.map((need) => stepName(t, need)).slice(0, 5);
  return notice(t, {
    to: address(t, step.planned === undefined ? [] : [step.planned]),
    words: md`${stepName(t, key)} comes to ${t.reader === step.planned ? "you" : nameOrYou(t, step.planned)} next, expected ${when(t, forecastStep(t.file, key).startsAt)}.`,
    more: [
      first.length === 0
        ? undefined
        : md`*Before it:* ${joinMd(first, ", ")}${working.length === 0 ? "" : ` (${names(t, [...new Set(working)])})`}`,
      doneMeans(t, definition),
    ],
    buttons: someButtons(t, [button("Details", ACT.details, aboutStep(t, key)), button("Not mine", ACT.notMine, aboutStep(t, key))]),
    why,
  });
};
