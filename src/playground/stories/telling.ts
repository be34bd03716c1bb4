import type { InstanceId, PersonId } from "../../engine/ids.ts";
import type { Story } from "../api.ts";
import { createQuiet } from "../quiet.ts";
import type { StoryPorts } from "./ports.ts";
import { type Control, findControl, pressControl } from "./press.ts";
import { stepOf } from "./scene.ts";
import type { PersonTurn, Scene, Script, TimeTurn, Turn, Writing } from "./turn.ts";

/** One story on one case. */
export interface Telling {
  now(): Promise<Story>;
  /** Does the turn that it stands at; `leave` when all that was left was to leave. */
  go(): Promise<"went on" | "leave">;
  /** Whatever was set going is done and on the screens. */
  settle(): Promise<void>;
}

/** Far more moments than any turn waits for: when they are over, nothing more comes. */
const MOST_MOMENTS = 200;
const MOST_WAITS = 8;
/** Machine time: a turn is looked at when all that it set going is done, and a slow machine is given its time. */
const PATIENCE_MS = 10_000;
const BLOCKED = "The step is blocked. Lift the block, and the story goes on.";

interface Person {
  readonly id: string;
  readonly name: string;
}

interface ThreadOfCase {
  readonly channel: string;
  readonly ts: string;
}
type Thread = ThreadOfCase | undefined;

/** Why the story cannot go on, and whether it would if that were undone. */
interface Off {
  readonly why: string;
  readonly forGood: boolean;
}

/** Where the story stands. */
type Stand = { readonly done: number; readonly thread: Thread } & (
  | { readonly at: "the end" }
  | ({ readonly at: "another way" } & Off)
  | { readonly at: "time"; readonly turn: TimeTurn; readonly scene: Scene }
  /** Nothing to press reached them yet, or it is not settled who is asked: working time, or a message that comes later. */
  | { readonly at: "not yet"; readonly who: Person | undefined }
  | { readonly at: "writing"; readonly writes: Writing; readonly who: Person; readonly thread: ThreadOfCase }
  | { readonly at: "person"; readonly turn: PersonTurn; readonly scene: Scene; readonly who: Person; readonly control: Control }
);

const isTime = (turn: Turn): turn is TimeTurn => "pass" in turn;

/** Whoever would act. */
const offThePath = ({ instance }: Scene, isLost: boolean): Off | undefined => {
  if (instance.status === "cancelled") return { why: "The case was cancelled.", forGood: true };
  if (instance.status === "paused") return { why: "The case is paused. Resume it, and the story goes on.", forGood: false };
  return isLost ? { why: "What the next turn needs was turned down.", forGood: true } : undefined;
};

/** Whoever a turn names, by handle or by the product's own id. */
const personOf = ({ product, people }: StoryPorts, named: string | PersonId | undefined): Person | undefined => {
  if (named === undefined) return undefined;
  const directory = product.core.catalogue.directory();
  const slackId = people.get(named) ?? directory.people.get(named as PersonId)?.slackId; // Either a handle, or an id out of the state.
  const person = [...directory.people.values()].find((each) => each.slackId === slackId);
  return slackId === undefined || person?.present === false ? undefined : { id: slackId, name: person?.name ?? named };
};

const readStand = async (ports: StoryPorts, script: Script, instanceId: InstanceId): Promise<Stand> => {
  const { core } = ports.product;
  const instance = await core.reads.instance(core.workspace, instanceId);
  if (instance === undefined) return { at: "another way", why: "Its case is gone.", forGood: true, done: 0, thread: undefined };
  const thread = await core.messages.thread(core.workspace, instanceId);
  if (instance.status === "completed") return { at: "the end", done: script.turns.length, thread };
  const scene = { instance, now: ports.clock.now() };
  const done = script.turns.findIndex((turn) => !turn.done(scene));
  const turn = script.turns[done];
  if (turn === undefined) return { at: "the end", done: script.turns.length, thread };
  const off = offThePath(scene, turn.lost?.(scene) ?? false);
  if (off !== undefined) return { at: "another way", ...off, done, thread };
  if (isTime(turn)) return { at: "time", turn, scene, done, thread };
  return standOf(ports, turn, scene, { done, thread });
};

const standOf = (ports: StoryPorts, turn: PersonTurn, scene: Scene, where: { readonly done: number; readonly thread: Thread }): Stand => {
  const who = personOf(ports, turn.who(scene));
  if (who === undefined) return { at: "not yet", who, ...where };
  const press = turn.press(scene);
  const control = findControl(ports.slack.asUser(who.id), press, scene.instance.id, where.thread);
  if (control !== undefined) return { at: "person", turn, scene, who, control, ...where };
  const { thread } = where;
  if (turn.writes !== undefined && thread !== undefined) return { at: "writing", writes: turn.writes, who, done: where.done, thread };
  const isBlocked = press.step !== undefined && stepOf(scene, press.step)?.status === "blocked";
  return isBlocked ? { at: "another way", why: BLOCKED, forGood: false, ...where } : { at: "not yet", who, ...where };
};

