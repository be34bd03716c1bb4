import { useCallback, useEffect, useState } from "preact/hooks";
import type { TimePassed, TimeRequest } from "../api.ts";
import { postJson, sayFailure } from "./ask.ts";

export interface Timing {
  readonly passed: TimePassed | undefined;
  readonly error: string | undefined;
  readonly isMoving: boolean;
  /** Domain seconds each second; 0 stands still. */
  readonly speed: number;
  readonly move: (request: TimeRequest) => Promise<void>;
  readonly heard: (passed: TimePassed) => void;
  readonly dismiss: () => void;
}

const MOST_KEPT = 200;

/** What played time brought, after what it had brought. */
export const joinPassed = (before: TimePassed | undefined, now: TimePassed): TimePassed =>
  before ? { ...now, from: before.from, happenings: [...before.happenings, ...now.happenings].slice(-MOST_KEPT) } : now;

/**
 * The clock's controls, and what came of them. While time plays, at so many domain seconds each second, the page asks what time it is,
 * each second.
 */
export const useTime = (refresh: () => Promise<void>, speed: number): Timing => {
  const [passed, setPassed] = useState<TimePassed | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isMoving, setMoving] = useState(false);
  const move = useCallback(async (request: TimeRequest): Promise<void> => {
    setMoving(true);
    setError(undefined);
    try {
      const answer = await postJson<TimePassed>("/api/time", request);
      if (request.type !== "play") setPassed(answer);
      else if (request.speed > 0) setPassed(undefined);
    } catch (failure) {
      setError(sayFailure(failure));
    }
    await refresh();
    setMoving(false);
  }, []);
  useEffect(() => {
    if (speed === 0) return undefined;
    const timer = setInterval(() => void refresh(), 1000);
    return () => clearInterval(timer);
  }, [speed]);
  const heard = useCallback((fresh: TimePassed) => setPassed((before) => joinPassed(before, fresh)), []);
  return { passed, error, isMoving, speed, move, heard, dismiss: () => setPassed(undefined) };
};
