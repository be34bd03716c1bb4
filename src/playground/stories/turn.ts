import type { IncomingEvent } from "../../application/start-by-event.ts";
import type { PersonId } from "../../engine/ids.ts";
import type { Instance } from "../../engine/instance.ts";
import type { StoryOffer, TimeRequest } from "../api.ts";

/** What a person presses: a control about the case, known by the act that it stands for and the ids that it carries. */
export interface Press {
  /** The product's own name of the act: `done`, `commit-to`, `alternative`. */
  readonly act: string;
  readonly step?: string;
  readonly draft?: string;
  readonly alternative?: string;
  readonly option?: string;
  readonly suggestion?: string;
  /** What they fill in, by label, when a form opens. */
  readonly form?: Readonly<Record<string, unknown>>;
}

/** What a person writes in the case's thread, and how that is told: an agent reads it, and what it makes of it they press then. */
export interface Writing {
  readonly text: string;
  readonly what: string;
  readonly why: string;
  readonly doIt: string;
}

/** The case as it stands, now. */
export interface Scene {
  readonly instance: Instance;
  readonly now: number;
}

interface Common {
  /** Behind us, from the state alone: however it came about, and after every later turn, too. */
  readonly done: (scene: Scene) => boolean;
  /** It cannot come about any more: somebody went another way. */
  readonly lost?: (scene: Scene) => boolean;
}

export interface PersonTurn extends Common {
  /** Handle, or the product's own id of whoever the state names. */
  readonly who: (scene: Scene) => string | PersonId | undefined;
  /** After their name: `hands over the sale`. */
  readonly what: string;
  /** A sentence; `{name}` is theirs. */
  readonly why: string;
  /** `press Done`. */
  readonly doIt: string;
  readonly press: (scene: Scene) => Press;
  /** Before that, as long as there is nothing to press. */
  readonly writes?: Writing;
}

export interface TimeTurn extends Common {
  readonly what: string;
  readonly why: string;
  readonly doIt: string;
  /** Asked again until it is done. */
  readonly pass: TimeRequest;
}

export type Turn = PersonTurn | TimeTurn;

export interface Script extends StoryOffer {
  readonly workflow: string;
  /** The event by which the n-th case starts, from 0, and the key of that case. */
  readonly opening: (n: number) => { readonly caseId: string; readonly event: Omit<IncomingEvent, "id"> };
  readonly turns: readonly Turn[];
}