type TurnShown = NonNullable<Story["turn"]>;

const inThread = (thread: Thread): Pick<TurnShown, "channel" | "threadTs"> => ({ channel: thread?.channel, threadTs: thread?.ts });

const waiting = (who: Person | undefined): Pick<TurnShown, "what" | "why" | "doIt"> =>
  who === undefined
    ? {
        what: "Nobody has been asked yet.",
        why: "Coxswain finds out whom to ask, and asks them in working time.",
        doIt: "Let time pass until somebody is asked",
      }
    : {
        what: `Nothing has reached ${who.name} yet.`,
        why: `It is ${who.name}'s turn next, and Coxswain tells them in working time.`,
        doIt: "Let time pass until the next working morning",
      };

const shown = (stand: Stand): Story["turn"] => {
  switch (stand.at) {
    case "the end":
      return undefined;
    case "another way":
      return {
        person: undefined,
        what: `You went another way: the story ${stand.forGood ? "ends here, play on freely" : "waits"}.`,
        why: stand.why,
        doIt: "Leave the story",
        ...inThread(stand.thread),
      };
    case "time": {
      const { what, why, doIt } = stand.turn;
      return { person: undefined, what: `${what}.`, why, doIt, ...inThread(stand.thread) };
    }
    case "not yet":
      return { person: undefined, ...waiting(stand.who), ...inThread(stand.thread) };
    case "writing": {
      const { what, why, doIt } = stand.writes;
      const { name } = stand.who;
      const words = { what: `${name} ${what}.`, why: why.replaceAll("{name}", name), doIt: `As ${name}: ${doIt}` };
      return { person: stand.who.id, ...words, ...inThread(stand.thread) };
    }
    case "person": {
      const { turn, who, control } = stand;
      const { channel, thread_ts: threadTs } = control.message;
      const why = turn.why.replaceAll("{name}", who.name);
      return { person: who.id, what: `${who.name} ${turn.what}.`, why, doIt: `As ${who.name}: ${turn.doIt}`, channel, threadTs };
    }
  }
};

export const createTelling = (ports: StoryPorts, script: Script, instance: InstanceId): Telling => {
  const stand = async (): Promise<Stand> => await readStand(ports, script, instance);
  const isQuiet = createQuiet(ports.product, ports.slack, PATIENCE_MS);
  const quiet = async (): Promise<void> => {
    await ports.product.sweep();
    await isQuiet();
  };

  /** Until the story stands elsewhere. */
  const letPass = async (from: Stand, pass: TimeTurn["pass"], most: number): Promise<void> => {
    for (let n = 0; n < most; n += 1) {
      await ports.jump.pass(pass);
      await quiet();
      const now = await stand();
      if (now.done !== from.done || now.at !== from.at) return;
    }
    throw new Error("Time passed, and what the story waits for did not come. Look at what you changed, or leave the story.");
  };
  /** Something may be due at this very moment: then no time has to pass. */
  const wait = async (from: Extract<Stand, { at: "not yet" }>): Promise<void> => {
    await quiet();
    if ((await stand()).at !== "not yet") return;
    await letPass(from, { type: from.who === undefined ? "next" : "morning" }, MOST_WAITS);
  };
  const press = async ({ who, control, turn, scene, done }: Extract<Stand, { at: "person" }>): Promise<void> => {
    await pressControl(ports.slack, ports.slack.asUser(who.id), control, turn.press(scene).form);
    await quiet();
    if ((await stand()).done === done)
      throw new Error(`${who.name} pressed it, and the case stands where it stood. See what Coxswain answered.`);
  };
  const write = async ({ who, writes, thread }: Extract<Stand, { at: "writing" }>): Promise<void> => {
    const { channel, ts } = thread;
    const { response } = await ports.slack.asUser(who.id).types(writes.text, { channel, threadTs: ts });
    if (!response.ok) throw new Error(`Slack did not get an answer to what was written (${response.error ?? "no reason given"}).`);
    await quiet();
    if ((await stand()).at === "writing") throw new Error(`${who.name} wrote it, and nothing was made of it. The log says why.`);
  };
  return {
    settle: quiet,
    now: async () => {
      const current = await stand();
      return { id: script.id, title: script.title, done: current.done, of: script.turns.length, turn: shown(current) };
    },
    go: async () => {
      const current = await stand();
      if (current.at === "the end" || current.at === "another way") return "leave";
      if (current.at === "time") await letPass(current, current.turn.pass, MOST_MOMENTS);
      if (current.at === "not yet") await wait(current);
      if (current.at === "writing") await write(current);
      if (current.at === "person") await press(current);
      return "went on";
    },
  };
};
