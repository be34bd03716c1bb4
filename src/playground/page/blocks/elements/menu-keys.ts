/** Which item of a menu a key moves to, round its ends; undefined for a key that does not move. */
export const movedTo = (key: string, at: number, count: number): number | undefined => {
  if (count === 0) return undefined;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return at <= 0 ? count - 1 : at - 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
};

/** Moves the focus among the items inside; says whether the key did. */
export const moveFocus = (event: KeyboardEvent, inside: HTMLElement | null, items: string): boolean => {
  const all = [...(inside?.querySelectorAll<HTMLElement>(items) ?? [])];
  // Looked for by identity only: an element of another kind is not among them.
  const next = movedTo(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
  if (next === undefined) return false;
  event.preventDefault();
  all[next]?.focus();
  return true;
};
