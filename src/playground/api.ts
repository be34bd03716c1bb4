/**
 * What the page and its server say to each other: JSON over HTTP on loopback, and one stream of server-sent events. Types only, for
 * both sides. All times are epoch milliseconds of domain time (the clock that can be moved), unless they are said to be machine time.
 */

import type { SlackState } from "./api-tools.ts";

/** A block, an element or a view as Slack has it: looked at by its `type`, never trusted to be more. */
export interface Json {
  readonly [key: string]: unknown;
}

/** A message as one person has it on their screen, in Slack's own shape. */
export interface Message extends Json {
  readonly ts: string;
  readonly channel: string;
  readonly text: string;
  readonly user?: string;
  readonly bot_id?: string;
  readonly blocks?: readonly Json[];
  readonly thread_ts?: string;
  readonly reply_count?: number;
  /** "Only visible to you". */
  readonly isEphemeral: boolean;
  readonly edited?: Json;
}

export interface View extends Json {
  readonly id: string;
  readonly type: "modal" | "home";
  readonly blocks: readonly Json[];
  readonly state: { readonly values: Readonly<Record<string, Readonly<Record<string, Json>>>> };
}

export interface Person {
  /** Slack id. */
  readonly id: string;
  /** `maria`: the part of the email before the @. */
  readonly handle: string;
  readonly name: string;
  /** What they are in the workflows: `leads IT setup`, `owns Onboarding`, `in Legal`; the first is the most telling. */
  readonly roles: readonly string[];
  /** How many things need them now. */
  readonly needs: number;
  readonly zone: string;
  /** Has left the workspace. */
  readonly gone: boolean;
}

export interface Channel {
  readonly id: string;
  /** Without `#`. */
  readonly name: string;
  /** Messages since this person last looked, threads included. */
  readonly unread: number;
  /** Whether one of them mentions this person. */
  readonly mentioned: boolean;
}

/** What happens next by itself, and why. */
export interface Moment {
  readonly at: number;
  /** "Reminder to Iris: Connect single sign-on is due". */
  readonly what: string;
  readonly instance: string;
  /** `claim 2024-0847`. */
  readonly caseTitle: string;
  /** Where in the definition it comes from, when a rule makes it: `steps.sso.reminders.before[0]`. */
  readonly rule: string | undefined;
}

/** One thing that came of time that passed, or of an act. */
export interface Happening {
  readonly at: number;
  /** "Iris was reminded of Connect single sign-on". */
  readonly what: string;
  /** The rule, its place and the arithmetic, as the notice itself says it; undefined when it carries none. */
  readonly whyNow: string | undefined;
  /** Where it can be seen. */
  readonly channel: string | undefined;
  readonly ts: string | undefined;
  readonly threadTs: string | undefined;
  /** Slack id of the person whose direct message with the app `channel` is, when it is one. */
  readonly person?: string | undefined;
}

/** A guided story: whose turn it is, and why. */
export interface Story {
  readonly id: string;
  readonly title: string;
  /** Steps of the story that are behind, and how many there are. */
  readonly done: number;
  readonly of: number;
  /** Undefined when it is over. */
  readonly turn:
    | {
        /** Slack id of who acts; undefined when it is time's turn. */
        readonly person: string | undefined;
        /** "Iris tells Coxswain that the customer must decide." */
        readonly what: string;
        /** Why it is their turn, in a sentence. */
        readonly why: string;
        /** What the button says that does it for them: "As Iris: press Blocked". */
        readonly doIt: string;
        /** Where it happens, to look at. */
        readonly channel: string | undefined;
        readonly threadTs: string | undefined;
      }
    | undefined;
}

export interface StoryOffer {
  readonly id: string;
  readonly title: string;
  /** A sentence: what one sees. */
  readonly about: string;
}

/** A case that can be opened in the drawer, newest first. */
export interface CaseLine {
  readonly instance: string;
  readonly title: string;
  readonly workflow: string;
  readonly status: string;
  readonly channel: string | undefined;
  readonly threadTs: string | undefined;
}

export interface WorkflowLine {
  readonly workflow: string;
  readonly title: string;
  readonly about: string;
  readonly file: string;
}

/** Everything of one person's screen but the messages. `GET /api/world?as=<id>`. */
export interface World {
  readonly now: number;
  /** Domain seconds that pass by themselves each machine second; 0 while time stands still. */
  readonly playing: number;
  /** In which everybody lives, unless they say otherwise. */
  readonly zone: string;
  readonly me: string;
  readonly bot: { readonly id: string; readonly name: string };
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  /** The direct message with the app. */
  readonly dm: Channel;
  readonly home: View | undefined;
  /** Open modals, root first. */
  readonly modals: readonly View[];
  readonly commands: readonly SlashCommand[];
  readonly shortcuts: readonly { readonly callbackId: string; readonly title: string; readonly on: "message" | "global" }[];
  readonly next: Moment | undefined;
  readonly stories: readonly StoryOffer[];
  readonly story: Story | undefined;
  readonly cases: readonly CaseLine[];
  readonly workflows: readonly WorkflowLine[];
  /** Mistakes and warnings of the definitions as they stand in the folder: `file:line:column mistake ...`. */
  readonly problems: readonly string[];
  readonly slack: SlackState;
  /** Kinds of blocks that the page did not know, as it reported them. */
  readonly unknownBlocks: readonly string[];
}

