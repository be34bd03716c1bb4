import { useEffect, useState } from "preact/hooks";
import { getJson, sayFailure } from "./ask.ts";

/** What is at an address, read again with each version; what was asked for before it changed is not wanted any more. */
export const useFetched = <T>(path: string | undefined, version: number) => {
  const [fetched, setFetched] = useState<T | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (path === undefined) return undefined;
    let isWanted = true;
    getJson<T>(path).then(
      (answer) => {
        if (!isWanted) return;
        setFetched(() => answer);
        setError(undefined);
      },
      (failure) => isWanted && setError(sayFailure(failure)),
    );
    return () => {
      isWanted = false;
    };
  }, [path, version]);
  return { fetched, error };
};
