import type { Definition } from "../../engine/definition.ts";
import type { Directory } from "../../engine/directory.ts";
import type { Instant, PersonId } from "../../engine/ids.ts";
import type { Instance } from "../../engine/instance.ts";

/** A piece of a sentence. Edges show a moment in the reader's zone, a person by name, and escape what people wrote. */
export type Part = string | { readonly title: string } | { readonly person: PersonId } | { readonly at: Instant };

/** Where a fact comes from: a row of the trace, or a place in the state. */
export type Source = { readonly row: number } | { readonly place: string };

export type FactKind = "standing" | "progress" | "stuck" | "next" | "target" | "happened" | "waits-for-customer";

interface Hearing<H extends "internal" | "customer"> {
  readonly kind: FactKind;
  /** Who may hear it. What a customer may hear, everybody may. */
  readonly hears: H;
  readonly words: readonly Part[];
  readonly source: Source;
  /** The step it is about. */
  readonly step?: string;
}

interface Numbered {
  /** `F1`. */
  readonly id: string;
}

export type BareFact = Hearing<"internal"> | Hearing<"customer">;
export type CustomerFact = Hearing<"customer"> & Numbered;
export type Fact = (Hearing<"internal"> & Numbered) | CustomerFact;

/** A case as it is now, and its personal texts. */
export interface Told {
  readonly definition: Definition;
  readonly instance: Instance;
  readonly directory: Directory;
  readonly texts: ReadonlyMap<string, string>;
  readonly now: Instant;
}

/** What is read of a row of the trace. */
export interface Row {
  readonly seq: number;
  readonly at: Instant;
  readonly verdict: "ALLOW" | "WARN" | "DENY";
  readonly step: string | undefined;
  readonly actorId: string;
  readonly onBehalfOf: string | undefined;
  /** The event's body. */
  readonly data: Readonly<Record<string, unknown>>;
}

export const isForCustomer = (fact: Fact): fact is CustomerFact => fact.hears === "customer";
