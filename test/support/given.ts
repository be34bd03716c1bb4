import { decide } from "../../src/engine/decide.ts";
import type { Definition } from "../../src/engine/definition.ts";
import type { Directory } from "../../src/engine/directory.ts";
import { CommandId, InstanceId, type Instant, type PersonId, WorkspaceId } from "../../src/engine/ids.ts";
import type { ActiveStep, Instance, Step } from "../../src/engine/instance.ts";
import { invariant } from "../../src/engine/invariant.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import type { Context, Decision, Load, Rejection } from "../../src/engine/messages/decision.ts";
import type { Effect, MessageContent, PostMessage } from "../../src/engine/messages/effect.ts";
import type { Actor, Envelope } from "../../src/engine/messages/envelope.ts";
import type { Event, EventOf, InstanceEventBody } from "../../src/engine/messages/event.ts";
import { wakeAt } from "../../src/engine/wake.ts";
import { directory as aDirectory, at, personId, stepKey } from "./builders.ts";

// given / when / then: a story of one case, told by acts and by a clock that only the test moves.

export const WORKSPACE = WorkspaceId.parse("T1");
/** Monday, 2 March 2026, 9:00 UTC: when stories begin. */
export const MONDAY = at("2026-03-02 09:00");
export const INSTANCE = InstanceId.parse("00000000-0000-4000-8000-000000000001");

export interface Setup {
  readonly definition: Definition;
  readonly directory?: Directory;
  readonly now?: Instant;
  readonly load?: Context["load"];
  readonly previous?: Context["previous"];
  /** Kinds of act whose automation the process owner has signed. */
  readonly signed?: Context["signed"];
}

type Type = InstanceCommand["type"];
type StepName<C> = C extends { readonly step?: unknown } ? { readonly step?: string } : unknown;
/** A command without its envelope; a step by its name. */
export type Act<T extends Type = Type> = {
  [K in T]: { readonly type: K } & Omit<
    Extract<InstanceCommand, { type: K }>,
    Exclude<keyof Envelope, "judgement"> | "type" | "instance" | "newInstance" | "workflow" | "step"
  > &
    StepName<Extract<InstanceCommand, { type: K }>>;
}[T];

export interface Story {
  readonly definition: Definition;
  readonly now: Instant;
  readonly instance: Instance;
  /** Of everything so far. */
  readonly events: readonly Event[];
  readonly effects: readonly Effect[];
  /** What the last act emitted; a refused act's row included. */
  readonly last: { readonly decision: Decision; readonly events: readonly Event[]; readonly effects: readonly Effect[] };
  readonly rejection: Rejection | undefined;
  readonly wakeAt: Instant | undefined;
  directory: Directory;
  step(key: string): Step;
  /** An active or blocked step. Throws for any other. */
  work(key: string): ActiveStep;
  status(): Readonly<Record<string, Step["status"]>>;
  /** Bodies of one type, oldest first. */
  happened<T extends InstanceEventBody["type"]>(type: T): readonly EventOf<T>[];
  /** Messages queued so far, of one kind. */
  posted<K extends MessageContent["kind"]>(kind: K): readonly (PostMessage & { readonly content: Extract<MessageContent, { kind: K }> })[];
  /** A start by `by`, in the channel, with `case_id: "C-1"` unless the inputs say otherwise. */
  start(by?: string | Actor, command?: Partial<Act<"StartWorkflow">>): Story;
  /** Somebody acts. */
  when(by: string | Actor, act: Act): Story;
  /** Moves the clock: to an instant, or `at`'s words. No tick. */
  clock(to: Instant | string): Story;
  /** A tick of the sweep, now. */
  tick(): Story;
  /** Ticks at each `wakeAt` until `to`, and leaves the clock there. */
  until(to: Instant | string): Story;
}

const SWEEP: Actor = { kind: "system", id: "sweep" };
export const agentFor = (name: string): Actor => ({ kind: "agent", id: "clerk", onBehalfOf: personId(name) });
export const signedEvent: Actor = { kind: "event", id: "evt-1" };
const VIA = { person: "slack", agent: "agent", event: "webhook", system: "sweep" } as const;
const actorOf = (by: string | Actor): Actor => (typeof by === "string" ? { kind: "person", id: personId(by) } : by);

