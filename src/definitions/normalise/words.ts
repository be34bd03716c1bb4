/** `triage-classify` and `claim_id` as a person would say them: *Triage classify*, *Claim id*. */
export const humanise = (name: string): string => {
  const words = name.replaceAll(/[-_]+/g, " ").trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};
