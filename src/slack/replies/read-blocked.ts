import type { WaitingOn } from "../../engine/definition.ts";
import { BECAUSE, BLOCKED, CONDITION, HALTED, PAST, WAITING } from "./all-phrases.ts";
import { fold } from "./fold.ts";

const CUSTOMER = /\b(customers?|clients?|kund(?:e|in|en)|auftraggeber|clienti?|clientes?|claimant|policyholder)\b/iu;
const VENDOR = /\b(vendor|supplier|lieferant(?:en)?|fornitore|fournisseur|proveedor|contractor)\b/iu;

/** Whom a block waits for, as its reason names them. */
export const blockedOn = (reason: string | undefined): WaitingOn => {
  const words = fold(reason ?? "");
  if (CUSTOMER.test(words)) return "customer";
  if (VENDOR.test(words)) return "vendor";
  return /@[A-Z0-9]{3,}/.test(words) ? "person" : "other";
};

interface Blocked {
  readonly says: "blocked";
  readonly reason: string | undefined;
  readonly on: WaitingOn;
}

const blocked = (reason: string | undefined): Blocked => ({
  says: "blocked",
  reason: reason === "" ? undefined : reason,
  on: blockedOn(reason),
});

/** What stands after the first mark: there a block is taken back, before it the word only tells what is waited for. */
const afterwards = (plain: string): string => /(?:[,.;!]\s|\b(?:but|aber|ma|mais|pero)\b)[\s\S]*$/iu.exec(plain)?.[0] ?? "";

const isOver = (plain: string): boolean => /\b(?:yesterday|gestern|ieri|ayer)\b/iu.test(plain) || PAST.test(afterwards(plain));

const withReason = (own: string, plain: string): Blocked | undefined => {
  const found = BLOCKED.exec(plain);
  if (found === null) return undefined;
  const given = found.groups?.reason ?? "";
  const after = given.replace(BECAUSE, "");
  return CONDITION.test(given) || /^(?:no|nope|nein|non)(?=[.,!;]|$)/iu.test(given)
    ? undefined
    : blocked(own.slice(own.length - after.length).trim());
};

/** `customer is away, can't move on`: why comes first. */
const saidLast = (own: string, { first, rest }: { readonly first: string; readonly rest: string }): Blocked | undefined =>
  HALTED.test(rest) && !CONDITION.test(first) ? blocked(own) : undefined;

/** That nothing goes on, and why. `own` are its writer's words, `plain` the same without accents, letter for letter. */
export const readBlocked = (
  own: string,
  plain: string,
  clauses: { readonly first: string; readonly rest: string },
): Blocked | undefined => {
  if (isOver(plain)) return undefined;
  if (WAITING.test(plain) || HALTED.test(plain)) return blocked(own.replace(/[.!]+$/, ""));
  return withReason(own, plain) ?? saidLast(own, clauses);
};
