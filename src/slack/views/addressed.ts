import type { Instant, PersonId } from "../../engine/ids.ts";
import type { Step } from "../../engine/instance.ts";
import { listOf } from "../escape.ts";
import { type Mrkdwn, md, NOTHING, raw } from "../mrkdwn.ts";
import { name, ping, type Telling } from "./telling.ts";

/** How a message turns to those who must act. */
export interface Addressed {
  /** Before the first word: `@Ivo, ` in a thread, nothing in a direct message. */
  readonly call: Mrkdwn;
  readonly mentions: readonly PersonId[];
}

/** The clock answers a block within so long. */
const JUST_MS = 60_000;

/** Who ended a step at that very moment, or blocked it just before. */
const causeOf = (step: Step, at: Instant): PersonId | undefined => {
  if (step.status === "done") return step.endedAt === at ? step.by : undefined;
  if (step.status !== "blocked") return undefined;
  const ago = at - step.block.at;
  return ago >= 0 && ago < JUST_MS ? step.block.by : undefined;
};

/** Whoever caused the message, by what they did to a step or by starting the case, needs no ping. */
const actedAt = (t: Telling, at: Instant | undefined): ReadonlySet<PersonId> => {
  const { instance } = t.file;
  if (at === undefined) return new Set();
  const doers = Object.values<Step>(instance.steps).flatMap((step) => causeOf(step, at) ?? []);
  return new Set(instance.startedAt === at && instance.starter !== undefined ? [...doers, instance.starter] : doers);
};

/** A handful is called by name; of a larger team nobody is interrupted for what somebody else may take: the words name the team. */
const HANDFUL = 5;

/** Whoever of a team may take something, but the person who just acted. */
export const addressTeam = (t: Telling, members: readonly PersonId[], since: Instant): Addressed => {
  if (t.reader !== undefined) return { call: NOTHING, mentions: [] };
  const acted = actedAt(t, since);
  const asked = [...new Set(members)].filter((person) => !acted.has(person));
  return asked.length === 0 || asked.length > HANDFUL ? { call: NOTHING, mentions: [] } : address(t, asked);
};

/** Never pings the person who just acted, nor anybody twice; in a direct message nobody, as its reader is told anyway. */
export const address = (t: Telling, people: readonly PersonId[], since?: Instant): Addressed => {
  if (t.reader !== undefined || people.length === 0) return { call: NOTHING, mentions: [] };
  const acted = actedAt(t, since);
  const once = [...new Set(people)];
  const pinged = once.filter((person) => !acted.has(person)).slice(0, 20);
  const quiet = once.filter((person) => acted.has(person)).map((person) => name(t, person));
  const call = pinged.length === 0 ? md`${listOf(quiet)}` : ping(t, pinged);
  return { call: raw(`${call.mrkdwn}: `), mentions: pinged };
};
