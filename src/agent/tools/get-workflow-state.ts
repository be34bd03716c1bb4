import { z } from "zod";
import type { CaseFile } from "../../application/case-file.ts";
import { isThisCase, isWrong, otherCase } from "../scope.ts";
import { caseInView, caseTitleOf, isSeenBy, moment, quoted, stepLine, valueLines } from "./tell-case.ts";
import { type Looking, readTool } from "./tool.ts";

const MOST_CASES = 40;

const tellWhole = (file: CaseFile): string => {
  const { instance, definition, now } = file;
  const target = instance.targetAt === undefined ? "" : `, target ${moment(instance.targetAt)}`;
  return [
    `Case ${quoted(instance.caseId, 200)} of ${definition.workflow}: ${quoted(caseTitleOf(file))}. ${instance.status}${target}. It is ${moment(now)}.`,
    ...valueLines(file),
    ...Object.values(instance.steps).map((step) => stepLine(file, step)),
  ].join("\n");
};

const tellShort = (file: CaseFile): string => {
  const open = Object.values(file.instance.steps).filter(({ status }) => status === "active" || status === "blocked");
  return [
    `Case ${quoted(file.instance.caseId, 200)} of ${file.definition.workflow}`,
    ...open.map((step) => `  ${stepLine(file, step)}`),
  ].join("\n");
};

const allCases = async ({ files, reads, workspace, person }: Looking): Promise<string> => {
  const open = await files.ofAll(workspace, await reads.board(workspace, undefined, 200));
  const seen = open.filter((file) => isSeenBy(file, person));
  if (seen.length === 0) return "They can see no open case.";
  const more = seen.length > MOST_CASES ? [`and ${seen.length - MOST_CASES} more`] : [];
  return [...seen.slice(0, MOST_CASES).map(tellShort), ...more].join("\n");
};

/** What is told of other cases could be carried into this one, whose people may not see them: *all* is for runs about none. */
export const getWorkflowStateTool = readTool(
  {
    name: "get_workflow_state",
    description:
      "How a case stands: its steps, owners, dues and blocks. Its id, or `all` for the open ones, the most stuck first, where you work on no case.",
  },
  { case: z.string().min(1).max(300) },
  async ({ case: asked }, looking) => {
    if (asked === "all" && looking.instance === undefined) return await allCases(looking);
    const file = await caseInView(looking);
    if (isWrong(file)) return file;
    return isThisCase(file, asked) ? tellWhole(file) : otherCase(file);
  },
);
