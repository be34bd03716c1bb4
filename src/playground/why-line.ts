import type { Json } from "./api.ts";

const isJson = (part: unknown): part is Json => typeof part === "object" && part !== null;

const textsIn = (part: unknown): readonly string[] => {
  if (Array.isArray(part)) return part.flatMap(textsIn);
  if (!isJson(part)) return [];
  return [...(typeof part.text === "string" ? [part.text] : []), ...Object.values(part).filter(isJson).flatMap(textsIn)];
};

const START = /^\*Why now\?\*\s*/;

/** What the notices in a message say of why they come, in Slack's mrkdwn and without the question; undefined when none says it. */
export const whyLineOf = (blocks: readonly Json[]): string | undefined => {
  const lines = blocks
    .filter(({ type }) => type === "context")
    .flatMap(textsIn)
    .flatMap((text) => text.split("\n"))
    .filter((text) => START.test(text))
    .map((text) => text.replace(START, ""));
  return lines.length === 0 ? undefined : [...new Set(lines)].join("\n");
};