/** More ticks than any legal story needs: a ladder that never ends is a bug. */
const MOST_TICKS = 2_000;

const addLoad = (load: Map<PersonId, Load>, picks: readonly PersonId[], now: Instant): void => {
  for (const pick of picks) load.set(pick, { active: (load.get(pick)?.active ?? 0) + 1, lastAssignedAt: now });
};

export const given = (setup: Setup): Story => {
  let now = setup.now ?? MONDAY;
  let directory = setup.directory ?? aDirectory();
  let instance: Instance | undefined;
  let last: Story["last"] | undefined;
  let commands = 0;
  const load = new Map(setup.load);
  const events: Event[] = [];
  const effects: Effect[] = [];
  const { definition } = setup;

  const context = (): Context => ({
    now,
    directory,
    load,
    ...(setup.previous ? { previous: setup.previous } : {}),
    ...(setup.signed ? { signed: setup.signed } : {}),
  });
  const present = (): Instance => {
    invariant(instance !== undefined, "the story has not started");
    return instance;
  };
  const run = (by: Actor, act: object): Story => {
    commands += 1;
    const envelope: Envelope = {
      id: CommandId.parse(`command-${commands}`),
      workspace: WORKSPACE,
      actor: by,
      via: VIA[by.kind],
    };
    const decision = decide(definition, instance, { instance: INSTANCE, ...act, ...envelope } as InstanceCommand, context());
    instance = decision.instance === undefined ? undefined : { ...decision.instance, rev: (instance?.rev ?? 0) + 1 };
    if (decision.ok) addLoad(load, decision.picks, now);
    events.push(...decision.events);
    effects.push(...decision.effects);
    last = { decision, events: decision.events, effects: decision.effects };
    return story;
  };
  const nextWake = (): Instant | undefined => (instance === undefined ? undefined : wakeAt(definition, instance, context()));

  const story: Story = {
    definition,
    get now() {
      return now;
    },
    get instance() {
      return present();
    },
    get last() {
      invariant(last !== undefined, "nothing was asked yet");
      return last;
    },
    get rejection() {
      return last?.decision.ok === false ? last.decision.rejection : undefined;
    },
    get wakeAt() {
      return nextWake();
    },
    get directory() {
      return directory;
    },
    set directory(changed) {
      directory = changed;
    },
    events,
    effects,
    step: (key) => present().steps[stepKey(key)]!,
    work: (key) => {
      const step = present().steps[stepKey(key)]!;
      invariant(step.status === "active" || step.status === "blocked", `${key} is ${step.status}`);
      return step as ActiveStep;
    },
    status: () => Object.fromEntries(Object.values(present().steps).map((step) => [step.key, step.status])),
    happened: <T extends InstanceEventBody["type"]>(type: T) =>
      events.map((event) => event.body).filter((body): body is EventOf<T> => body.type === type),
    posted: (kind) =>
      effects.filter((effect) => effect.type === "post" && effect.content.kind === kind) as ReturnType<Story["posted"]> as never,
    start: (by = "sam", command = {}) =>
      run(actorOf(by), {
        type: "StartWorkflow",
        workflow: definition.workflow,
        newInstance: INSTANCE,
        inChannel: true,
        ...command,
        inputs: { [definition.case.key]: "C-1", ...command.inputs },
      }),
    when: (by, act) => run(actorOf(by), act),
    clock: (to) => {
      now = typeof to === "string" ? at(to) : to;
      return story;
    },
    tick: () => run(SWEEP, { type: "Tick" }),
    until: (to) => {
      const end = typeof to === "string" ? at(to) : to;
      for (let ticks = 0; ; ticks += 1) {
        invariant(ticks < MOST_TICKS, `${MOST_TICKS} ticks and no rest: ${JSON.stringify(last?.events.map((event) => event.body.type))}`);
        const next = nextWake();
        if (next === undefined || next > end) break;
        now = Math.max(now, next);
        story.tick();
      }
      now = Math.max(now, end);
      return story;
    },
  };
  return story;
};
