export interface LineGroup<Kind> {
  readonly kind: Kind;
  readonly lines: string[];
}

/** Neighbours of one kind, together. */
export const groupLines = <Kind>(lines: readonly string[], kindOf: (line: string) => Kind): readonly LineGroup<Kind>[] => {
  const groups: LineGroup<Kind>[] = [];
  for (const line of lines) {
    const kind = kindOf(line);
    const last = groups.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else groups.push({ kind, lines: [line] });
  }
  return groups;
};
