import type { CaseFile } from "../../application/case-file.ts";
import type { Field } from "../../engine/definition.ts";
import { isTextRef } from "../../engine/value.ts";
import { isWrong } from "../scope.ts";
import { caseInView, isSeenBy } from "./tell-case.ts";
import { readTool } from "./tool.ts";

const LOOKED_AT = 200;
const MOST = 5;
const DAY = 24 * 3_600_000;

/** What two cases can have in common without a word of anybody's in it. */
const comparable = ({ definition }: CaseFile): readonly Field[] =>
  definition.inputs.filter(({ type, personal }) => !personal && (type === "choice" || type === "boolean"));

const shared = (file: CaseFile, other: CaseFile): readonly string[] =>
  comparable(file)
    .map(({ name }) => name)
    .filter((name) => {
      const value = file.instance.inputs[name];
      return value !== undefined && value !== null && !isTextRef(value) && value === other.instance.inputs[name];
    });

/** Figures only: its people may not see what the other cases are. */
const line = ({ instance }: CaseFile, same: readonly string[]): string => {
  const days = Math.ceil(((instance.endedAt ?? instance.startedAt) - instance.startedAt) / DAY);
  const again = Object.values(instance.steps).filter(({ pass }) => pass > 1);
  const stuck = Object.values(instance.steps).filter(({ episodes }) => episodes > 0);
  const names = (steps: readonly { readonly key: string }[]): string => steps.map(({ key }) => key).join(", ") || "none";
  return `${instance.status} after ${days} days; alike in ${same.join(", ") || "the workflow only"}; escalated: ${names(stuck)}; done again: ${names(again)}`;
};

export const findSimilarCasesTool = readTool(
  {
    name: "find_similar_cases",
    description: "How past cases of the same workflow went that are most like this one: how long, and what got stuck.",
  },
  {},
  async (_, looking) => {
    const file = await caseInView(looking);
    if (isWrong(file)) return file;
    const recent = await looking.reads.recent(looking.workspace, LOOKED_AT);
    const ended = recent.filter(({ workflow, endedAt }) => workflow === file.instance.workflow && endedAt !== undefined);
    const seen = (await looking.files.ofAll(looking.workspace, ended)).filter((other) => isSeenBy(other, looking.person));
    const ranked = seen.map((other) => ({ other, same: shared(file, other) })).toSorted((a, b) => b.same.length - a.same.length);
    if (ranked.length === 0) return "No past case of this workflow can be seen.";
    return ranked
      .slice(0, MOST)
      .map(({ other, same }) => line(other, same))
      .join("\n");
  },
);
