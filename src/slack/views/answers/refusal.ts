import type { Directory } from "../../../engine/directory.ts";
import type { PersonId } from "../../../engine/ids.ts";
import type { Rejection } from "../../../engine/messages/decision.ts";
import { ACT } from "../../button.ts";
import { listOf, nameOf, short } from "../../escape.ts";
import { cut, SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md } from "../../mrkdwn.ts";
import { actions, button, section } from "../blocks.ts";
import { type Answer, answer } from "./answer.ts";

const whoCan = (directory: Directory, who: readonly PersonId[]): Mrkdwn | undefined => {
  if (who.length === 0) return undefined;
  const named = who.slice(0, 6).map((person) => nameOf(directory, person));
  return md`*Who can:* ${listOf(who.length > 6 ? [...named, `${who.length - 6} more`] : named, "or")}`;
};

const missing = (labels: readonly string[]): Mrkdwn | undefined =>
  labels.length === 0
    ? undefined
    : joinMd([md`*Still missing:*`, ...labels.slice(0, 20).map((label) => md`• ${short(label, SHOWN.name)}`)]);

/** Why an act was not carried out, and who can do it: seen only by whoever tried. `label` names a missing field in words. */
export const refusalAnswer = (rejection: Rejection, directory: Directory, label: (field: string) => string = (field) => field): Answer => {
  const words = md`${cut(rejection.message, SHOWN.words)}`;
  const fields = Object.entries(rejection.fields ?? {}).map(([field, problem]) => md`• ${label(field)}: ${short(problem, SHOWN.words)}`);
  const status = rejection.instance === undefined ? [] : actions([button("Status", ACT.status, { instance: rejection.instance })]);
  return answer(words, [
    section(joinMd([words, missing((rejection.missing ?? []).map(label)), ...fields.slice(0, 20), whoCan(directory, rejection.who ?? [])])),
    ...status,
  ]);
};

/** A word that is none of ours, with the nearest that is, else where a command is found. */
export const nearestAnswer = (kind: "command" | "case" | "workflow" | "step", typed: string, nearest: string | undefined): Answer => {
  const found = md`There is no ${kind} called *${short(typed, SHOWN.name)}*.`;
  const instead = kind === "command" ? md`${found} \`/workflow help\` lists what there is.` : found;
  const words = nearest === undefined ? instead : md`${found} Did you mean *${short(nearest, SHOWN.name)}*?`;
  return answer(words, [section(words)]);
};
