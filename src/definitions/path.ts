/** Keys and indexes from the top of a file down to a value. */
export type Path = readonly (string | number)[];

/** `steps.sso.escalation.blocked[0]`: how the trace names the rule at a path. */
export const pathText = (path: Path): string =>
  path.map((segment, index) => (typeof segment === "number" ? `[${segment}]` : index === 0 ? segment : `.${segment}`)).join("");

export const startsWith = (path: Path, prefix: Path): boolean => prefix.every((segment, index) => path[index] === segment);
