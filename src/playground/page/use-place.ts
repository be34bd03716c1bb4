import { useCallback, useEffect, useState } from "preact/hooks";
import { moveTo, type Place, readPlace, writePlace } from "./place.ts";

/** Where I am, kept in the URL: going back goes back, and a reload stays. */
export const usePlace = (): {
  readonly place: Place;
  readonly go: (change: Partial<Place>) => void;
  readonly settle: (as: string) => void;
} => {
  const [place, setPlace] = useState(() => readPlace(location.search));
  useEffect(() => {
    const back = (): void => setPlace(readPlace(location.search));
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  const go = useCallback((change: Partial<Place>): void => {
    const next = moveTo(readPlace(location.search), change);
    history.pushState(null, "", writePlace(next));
    setPlace(next);
  }, []);
  // Whom the server chose is kept without a step in the history.
  const settle = useCallback((as: string): void => {
    const next = { ...readPlace(location.search), as };
    history.replaceState(null, "", writePlace(next));
    setPlace(next);
  }, []);
  return { place, go, settle };
};
