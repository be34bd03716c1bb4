import type { TraceRow } from "../../application/ports/reads.ts";
import { isWrong } from "../scope.ts";
import { caseInView, moment, quoted } from "./tell-case.ts";
import { readTool } from "./tool.ts";

const MOST_ROWS = 60;
const PAGE = 500;

/** People's own words of a row, if it has any. */
const wordsIn = ({ data }: TraceRow): string => {
  const block = data.block as { readonly reason?: unknown } | undefined; // Of step.blocked; anything else has none.
  const said = [data.text, data.note, data.why, data.missing, block?.reason].filter((each) => typeof each === "string");
  return said.length === 0 ? "" : `: ${said.map((each) => quoted(each, 300)).join(" ")}`;
};

const line = (row: TraceRow): string => {
  const by = row.onBehalfOf === undefined ? row.actorId : `${row.actorId} for ${row.onBehalfOf}`;
  return `${moment(row.at)} ${row.verdict} ${row.action}${row.step === undefined ? "" : ` ${row.step}`} by ${by}${wordsIn(row)}`;
};

export const getHistoryTool = readTool(
  { name: "get_history", description: "What happened in the case, the last 60 rows, oldest first." },
  {},
  async (_, looking) => {
    const file = await caseInView(looking);
    if (isWrong(file)) return file;
    const from = Math.max(0, file.instance.seq - PAGE);
    const rows = await looking.reads.trace(looking.workspace, file.instance.id, from, PAGE);
    return rows.slice(-MOST_ROWS).map(line).join("\n");
  },
);
