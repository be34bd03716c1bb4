import type { AlternativeArgs } from "../../engine/alternative-args.ts";
import type { AlternativeAct } from "../../engine/definition.ts";
import type { PersonId, StepKey } from "../../engine/ids.ts";
import { peopleFor } from "../../engine/people.ts";
import { type Prediction, predict } from "../../engine/predict.ts";
import { listOf, short } from "../escape.ts";
import { SHOWN } from "../limits.ts";
import { joinMd, type Mrkdwn, md } from "../mrkdwn.ts";
import { names, type Telling, when } from "./telling.ts";
import { sentence, spanBetween } from "./words.ts";

/** What the engine foresees of an alternative; undefined for one that the definition does not have. */
export const predictionOf = (
  t: Telling,
  step: StepKey,
  alternative: string,
  args: AlternativeArgs = {},
  by: PersonId | undefined = t.reader,
): Prediction | undefined => {
  const { definition, instance, directory, now } = t.file;
  return predict(definition, instance, { now, directory, load: new Map() }, { step, alternative, args, by });
};

const due = (t: Telling, act: AlternativeAct | undefined, { dueBefore, dueAfter, asks }: Prediction): Mrkdwn | undefined => {
  if (act?.do === "skip") return undefined;
  if (asks.includes("until")) return md`You choose until when.`;
  if (dueAfter === undefined) return undefined;
  return dueAfter === dueBefore ? md`The due date stays ${when(t, dueAfter)}.` : md`The due date moves to ${when(t, dueAfter)}.`;
};

const moves = ({ moves: all }: Prediction): Mrkdwn => {
  if (all.length === 0) return md`No other step moves.`;
  const each = all
    .slice(0, 4)
    .map(({ title, by }) => `${short(title, SHOWN.name)} ${by > 0 ? "moves by" : "comes sooner by"} ${spanBetween(0, Math.abs(by))}`);
  const more = all.length - 4;
  return md`${listOf(more > 0 ? [...each, `${more} more ${more === 1 ? "step moves" : "steps move"}`] : each)}.`;
};

const target = (t: Telling, { targetAt, holds }: Prediction): Mrkdwn | undefined => {
  if (targetAt === undefined) return undefined;
  return holds === true ? md`The target of ${when(t, targetAt)} holds.` : md`*The target of* ${when(t, targetAt)} *is missed.*`;
};

const whoTakes = (
  t: Telling,
  key: StepKey,
  act: AlternativeAct | undefined,
  { asks }: Prediction,
  args: AlternativeArgs,
): Mrkdwn | undefined => {
  if (asks.includes("to")) return md`You choose who takes it.`;
  if (act?.do !== "reassign") return undefined;
  const takers = args.to === undefined ? peopleFor(t.file, act.to ?? [], key) : [args.to];
  return md`It goes to ${names(t, takers)}.`;
};

const special = (act: AlternativeAct | undefined): Mrkdwn | undefined => {
  if (act?.do === "skip") return md`The case goes on without this step.`;
  return act?.do === "start" ? md`The workflow ${act.start} starts beside this one.` : undefined;
};

/**
 * What an alternative would do, before it is picked: new due, steps that move and by how much, whether the target holds, who must agree.
 * `by`: whoever would pick it, where that is not the reader.
 */
export const predictedEffect = (t: Telling, key: StepKey, id: string, args: AlternativeArgs = {}, by?: PersonId): Mrkdwn => {
  const prediction = predictionOf(t, key, id, args, by);
  const act = t.file.definition.alternatives[id]?.act;
  if (prediction === undefined) return md`Its effect cannot be told.`;
  if (act?.do === "cancel") return md`The case ends now, and everything that is open in it stops.`;
  const agree =
    prediction.agree.length === 0
      ? undefined
      : md`${sentence(
          listOf(
            prediction.agree.map((person) => names(t, [person])),
            "or",
          ),
        )} must agree.`;
  const parts = [
    whoTakes(t, key, act, prediction, args),
    special(act),
    due(t, act, prediction),
    moves(prediction),
    target(t, prediction),
    agree,
  ];
  return joinMd(parts, " ");
};
