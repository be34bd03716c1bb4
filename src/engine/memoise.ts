/** Remembers what a pure function answered, for the `limit` keys asked first in; the oldest gives way, so that memory stays bounded. */
export const memoise = <T>(limit: number, compute: (key: string) => T): ((key: string) => T) => {
  const known = new Map<string, { readonly value: T }>();
  return (key) => {
    const hit = known.get(key);
    if (hit) return hit.value;
    const value = compute(key);
    const oldest = known.keys().next();
    if (known.size >= limit && !oldest.done) known.delete(oldest.value);
    known.set(key, { value });
    return value;
  };
};
