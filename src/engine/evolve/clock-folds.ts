import type { Episode } from "../episode.ts";
import type { Step } from "../instance.ts";
import type { EventOf } from "../messages/event.ts";
import { type Folds, isWork, onStep, onWork, withClock } from "./fold.ts";

const HEARD_TRIGGERS: ReadonlySet<string> = new Set(["silent", "unanswered"]);

/** Once silence has begun, its clock has done its work. */
const begun = (step: Step, trigger: string): Step =>
  isWork(step) && HEARD_TRIGGERS.has(trigger) ? { ...step, silentAt: undefined } : step;

/** An episode's event that arrives without one open changes nothing: the trace still shows it. */
const inEpisode = (step: Step, change: (episode: Episode) => Episode): Step =>
  step.episode === undefined ? step : { ...step, episode: change(step.episode) };

const atLevel =
  (people: EventOf<"escalation.queued">["to"], offered: readonly string[], at: number, warned: boolean) =>
  ({ level, nextAt }: { readonly level: number; readonly nextAt: number | undefined }) =>
  (episode: Episode): Episode => ({ ...episode, level, nextAt, asked: [...episode.asked, { level, people, offered, at, warned }] });

/** Reminders, commitments, episodes and their levels. */
export const clockFolds = {
  "reminder.queued": onWork((step, { next }) => ({ ...step, reminder: next })),
  "reminder.snoozed": onWork((step, { reminder }) => ({ ...step, reminder })),
  "commitment.made": onWork((step, { commitment, clock }) => withClock({ ...step, commitments: [...step.commitments, commitment] }, clock)),
  "commitment.settled": onStep((step, { until, state }) => {
    if (!isWork(step)) return step;
    const settle = (made: (typeof step.commitments)[number]) => (made.until === until && made.state === "open" ? { ...made, state } : made);
    return { ...step, commitments: step.commitments.map(settle) };
  }),
  "episode.opened": onStep((step, { n, trigger, since, nextAt }) => ({
    ...begun(step, trigger),
    episodes: n,
    episode: { n, causes: [{ trigger, since }], level: 0, asked: [], nextAt },
  })),
  "episode.joined": onStep((step, { trigger, since, nextAt }) =>
    inEpisode(begun(step, trigger), (episode) => ({ ...episode, nextAt, causes: [...episode.causes, { trigger, since }] })),
  ),
  "episode.eased": onStep((step, { trigger, nextAt }) =>
    inEpisode(step, (episode) => ({ ...episode, nextAt, causes: episode.causes.filter((cause) => cause.trigger !== trigger) })),
  ),
  "episode.closed": onStep((step) => ({ ...step, episode: undefined })),
  "warning.queued": onStep((step, body, { at }) => inEpisode(step, atLevel(body.to, [], at, true)(body))),
  "escalation.queued": onStep((step, body, { at }) => inEpisode(step, atLevel(body.to, body.offer, at, false)(body))),
  "level.skipped": onStep((step, { level, why, nextAt }) =>
    inEpisode(step, (episode) => ({
      ...episode,
      level,
      nextAt,
      skipped: [...(episode.skipped ?? []), { level, why, plannedAt: episode.nextAt }],
    })),
  ),
  "level.replanned": onStep((step, { nextAt }) => inEpisode(step, (episode) => ({ ...episode, nextAt }))),
  "escalation.raised": onStep((step, { raised, nextAt }) => inEpisode(step, (episode) => ({ ...episode, nextAt, raised }))),
  "escalation.lowered": onStep((step, { nextAt, silentAt }) => {
    const lowered = inEpisode(step, ({ raised: _, ...episode }) => ({ ...episode, nextAt }));
    return isWork(lowered) && silentAt !== undefined ? { ...lowered, silentAt } : lowered;
  }),
  "unclaimed.warned": onWork((step, { again }) => ({ ...step, silentAt: again })),
} satisfies Partial<Folds>;
