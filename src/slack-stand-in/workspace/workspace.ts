import { createSignal, type Signal } from "../signal.ts";
import { createKeeper, readState } from "./persist.ts";
import type { State } from "./state.ts";

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

export interface AppSettings {
  readonly id: string;
  readonly name: string;
  readonly botId: string;
  readonly botUserId: string;
  /** With a list, any other command is unknown to Slack, as it is when the manifest does not name it. */
  readonly slashCommands?: readonly string[];
  /** With a list (`app_mention`, `message.im`, ...), only these events are delivered. */
  readonly events?: readonly string[];
  /** With a list, a method that needs another scope answers `missing_scope`. */
  readonly scopes?: readonly string[];
}

export interface WorkspaceSettings {
  readonly team: { readonly id: string; readonly domain: string };
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly app: AppSettings;
  readonly triggerLifeMs: number;
  /** Block types that this workspace does not take yet (a phased roll-out): they answer `invalid_blocks`. */
  readonly refusedBlocks: readonly string[];
  /** Dates messages; may be virtual. */
  readonly clock: Clock;
  /** Lives of triggers, signatures, rate limits: the time of machines. */
  readonly machineClock: Clock;
}

export interface Workspace extends WorkspaceSettings {
  readonly state: State;
  readonly signal: Signal;
  /** Unique and rising in the workspace, whatever the clock does. */
  nextTs(): string;
  nextId(prefix: string): string;
  nextCount(): number;
  /** Called after each change: wakes who waits and keeps the state. */
  changed(): void;
  close(): void;
}

const formatTs = (micros: number): string => {
  const digits = String(micros).padStart(7, "0");
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
};

export const createWorkspace = (settings: WorkspaceSettings, persistTo: string | undefined): Workspace => {
  const state = readState(persistTo);
  const signal = createSignal();
  const keeper = createKeeper(persistTo, state);
  const nextCount = (): number => {
    state.counter += 1;
    return state.counter;
  };
  return {
    ...settings,
    state,
    signal,
    nextCount,
    nextTs: () => {
      state.lastMicros = Math.max(settings.clock.now() * 1000, state.lastMicros + 1);
      return formatTs(state.lastMicros);
    },
    nextId: (prefix) => prefix + nextCount().toString(36).toUpperCase().padStart(9, "0"),
    changed: () => {
      keeper.soon();
      signal.changed();
    },
    close: () => keeper.now(),
  };
};
