import fc from "fast-check";
import { decide } from "../../src/engine/decide.ts";
import type { Definition } from "../../src/engine/definition.ts";
import { stepDefinition } from "../../src/engine/happening.ts";
import { CommandId, type PersonId } from "../../src/engine/ids.ts";
import type { Instance, Step } from "../../src/engine/instance.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import type { Decision } from "../../src/engine/messages/decision.ts";
import type { Actor } from "../../src/engine/messages/envelope.ts";
import type { Event } from "../../src/engine/messages/event.ts";
import { wakeAt } from "../../src/engine/wake.ts";
import { samples } from "./auto-play.ts";
import { DAY, type directory, HOUR, MINUTE } from "./builders.ts";
import { given, INSTANCE, MONDAY, WORKSPACE } from "./given.ts";
import { shippedDirectory, shippedWorkflows } from "./play.ts";
import { zoo, zooPeople } from "./zoo.ts";

// Stories out of random numbers: whoever does whatever, whenever.

export interface World {
  readonly definition: Definition;
  readonly directory: ReturnType<typeof directory>;
}
export const WORLDS: readonly World[] = [
  { definition: zoo, directory: zooPeople },
  { definition: zoo, directory: zooPeople },
  ...shippedWorkflows().map((each) => ({ definition: each, directory: shippedDirectory() })),
];

/** Numbers out of which each act picks a person, a step, a value: any sequence of them is a story. */
const act = fc.record({ kind: fc.nat(9_999), who: fc.nat(999), step: fc.nat(999), pick: fc.nat(999), wait: fc.nat(99) });
export type Act = { readonly [K in "kind" | "who" | "step" | "pick" | "wait"]: number };
export const acts = fc.array(act, { minLength: 12, maxLength: 45, size: "max" });

export const of = <T>(list: readonly T[], n: number): T => list[n % list.length]!;

/** Mostly a step that somebody works on; sometimes any. */
const stepIn = (instance: Instance, { step }: Act): Step => {
  const steps = Object.values(instance.steps);
  const working = steps.filter((each) => each.status === "active" || each.status === "blocked" || each.episode !== undefined);
  return of(step % 6 === 0 || working.length === 0 ? steps : working, Math.floor(step / 6));
};

const processOwners = ({ definition: { owner }, directory: people }: World): readonly PersonId[] =>
  owner.flatMap((each) => (each.who === "address" ? (people.addresses.get(each.address) ?? []) : []));

const likelyFor = (world: World, instance: Instance, at: Step): readonly PersonId[] => {
  const held = "owner" in at && at.owner !== undefined ? [at.owner, at.owner, at.owner] : [];
  const pool = "team" in at && held.length === 0 ? (world.directory.teams.get(at.team ?? "")?.members ?? []) : [];
  const voters = "request" in at ? (at.request?.approvers ?? []) : [];
  const settlers = "proposal" in at ? (at.proposal?.approvers ?? []) : [];
  const asked = at.episode?.asked.flatMap((each) => each.people) ?? [];
  const drafts = Object.values(instance.drafts).flatMap((draft) => draft.approvers);
  return [...held, ...pool, ...voters, ...settlers, ...settlers, ...settlers, ...asked, ...drafts, ...processOwners(world)];
};

/** Often the one who may, so that stories get somewhere; sometimes anybody, so that they are refused. */
const actorOf = (world: World, instance: Instance, each: Act): Actor => {
  const likely = likelyFor(world, instance, stepIn(instance, each));
  const anybody = each.who % 6 === 0 || likely.length === 0;
  const id = of(anybody ? [...world.directory.people.keys()] : likely, Math.floor(each.who / 6));
  return each.who % 29 === 0 ? { kind: "agent", id: "clerk", onBehalfOf: id } : { kind: "person", id };
};

type Loose = { readonly type: InstanceCommand["type"]; readonly [part: string]: unknown };

