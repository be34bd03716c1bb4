import { ACT_KINDS, type ActKind } from "../engine/autonomy/kinds.ts";
import { type Automation, allowedLevel } from "../engine/autonomy/policy.ts";
import type { Instant, PersonId } from "../engine/ids.ts";
import type { EventBody } from "../engine/messages/event.ts";

/** A row of the trace that says something of an agent's acts in one workflow: on its cases' chains, or on the workspace's own. */
export interface AutonomyRow {
  readonly at: Instant;
  readonly body: EventBody;
}

/** What became of one kind of act, and how far that can be trusted. */
export interface Trust {
  readonly kind: ActKind;
  readonly made: number;
  readonly accepted: number;
  readonly edited: number;
  readonly dismissed: number;
  /** Done alone, and of those undone. */
  readonly acted: number;
  readonly undone: number;
  /** Of the answered proposals; undefined while there are none. */
  readonly acceptance: { readonly share: number; readonly atLeast: number } | undefined;
  /** Why proposals were dismissed, the newest last. */
  readonly reasons: readonly string[];
  /** How often a person changed a value before it was done, by its name. */
  readonly drift: Readonly<Record<string, number>>;
}

const Z = 1.96;

/** Wilson's lower bound of a share at 95 %: what so few answers show at the least. */
export const lowerBound = (good: number, all: number): number => {
  if (all === 0) return 0;
  const share = good / all;
  const spread = Z * Math.sqrt((share * (1 - share)) / all + Z ** 2 / (4 * all ** 2));
  return Math.max(0, (share + Z ** 2 / (2 * all) - spread) / (1 + Z ** 2 / all));
};

const kindIn = (body: EventBody): ActKind | undefined => {
  if (body.type === "suggestion.made" || body.type === "act.automated") return body.suggestion.kind;
  return "kind" in body ? body.kind : undefined;
};

const ofKind = (rows: readonly AutonomyRow[], kind: ActKind): readonly EventBody[] =>
  rows.map(({ body }) => body).filter((body) => kindIn(body) === kind);

const driftIn = (bodies: readonly EventBody[]): Readonly<Record<string, number>> => {
  const names = bodies.flatMap((body) => (body.type === "suggestion.edited" ? body.drift : []));
  return Object.fromEntries([...new Set(names)].map((name) => [name, names.filter((each) => each === name).length]));
};

const trustIn = (kind: ActKind, bodies: readonly EventBody[]): Trust => {
  const count = (type: EventBody["type"]): number => bodies.filter((body) => body.type === type).length;
  const [accepted, edited, dismissed] = [count("suggestion.accepted"), count("suggestion.edited"), count("suggestion.dismissed")];
  const answered = accepted + edited + dismissed;
  return {
    ...{ kind, accepted, edited, dismissed, made: count("suggestion.made") },
    acted: count("act.automated"),
    undone: count("act.undone"),
    acceptance: answered === 0 ? undefined : { share: accepted / answered, atLeast: lowerBound(accepted, answered) },
    reasons: bodies.flatMap((body) => (body.type === "suggestion.dismissed" ? [body.why] : [])),
    drift: driftIn(bodies),
  };
};

/** The score of every kind of act in one workflow, from all its rows in their order. */
export const trustOf = (rows: readonly AutonomyRow[]): readonly Trust[] => ACT_KINDS.map((kind) => trustIn(kind, ofKind(rows, kind)));

const STANDINGS = {
  "autonomy.proposed": "proposed",
  "autonomy.signed": "signed",
  "autonomy.demoted": "none",
  "autonomy.revoked": "none",
} as const;
const isStanding = (type: string): type is keyof typeof STANDINGS => Object.hasOwn(STANDINGS, type);

/** Whether somebody signed for a kind of act, or was asked to; what happened since, and what counts towards the next promotion. */
const standing = (rows: readonly AutonomyRow[], kind: ActKind) => {
  const bodies = ofKind(rows, kind);
  const at = bodies.findLastIndex(({ type }) => isStanding(type));
  const type = bodies[at]?.type ?? "";
  // What was earned before it was taken away counts no more.
  const lost = bodies.findLastIndex((body) => body.type === "autonomy.demoted" || body.type === "autonomy.revoked");
  return { is: isStanding(type) ? STANDINGS[type] : ("none" as const), since: bodies.slice(at + 1), earning: bodies.slice(lost + 1) };
};

/** Of so many outcomes in a row, how many that a person overrode make a spike. */
export const LAST = 10;
const OVERRIDES = 3;

const OUTCOME: { readonly [type: string]: "kept" | "overridden" } = {
  "suggestion.accepted": "kept",
  "act.automated": "kept",
  "suggestion.edited": "overridden",
  "suggestion.dismissed": "overridden",
  "act.undone": "overridden",
};

/** Three of ten outcomes in a row since its signature were changed, dismissed or undone: what came right after them brings nothing back. */
const isSpike = (since: readonly EventBody[]): boolean => {
  const outcomes = since.flatMap(({ type }) => OUTCOME[type] ?? []);
  const overridden = outcomes.flatMap((outcome, n) => (outcome === "overridden" ? [n] : []));
  return overridden.some((first, n) => (overridden[n + OVERRIDES - 1] ?? Number.POSITIVE_INFINITY) - first < LAST);
};

/** Kinds of act that are signed for, and were not overridden too often since: a spike takes the level away before anybody is told. */
export const signedKinds = (rows: readonly AutonomyRow[]): ReadonlySet<ActKind> =>
  new Set(
    ACT_KINDS.filter((kind) => {
      const { is, since } = standing(rows, kind);
      return is === "signed" && !isSpike(since);
    }),
  );

/** Who signed for a kind of act, and when; undefined where nobody has. */
export const signatureOf = (rows: readonly AutonomyRow[], kind: ActKind): { readonly by: PersonId; readonly at: Instant } | undefined => {
  const last = rows.findLast(({ body }) => body.type === "autonomy.signed" && body.kind === kind);
  return last?.body.type === "autonomy.signed" ? { by: last.body.by, at: last.at } : undefined;
};

/** Kinds whose promotion waits for a signature. */
export const proposedKinds = (rows: readonly AutonomyRow[]): ReadonlySet<ActKind> =>
  new Set(ACT_KINDS.filter((kind) => standing(rows, kind).is === "proposed"));

export interface AutonomyChange {
  readonly kind: ActKind;
  readonly change: "promotion" | "demotion";
  readonly trust: Trust;
}

/** What there is to say: promotions that were earned, and demotions that happened. */
export const autonomyChanges = (policy: Automation, rows: readonly AutonomyRow[]): readonly AutonomyChange[] =>
  ACT_KINDS.flatMap((kind): readonly AutonomyChange[] => {
    const { is, since, earning } = standing(rows, kind);
    if (is === "signed") return isSpike(since) ? [{ kind, change: "demotion", trust: trustIn(kind, since) }] : [];
    const trust = trustIn(kind, earning);
    const isDue = is === "none" && allowedLevel(policy, kind) === "automate" && isEarned(policy, trust);
    return isDue ? [{ kind, change: "promotion", trust }] : [];
  });

const isEarned = ({ promotion }: Automation, { accepted, edited, dismissed, acceptance }: Trust): boolean =>
  accepted + edited + dismissed >= promotion.proposals && (acceptance?.atLeast ?? 0) >= promotion.accepted;
