const isFull = process.env.FULL === "1";

/** How often something random is tried: the quick size, with `FULL=1` (`npm run test:full`) the full one, with `RUNS` as many as that. */
export const sized = (quick: number, full: number): number => Number(process.env.RUNS ?? (isFull ? full : quick));