/** What the step asks of whoever has it. */
const askedBy = (world: World, at: Step, now: number, pick: number): Loose => {
  const rule = stepDefinition(world.definition, at.key);
  const evidence = samples(given({ ...world, now }), rule.evidence);
  if (rule.kind === "decision") {
    return { type: "DecideStep", step: at.key, option: of(rule.options, pick).id, evidence, reason: "so", note: "n" };
  }
  if (rule.kind === "approval") {
    const revision = "request" in at ? (at.request?.revision ?? 1) : 1;
    return {
      type: "CastVote",
      step: at.key,
      vote: of(["approve", "approve", "approve", "reject", "changes"], pick),
      revision,
      reason: "so",
    };
  }
  if (rule.kind === "wait") return { type: "MarkArrived", step: at.key, note: "n" };
  if (rule.kind === "action") return { type: "ReportActionResult", step: at.key, ok: pick % 4 !== 0, detail: "no" };
  return { type: "CompleteStep", step: at.key, evidence, note: "n" };
};

const onStep = (world: World, at: Step, now: number, pick: number): readonly Loose[] => {
  const people = [...world.directory.people.keys()];
  const until = now + (1 + (pick % 50)) * HOUR;
  const step = at.key;
  const episode = at.episode?.n ?? 1;
  const offered = at.episode?.asked.flatMap((each) => each.offered) ?? [];
  const args = { until, to: of(people, pick), reason: "so" };
  const picked: Loose = { type: "PickAlternative", step, episode, alternative: of([...offered, "extend"], pick), args };
  const block: Loose = {
    type: "BlockStep",
    step,
    reason: "stuck",
    on: of(["customer", "vendor"], pick),
    urgency: of(["normal", "urgent"], pick),
    note: "n",
  };
  return [
    { type: "TakeStep", step },
    { type: "TakeStep", step },
    { type: "AcknowledgeStep", step },
    pick % 2 === 0 ? block : { ...block, until },
    { type: "UnblockStep", step, note: "n" },
    { type: "HandOffStep", step, to: of(people, pick) },
    { type: "AcceptHandOff", step },
    { type: "ReturnHandOff", step, missing: "the file" },
    { type: "ReassignStep", step, to: of(people, pick) },
    { type: "SnoozeReminder", step, until: of<unknown>(["1-hour", "this-afternoon", "tomorrow-morning", until], pick) },
    { type: "CommitTo", step, until },
    { type: "Hear", step, text: of(["ok", "the file came"], pick) },
    picked,
    picked,
    { type: "SettleProposal", step, episode, approve: pick % 2 === 0, reason: "so" },
    { type: "ChangeApprovers", step, approvers: [of(people, pick), of(people, pick + 1)] },
    { type: "SkipStep", step, reason: "no need" },
    { type: "ExtendStep", step, until: now + 3 * DAY, reason: "so" },
  ];
};

const onCase = (instance: Instance, pick: number): readonly Loose[] => {
  const draft = of([...Object.keys(instance.drafts), "none"], pick);
  const step = of(Object.keys(instance.steps), pick);
  return [
    { type: "AddNote", step, text: "called them" },
    { type: "ApproveMessage", draft },
    { type: "MarkMessageSent", draft },
    { type: "RejectMessage", draft },
    { type: "ReopenStep", step, reason: "wrong" },
    { type: "ProvideInput", inputs: { size: "large" } },
    { type: "DraftMessage", message: "question" },
    of<Loose>([{ type: "PauseInstance" }, { type: "CancelInstance", reason: "no need" }, { type: "ReadTrace", how: "read" }], pick),
    { type: "SetPriority", priority: of(["low", "critical"], pick) },
    { type: "ResumeAutomation" },
  ];
};