export interface SlashCommand {
  readonly command: string;
  readonly hint: string;
  /** `status`: what may follow, with what it does. */
  readonly verbs: readonly { readonly verb: string; readonly about: string }[];
}

/** `GET /api/messages?as=<id>&channel=<id>[&thread=<ts>]`; oldest first. A channel is without replies. Marks it as read. */
export interface Messages {
  readonly channel: string;
  readonly thread: string | undefined;
  readonly messages: readonly Message[];
  /** Of the first that was not read before. */
  readonly firstUnread: string | undefined;
}

/** What a person does. `POST /api/act` with `{ as, act }`. */
export type Act =
  | {
      readonly type: "use";
      /** The element that is used, by what Slack knows it by. */
      readonly actionId: string;
      readonly blockId: string;
      /** Of a button or menu option. */
      readonly value?: string;
      /** What was chosen or typed, for everything but buttons and menus: as `selects` of the stand-in takes it. */
      readonly given?: unknown;
      /** In a view: what its fields hold on the screen, by block id. */
      readonly values?: Readonly<Record<string, unknown>>;
      readonly in: { readonly channel: string; readonly ts: string } | { readonly view: string };
    }
  | { readonly type: "type"; readonly text: string; readonly channel: string; readonly thread?: string }
  | { readonly type: "run"; readonly command: string; readonly channel: string }
  /** Values by block id. */
  | { readonly type: "submit"; readonly values: Readonly<Record<string, unknown>> }
  | { readonly type: "close"; readonly all?: boolean }
  | { readonly type: "shortcut"; readonly callbackId: string; readonly message?: { readonly channel: string; readonly ts: string } }
  | { readonly type: "home" }
  | {
      readonly type: "search";
      readonly actionId: string;
      readonly blockId: string;
      readonly typed: string;
      readonly values?: Readonly<Record<string, unknown>>;
      readonly view: string;
    };

/** Answers `Acted` with 200 also when Slack or the app said no: a person sees that, and may try again. */
export interface Acted {
  readonly ok: boolean;
  /** What Slack would show the person: "We had some trouble connecting. Try again?" */
  readonly error?: string;
  /** For whoever develops: what was wrong. */
  readonly detail?: string;
  /** Field errors of a form, by block id. */
  readonly errors?: Readonly<Record<string, string>>;
  /** Of a search. */
  readonly options?: readonly Json[];
}

/** `POST /api/time`. `play` moves the clock by so many domain seconds each machine second until another call; 0 stops. */
export type TimeRequest =
  | { readonly type: "next" }
  | { readonly type: "hour" }
  | { readonly type: "morning" }
  /** Until nothing more would happen by itself, or `days` (60 unless told) have passed. */
  | { readonly type: "end"; readonly days?: number }
  | { readonly type: "to"; readonly at: number }
  | { readonly type: "play"; readonly speed: number };

export interface TimePassed {
  readonly from: number;
  readonly to: number;
  readonly happenings: readonly Happening[];
  /** Machine milliseconds that it took. */
  readonly tookMs: number;
}

/** `POST /api/story`. `go` does the turn for whoever's turn it is. */
export type StoryRequest = { readonly type: "start"; readonly id: string } | { readonly type: "go" } | { readonly type: "leave" };

/** `GET /api/case?instance=<id>`: the drawer. */
export interface CaseView {
  readonly line: CaseLine;
  readonly trace: readonly TraceLine[];
  /** From stored moments and the definition, without carrying anything out; in time. */
  readonly ahead: readonly Moment[];
  /** When each step is expected to start and end. */
  readonly forecast: readonly { readonly step: string; readonly title: string; readonly startsAt: number; readonly endsAt: number }[];
  readonly targetAt: number | undefined;
  readonly finishAt: number | undefined;
}

export interface TraceLine {
  readonly seq: number;
  readonly at: number;
  readonly action: string;
  readonly verdict: "ALLOW" | "WARN" | "DENY";
  readonly actor: string;
  readonly step: string | undefined;
  readonly reason: string;
  readonly data: Json;
}

/** `GET /api/requests?after=<n>`: what went between Slack and the app, oldest first. */
export interface Requests {
  readonly last: number;
  readonly lines: readonly RequestLine[];
}

export interface RequestLine {
  readonly n: number;
  /** Machine time. */
  readonly at: number;
  readonly direction: "to the app" | "to Slack";
  /** `chat.postMessage`, `block_actions`, `event: app_mention`. */
  readonly what: string;
  readonly ok: boolean;
  readonly tookMs: number | undefined;
  readonly fault: string | undefined;
  readonly sent: Json;
  readonly answered: Json;
}

/** `GET /api/stream`: `changed` whenever something on any screen may have changed; `passed` when played time brought something. */
export type StreamEvent = { readonly type: "changed" | "hello" } | { readonly type: "passed"; readonly passed: TimePassed };

/** Any request that cannot be done: 4xx or 5xx with this. */
export type Failed = { readonly error: string };
