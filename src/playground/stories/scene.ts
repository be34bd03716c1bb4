import type { PersonId, StepKey } from "../../engine/ids.ts";
import type { Draft, Step } from "../../engine/instance.ts";
import type { Scene } from "./turn.ts";

const DAY_MS = 86_400_000;

/** Undefined when the definition has no such step (any more). */
export const stepOf = ({ instance }: Scene, key: string): Step | undefined => instance.steps[key as StepKey];

/** Nothing is left to do in it. */
export const isOver = (scene: Scene, key: string): boolean => {
  const step = stepOf(scene, key);
  return step === undefined || step.status === "done" || step.status === "skipped";
};

export const ended =
  (key: string) =>
  (scene: Scene): boolean =>
    isOver(scene, key);

export const ownerOf =
  (key: string) =>
  (scene: Scene): PersonId | undefined => {
    const step = stepOf(scene, key);
    if (step === undefined) return undefined;
    return "owner" in step ? step.owner : step.planned;
  };

/** Whether its owner has said by when, in this pass. */
export const committed =
  (key: string) =>
  (scene: Scene): boolean => {
    const step = stepOf(scene, key);
    return isOver(scene, key) || (step !== undefined && "commitments" in step && step.commitments.length > 0);
  };

/** Whether it ever needed somebody's attention. */
export const hadTrouble = (scene: Scene, key: string): boolean => {
  const step = stepOf(scene, key);
  return isOver(scene, key) || step?.status === "blocked" || (step?.episodes ?? 0) > 0;
};

/** Whether somebody was asked about its trouble: that may be a night after the trouble itself. */
export const wasAsked = (scene: Scene, key: string): boolean => {
  const episode = stepOf(scene, key)?.episode;
  return hadTrouble(scene, key) && (episode === undefined || episode.asked.length > 0);
};

export const wasPicked = ({ instance }: Scene, key: string): boolean =>
  Object.keys(instance.picks ?? {}).some((episode) => episode.startsWith(`${key}:`));

/** Those who were asked last how a step goes on. */
export const askedAbout =
  (key: string) =>
  (scene: Scene): PersonId | undefined =>
    stepOf(scene, key)?.episode?.asked.findLast(({ warned, people }) => !warned && people.length > 0)?.people[0];

/** The newest message to somebody outside that is about a step. */
export const draftAbout = ({ instance }: Scene, key: string): Draft | undefined =>
  Object.values(instance.drafts)
    .filter(({ step }) => step === key)
    .sort((a, b) => a.at - b.at)
    .at(-1);

const onWeekday = (at: number): number => ([0, 6].includes(new Date(at).getUTCDay()) ? onWeekday(at + DAY_MS) : at);

/** In so many days, in epoch seconds as a date picker gives them; never on a weekend. */
export const inDays = ({ now }: Scene, days: number): number => Math.floor(onWeekday(now + days * DAY_MS) / 60_000) * 60;

/** When the step is due, in epoch seconds; tomorrow when that is not ahead. */
export const untilDue = (scene: Scene, key: string): number => {
  const step = stepOf(scene, key);
  const dueAt = step !== undefined && "dueAt" in step ? step.dueAt : undefined;
  return dueAt !== undefined && dueAt > scene.now ? Math.floor(dueAt / 1_000) : inDays(scene, 1);
};

type Suggestions = NonNullable<Scene["instance"]["suggestions"]>;

/** What an agent proposed last of a kind about a step. */
export const suggestedFor = ({ instance }: Scene, key: string, kind: string): Suggestions[string] | undefined =>
  Object.values(instance.suggestions ?? {})
    .filter((each) => each.step === key && each.kind === kind)
    .sort((a, b) => a.at - b.at)
    .at(-1);
