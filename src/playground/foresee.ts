import type { CaseFile } from "../application/case-file.ts";
import { NO_LOAD } from "../application/context-for.ts";
import { decide } from "../engine/decide.ts";
import { CommandId, type Instant } from "../engine/ids.ts";
import type { Decision } from "../engine/messages/decision.ts";
import type { PostMessage } from "../engine/messages/effect.ts";
import type { Event } from "../engine/messages/event.ts";
import { moments } from "../engine/wake.ts";
import type { Moment } from "./api.ts";
import { caseTitleOf, placedRule, saidIn, stepTitleOf, willBeSaid } from "./in-words.ts";

/** A tick that is decided ahead of its time, and of which nothing is carried out. */
interface Foreseen {
  /** The case as it stands when the tick comes. */
  readonly file: CaseFile;
  readonly at: Instant;
  readonly decision: Extract<Decision, { ok: true }>;
}

const tick = (file: CaseFile): Foreseen | undefined => {
  const { definition, instance, directory } = file;
  const due = moments(definition, instance).map((moment) => moment.at);
  if (due.length === 0) return undefined;
  const at = Math.max(Math.min(...due), file.now, instance.lastAt);
  const id = CommandId.parse(`foreseen:${instance.id}:${instance.seq}`);
  const { workspace } = instance;
  const decision = decide(
    definition,
    instance,
    { id, workspace, actor: { kind: "system", id: "sweep" }, via: "sweep", type: "Tick", instance: instance.id },
    { now: at, directory, load: NO_LOAD },
  );
  return decision.ok && decision.events.length > 0 ? { file: { ...file, now: at }, at, decision } : undefined;
};

/** What the clock alone does with a case, as long as nobody moves: each tick by the engine's own decision, so that it is what then happens. */
export const foresee = (file: CaseFile, most: number): readonly Foreseen[] => {
  const found: Foreseen[] = [];
  for (let next = tick(file); next !== undefined && found.length < most; ) {
    found.push(next);
    next = tick({ ...next.file, instance: next.decision.instance });
  }
  return found;
};

const posts = ({ decision }: Foreseen): readonly PostMessage[] => decision.effects.filter((effect) => effect.type === "post");

/** Of what is only noted in the trace, and said to nobody. */
const NOTED: Readonly<Partial<Record<Event["body"]["type"], string>>> = {
  "commitment.settled": "the time that was promised passes",
  "episode.opened": "its ladder begins",
  "episode.closed": "its ladder ends",
  "level.skipped": "a level of its ladder reaches nobody and is skipped",
  "level.replanned": "the next level of its ladder is planned anew",
  "step.activated": "begins",
  "step.completed": "ends",
  "step.planned": "its turn is looked at again",
  "reminder.queued": "a reminder is due",
};

const notedBy = ({ file, decision }: Foreseen): string => {
  const event = decision.events.find(({ body }) => NOTED[body.type] !== undefined) ?? decision.events[0];
  const words = (event && NOTED[event.body.type]) ?? "its clocks are read";
  return event?.step === undefined ? `${caseTitleOf(file)}: ${words}` : `${stepTitleOf(file, event.step)}: ${words}`;
};

const ruleOf = (foreseen: Foreseen): string | undefined => {
  const why = posts(foreseen).flatMap(({ content }) => ("why" in content ? [content.why.rule] : []))[0];
  return why === undefined ? undefined : placedRule(foreseen.file, why);
};

const wordsOf = (foreseen: Foreseen): readonly string[] => {
  const after = { ...foreseen.file, instance: foreseen.decision.instance };
  const said = posts(foreseen).flatMap(({ content, audience }) => saidIn(after, content, audience) ?? []);
  // What the thread is told beside those it concerns is the same once more.
  const personal = said.filter((each) => each.to.length > 0);
  return [...new Set((personal.length > 0 ? personal : said).map((each) => willBeSaid(after, each)))];
};

const MOST_WORDS = 3;

/** One line for all that comes of one tick. */
export const momentOf = (foreseen: Foreseen): Moment => {
  const { at, file } = foreseen;
  const words = wordsOf(foreseen);
  const shown = words.slice(0, MOST_WORDS);
  const more = words.length - shown.length;
  const what = shown.length === 0 ? notedBy(foreseen) : (more > 0 ? [...shown, `and ${more} more`] : shown).join("; ");
  return { at, what, instance: file.instance.id, caseTitle: caseTitleOf(file), rule: ruleOf(foreseen) };
};
