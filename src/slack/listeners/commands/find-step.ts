import type { StepKey } from "../../../engine/ids.ts";
import { nearest } from "../../../engine/nearest.ts";
import { stepTitle, type Telling } from "../../views/telling.ts";

const plain = (words: string): string =>
  words
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ");

/** A step of a case by its key or title, however it is spelt; else the title that may have been meant. */
export const findStep = (t: Telling, typed: string): { readonly key: StepKey | undefined; readonly nearest: string | undefined } => {
  const keys = t.file.definition.steps.map(({ key }) => key);
  const names = (key: StepKey): readonly string[] => [plain(key), plain(stepTitle(t, key))];
  const exact = keys.find((key) => names(key).includes(plain(typed)));
  const beginning = keys.filter((key) => names(key).some((name) => name.startsWith(plain(typed))));
  const key = exact ?? (beginning.length === 1 ? beginning[0] : undefined);
  if (key !== undefined) return { key, nearest: undefined };
  const near = nearest(plain(typed), keys.flatMap(names));
  const meant = near === undefined ? undefined : keys.find((each) => names(each).includes(near));
  return { key: undefined, nearest: meant && stepTitle(t, meant) };
};
