import type { CaseFile } from "../application/case-file.ts";
import type { TraceRow } from "../application/ports/reads.ts";
import type { Directory } from "../engine/directory.ts";
import { InstanceId } from "../engine/ids.ts";
import type { CaseLine, CaseView, TraceLine } from "./api.ts";
import { caseTitleOf, nameOf } from "./in-words.ts";
import type { ProductLike } from "./ports.ts";
import { timelineOf } from "./timeline.ts";

type Core = Pick<ProductLike["core"], "workspace" | "reads" | "files" | "messages">;

const MOST_CASES = 100;
const MOST_ROWS = 2_000;

const SYSTEM: Readonly<Record<string, string>> = {
  sweep: "the clock",
  digest: "the morning digest",
  reload: "a reload of the definitions",
};

const actorOf = (directory: Directory, { actorKind, actorId, onBehalfOf }: TraceRow): string => {
  const behalf = onBehalfOf === undefined ? "" : ` for ${nameOf({ directory }, onBehalfOf)}`;
  switch (actorKind) {
    case "person":
      return `${nameOf({ directory }, actorId)}${behalf}`;
    case "event":
      return `event ${actorId}`;
    case "agent":
      return `agent ${actorId}${behalf}`;
    default:
      return SYSTEM[actorId] ?? actorId;
  }
};

const traceLine = (directory: Directory, row: TraceRow): TraceLine => ({
  seq: row.seq,
  at: row.at,
  action: row.action,
  verdict: row.verdict,
  actor: actorOf(directory, row),
  step: row.step,
  reason: row.reason,
  data: row.data,
});

/** Where a case can be seen; nowhere until its card is posted. */
const lineOf = async ({ messages, workspace }: Core, file: CaseFile): Promise<CaseLine> => {
  const place = await messages.thread(workspace, file.instance.id);
  return {
    instance: file.instance.id,
    title: caseTitleOf(file),
    workflow: file.definition.title,
    status: file.instance.status,
    channel: place?.channel,
    threadTs: place?.ts,
  };
};

/** The cases that can be opened, whatever became of them: the newest first. */
export const createCaseLines =
  (core: Core): (() => Promise<readonly CaseLine[]>) =>
  async () => {
    const files = await core.files.ofAll(core.workspace, await core.reads.recent(core.workspace, MOST_CASES));
    return await Promise.all(files.map((file) => lineOf(core, file)));
  };

/** One case with its trace and what lies ahead of it; undefined when there is no such case. */
export const createCaseView =
  (core: Core): ((instance: string) => Promise<CaseView | undefined>) =>
  async (instance) => {
    const id = InstanceId.safeParse(instance);
    const file = id.success ? await core.files.of(core.workspace, id.data) : undefined;
    if (file === undefined) return undefined;
    const rows = await core.reads.trace(core.workspace, file.instance.id, 0, MOST_ROWS);
    return { line: await lineOf(core, file), trace: rows.map((row) => traceLine(file.directory, row)), ...timelineOf(file) };
  };
