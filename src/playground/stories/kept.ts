import { InstanceId } from "../../engine/ids.ts";

/** What a restart must find again: which story, and on which case. Where it stands is in the case itself. */
export interface Kept {
  readonly story: string;
  readonly instance: InstanceId;
}

/** Its name among what a playground keeps. */
export const STORY_FILE = "story.json";

export const textOf = (kept: Kept | undefined): string => (kept === undefined ? "" : JSON.stringify(kept));

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Undefined for nothing, and for anything that we would not have written. */
export const keptIn = (text: string | undefined): Kept | undefined => {
  const read = parsed(text ?? "");
  if (typeof read !== "object" || read === null || !("story" in read) || !("instance" in read)) return undefined;
  const instance = InstanceId.safeParse(read.instance);
  return typeof read.story === "string" && instance.success ? { story: read.story, instance: instance.data } : undefined;
};
