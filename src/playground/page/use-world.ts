import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { TimePassed, World } from "../api.ts";
import { getJson, Refused, sayFailure } from "./ask.ts";
import { createRefresher } from "./refresher.ts";
import { listen } from "./stream.ts";

export interface Watching {
  readonly world: World | undefined;
  /** Grows with every change: what depends on it is fetched again. */
  readonly version: number;
  readonly away: boolean;
  /** Why there is no world, when there is none. */
  readonly trouble: string | undefined;
  /** Resolves when what is shown is from after it was called. */
  readonly refresh: () => Promise<void>;
}

export interface Hearing {
  readonly onPassed: (passed: TimePassed) => void;
  /** The server chose who I am: nobody was asked for, or somebody who is not here. */
  readonly onSettled: (as: string) => void;
}

const fetchWorld = async (as: string | undefined): Promise<World> => {
  if (as === undefined) return getJson<World>("/api/world");
  try {
    return await getJson<World>(`/api/world?as=${encodeURIComponent(as)}`);
  } catch (error) {
    // Somebody of another workspace, from an old link.
    if (error instanceof Refused && error.status < 500) return getJson<World>("/api/world");
    throw error;
  }
};

/** One person's screen, fetched again whenever the server says that something changed. */
export const useWorld = (as: string | undefined, { onPassed, onSettled }: Hearing): Watching => {
  const [world, setWorld] = useState<World | undefined>(undefined);
  const [version, setVersion] = useState(0);
  const [away, setAway] = useState(false);
  const [trouble, setTrouble] = useState<string | undefined>(undefined);
  const who = useRef(as);
  who.current = as;
  const passed = useRef(onPassed);
  passed.current = onPassed;
  const refresh = useMemo(
    () =>
      createRefresher(async () => {
        const asked = who.current;
        try {
          const fresh = await fetchWorld(asked);
          if (who.current !== asked) return;
          setWorld(fresh);
          if (fresh.me !== asked) onSettled(fresh.me);
          setVersion((before) => before + 1);
          setTrouble(undefined);
        } catch (error) {
          setTrouble(sayFailure(error));
        }
      }),
    [],
  );
  useEffect(() => void refresh(), [as]);
  useEffect(
    () =>
      listen({
        onEvent: (event) => {
          if (event.type === "passed") passed.current(event.passed);
          void refresh();
        },
        onAway: (isAway) => {
          setAway(isAway);
          if (!isAway) void refresh();
        },
      }),
    [],
  );
  return { world, version, away, trouble, refresh };
};
