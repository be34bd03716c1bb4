import type { TraceRow } from "../../../application/ports/reads.ts";
import type { InstanceId } from "../../../engine/ids.ts";
import type { Listening } from "../listening.ts";

const PAGE = 500;
const MOST = 5_000;

/** A case's rows in order, page by page; those past the most are older than anybody asks for. */
export const rowsOf = async (l: Listening, instance: InstanceId): Promise<readonly TraceRow[]> => {
  const { seq } = (await l.reads.instance(l.workspace, instance)) ?? { seq: 0 };
  const rows: TraceRow[] = [];
  for (let after = Math.max(0, seq - MOST); ; after = rows.at(-1)?.seq ?? after) {
    const page = await l.reads.trace(l.workspace, instance, after, PAGE);
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
};