/** What somebody was asked to answer: a proposal, a handoff, a draft. */
const awaited = (instance: Instance, at: Step, pick: number): readonly Loose[] => {
  const draft = Object.values(instance.drafts).find(({ status }) => status === "pending" || status === "approved");
  const proposal = "proposal" in at ? at.proposal : undefined;
  const handOff = "handOff" in at && at.handOff?.accepted === false;
  return [
    ...(proposal === undefined
      ? []
      : [{ type: "SettleProposal" as const, step: at.key, episode: proposal.episode, approve: pick % 3 > 0, reason: "so" }]),
    ...(handOff ? [{ type: of(["AcceptHandOff", "ReturnHandOff"] as const, pick), step: at.key, missing: "the file" }] : []),
    ...(draft === undefined
      ? []
      : [{ type: draft.status === "pending" ? ("ApproveMessage" as const) : ("MarkMessageSent" as const), draft: draft.id }]),
  ];
};

/** Two in five do what the step asks; the others do something else with it, or with the case. */
const wantedOf = (world: World, instance: Instance, now: number, each: Act): Loose => {
  const { kind, pick } = each;
  const at = stepIn(instance, each);
  if (instance.status === "paused" && kind % 2 === 0) return { type: "ResumeInstance" };
  const waiting = awaited(instance, at, pick);
  if (waiting.length > 0 && kind % 3 === 0) return of(waiting, Math.floor(kind / 3));
  if (kind % 5 < 2) return askedBy(world, at, now, pick);
  return of(kind % 5 === 4 ? onCase(instance, pick) : onStep(world, at, now, pick), Math.floor(kind / 5));
};

export interface Played {
  readonly instance: Instance;
  readonly events: readonly Event[];
  readonly decisions: readonly {
    readonly before: Instance;
    readonly command: InstanceCommand;
    readonly decision: Decision;
    readonly now: number;
  }[];
}

export const startedIn = (world: World): { readonly instance: Instance; readonly events: readonly Event[] } => {
  const story = given(world);
  const starter = processOwners(world)[0]!;
  story.start(starter, {
    inputs: samples(
      story,
      world.definition.inputs.filter((input) => input.required),
    ),
  });
  return { instance: story.instance, events: story.events };
};

export const commandOf = (actor: Actor, wanted: Loose, n: number): InstanceCommand =>
  ({
    via: "slack",
    ...wanted,
    id: CommandId.parse(`c-${n}`),
    workspace: WORKSPACE,
    actor,
    instance: INSTANCE,
  }) as unknown as InstanceCommand;

export const SWEEP: Actor = { kind: "system", id: "sweep" };
export const TICK: Loose = { type: "Tick", via: "sweep" };

/** Between acts the clock goes on: by minutes, to the next moment that is due, or far. */
const later = (world: World, instance: Instance, now: number, { wait: by }: Act): number => {
  const due = wakeAt(world.definition, instance, { now, directory: world.directory, load: new Map() });
  if (by % 3 === 0 && due !== undefined) return Math.max(now, due);
  return now + (by % 10 === 9 ? DAY : by * MINUTE);
};

export const playedBy = (world: World, list: readonly Act[], clock = (now: number): number => now): Played => {
  let { instance } = startedIn(world);
  const events: Event[] = [...startedIn(world).events];
  const decisions: Played["decisions"][number][] = [];
  let now = MONDAY;
  const run = (command: InstanceCommand): void => {
    const at = clock(now);
    const outcome = decide(world.definition, instance, command, { now: at, directory: world.directory, load: new Map() });
    decisions.push({ before: instance, command, decision: outcome, now: at });
    events.push(...outcome.events);
    instance = outcome.instance ?? instance;
  };
  list.forEach((each, index) => {
    now = later(world, instance, now, each);
    run(commandOf(SWEEP, TICK, 2 * index));
    const wanted = wantedOf(world, instance, now, each);
    const actor = wanted.type === "ReportActionResult" ? SWEEP : actorOf(world, instance, each);
    run(commandOf(actor, wanted, 2 * index + 1));
  });
  return { instance, events, decisions };
};
