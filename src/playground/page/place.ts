export const TABS = ["trail", "ahead", "agent", "requests", "definitions", "faults"] as const;
export type Tab = (typeof TABS)[number];

/** Where a person is: all that a reload keeps, and that makes two windows two people. */
export interface Place {
  /** Slack id of who I am; undefined lets the server choose. */
  readonly as: string | undefined;
  /** `home`, `dm`, or a channel's id. */
  readonly at: string;
  /** The thread that is open at the right. */
  readonly thread: string | undefined;
  /** The message to look at. */
  readonly ts: string | undefined;
  readonly drawer: Tab | undefined;
  /** The case that the drawer shows; undefined follows what is open. */
  readonly instance: string | undefined;
}

const tabOf = (text: string | null): Tab | undefined => TABS.find((tab) => tab === text);

/** Reads a place from a URL's query; what is not understood is left out. */
export const readPlace = (query: string): Place => {
  const asked = new URLSearchParams(query);
  return {
    as: asked.get("as") || undefined,
    at: asked.get("at") || "home",
    thread: asked.get("thread") || undefined,
    ts: asked.get("ts") || undefined,
    drawer: tabOf(asked.get("drawer")),
    instance: asked.get("case") || undefined,
  };
};

export const writePlace = ({ as, at, thread, ts, drawer, instance }: Place): string => {
  const all: readonly (readonly [string, string | undefined])[] = [
    ["as", as],
    ["at", at],
    ["thread", thread],
    ["ts", ts],
    ["drawer", drawer],
    ["case", instance],
  ];
  const query = new URLSearchParams();
  for (const [name, value] of all) if (value !== undefined) query.set(name, value);
  return `?${query}`;
};

/** A change of place: another channel or person closes the thread, unless it is named. */
export const moveTo = (from: Place, change: Partial<Place>): Place => {
  const isElsewhere = (change.at !== undefined && change.at !== from.at) || (change.as !== undefined && change.as !== from.as);
  const here = isElsewhere ? { ...from, thread: undefined } : from;
  return { ...here, ts: undefined, ...change };
};
