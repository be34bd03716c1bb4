/**
 * The known word a person most likely meant, or undefined when none is close: at most a third of the letters may differ
 * (swapped neighbours count once). Used for misspelt keys and names, and for slash verbs.
 */
export const nearest = (word: string, known: Iterable<string>): string | undefined => {
  const wanted = word.toLowerCase();
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of known) {
    const longest = Math.max(wanted.length, name.length);
    const limit = Math.min(longest - 1, Math.max(1, Math.floor(longest / 3)));
    if (Math.abs(wanted.length - name.length) > limit) continue;
    const distance = editDistance(wanted, name.toLowerCase());
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
};

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). Words over 64 letters are cut. */
export const editDistance = (left: string, right: string): number => {
  const [a, b] = [left.slice(0, 64), right.slice(0, 64)];
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const steps = [at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + cost];
      current.push(Math.min(...steps, swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY));
    }
    beforeLast = last;
    last = current;
  }
  return at(last, b.length);
};

const at = (row: readonly number[], column: number): number => row[column] as number; // every column asked for has been filled
