import type { AgentRecords, Entry, RecordedRun } from "../application/ports/agent-records.ts";
import type { Instance } from "../engine/instance.ts";

const RUNS = 100;
const ENTRIES = 200;

const utc = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

const runLine = (run: RecordedRun): string => JSON.stringify({ ...run, record: "run", began: utc(run.began), ended: utc(run.ended) });

const entryLine = (run: RecordedRun, { ref, text, ...entry }: Entry): string =>
  JSON.stringify({
    record: "entry",
    run: run.id,
    ...entry,
    at: utc(entry.at),
    hash: ref?.hash,
    text,
    ...(ref !== undefined && text === undefined ? { erased: true } : {}),
  });

/** Page by page, a run and then what was asked and answered in it. */
export const writeAgentRecords = async (
  records: AgentRecords,
  { workspace, id }: Instance,
  write: (text: string) => void,
): Promise<void> => {
  const line = (text: string): void => write(`${text}\n`);
  const writeEntries = async (run: RecordedRun): Promise<void> => {
    for (let after = 0; ; ) {
      const entries = await records.entries(run, after, ENTRIES);
      for (const entry of entries) line(entryLine(run, entry));
      if (entries.length < ENTRIES) return;
      after = entries.at(-1)?.seq ?? after;
    }
  };
  for (let skip = 0; ; skip += RUNS) {
    const runs = await records.runs(workspace, id, skip, RUNS);
    for (const run of runs) {
      line(runLine(run));
      await writeEntries(run);
    }
    if (runs.length < RUNS) return;
  }
};
