import type { Act, Acted, World } from "../api.ts";
import type { Place } from "./place.ts";

/** What every part of the page works on: one person's screen, where they are, and what they may do. */
export interface Desk {
  readonly world: World;
  readonly place: Place;
  /** The reader's zone. */
  readonly zone: string;
  /** Grows with every change on any screen. */
  readonly version: number;
  readonly go: (change: Partial<Place>) => void;
  readonly act: (act: Act) => Promise<Acted>;
  readonly refresh: () => Promise<void>;
}

/** The id of the channel that is open; undefined on Home. */
export const openChannel = ({ world, place }: Pick<Desk, "world" | "place">): string | undefined => {
  if (place.at === "dm" || place.at === world.dm.id) return world.dm.id;
  return world.channels.find(({ id }) => id === place.at)?.id;
};

/** Where a channel is for this person: undefined when it is not theirs to see. */
export const placeOf = (world: World, channel: string | undefined): string | undefined => {
  if (channel === world.dm.id) return "dm";
  return world.channels.find(({ id }) => id === channel)?.id;
};
