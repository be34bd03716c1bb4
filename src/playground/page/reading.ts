import { useMemo } from "preact/hooks";
import type { Json } from "../api.ts";
import { postJson } from "./ask.ts";
import type { BlockContext } from "./blocks/blocks.ts";
import type { Desk } from "./desk.ts";
import { type Trouble, troubleOf } from "./trouble.ts";

const HOUR = 3_600_000;
const reported = new Set<string>();

/** Tells the server once of a kind of block that is drawn as a labelled box. */
const report = (type: string): void => {
  if (reported.has(type)) return;
  reported.add(type);
  postJson("/api/unknown-block", { type }).catch(() => reported.delete(type));
};

/** What drawing any text takes: names, zone, and a clock that moves by the hour, so that nothing is drawn again in between. */
export type Reading = Pick<BlockContext, "now" | "me" | "zone" | "nameOf" | "people" | "channels" | "unknown">;

export const useReading = ({ world, zone }: Pick<Desk, "world" | "zone">): Reading => {
  const names = JSON.stringify([world.people.map(({ id, name }) => [id, name]), world.channels.map(({ id, name }) => [id, name])]);
  const now = Math.floor(world.now / HOUR) * HOUR;
  return useMemo(() => {
    const named = new Map([...world.people, ...world.channels, world.bot].map(({ id, name }) => [id, name]));
    return {
      now,
      me: world.me,
      zone,
      nameOf: (id) => named.get(id) ?? id,
      people: world.people.filter(({ gone }) => !gone).map(({ id, name }) => ({ id, name })),
      channels: world.channels.map(({ id, name }) => ({ id, name })),
      unknown: report,
    };
  }, [names, now, zone, world.me]);
};

/** Where blocks are: in a message or in a view. */
export type Whereabouts = { readonly channel: string; readonly ts: string } | { readonly view: string };

export interface Acting {
  readonly act: Desk["act"];
  readonly where: Whereabouts;
  /** In a modal: what its fields hold by now, by block id. */
  readonly values?: () => Readonly<Record<string, unknown>>;
  /** Told of what a person would read when it went wrong, and undefined when it did not. */
  readonly onTrouble: (trouble: Trouble | undefined) => void;
}

/** What using blocks does, in one place. */
export const actingIn = ({ act, where, values, onTrouble }: Acting): Pick<BlockContext, "use" | "search"> => ({
  use: async ({ actionId, blockId, value, given }) => {
    const acted = await act({
      type: "use",
      actionId,
      blockId,
      ...(value === undefined ? {} : { value }),
      ...(given === undefined ? {} : { given }),
      ...(values === undefined ? {} : { values: values() }),
      in: where,
    });
    onTrouble(troubleOf(acted));
  },
  search: async ({ actionId, blockId, typed }): Promise<readonly Json[]> => {
    const view = "view" in where ? where.view : where.ts;
    const acted = await act({ type: "search", actionId, blockId, typed, ...(values === undefined ? {} : { values: values() }), view });
    return acted.options ?? [];
  },
});
