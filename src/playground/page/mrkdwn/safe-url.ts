const SAFE = new Set(["http:", "https:", "mailto:"]);

/** The address of a link or picture that may be followed; undefined for `javascript:` and everything else. */
export const safeUrl = (address: unknown): string | undefined => {
  if (typeof address !== "string") return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url !== undefined && SAFE.has(url.protocol) ? url.href : undefined;
};
