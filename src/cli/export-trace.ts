import { randomUUID } from "node:crypto";
import { createCatalogue } from "../application/catalogue.ts";
import { createHandleCommand } from "../application/handle-command.ts";
import type { Reads, TraceRow } from "../application/ports/reads.ts";
import type { Config } from "../config.ts";
import { loadDefinitions } from "../definitions/load.ts";
import { openWorkflowFolder } from "../definitions/workflow-folder.ts";
import { caseKeyOf } from "../engine/case-key.ts";
import type { Directory } from "../engine/directory.ts";
import { CommandId, InstanceId, type PersonId, type WorkspaceId } from "../engine/ids.ts";
import type { Instance } from "../engine/instance.ts";
import { nearest } from "../engine/nearest.ts";
import { enqueueSql } from "../jobs/enqueue.ts";
import { traceText } from "../slack/listeners/commands/export-trace.ts";
import { createAgentRecords } from "../store/agent-records.ts";
import { createDefinitionArchive } from "../store/definition-archive.ts";
import { createInstanceStore } from "../store/instance-store.ts";
import type { Database } from "../store/open-database.ts";
import { createPeopleStore } from "../store/people-store.ts";
import { createReadStore } from "../store/read-store.ts";
import { writeAgentRecords } from "./agent-lines.ts";
import { BadInput } from "./failure.ts";
import { withDatabase, workspaceFor } from "./open-existing.ts";

/** Whose trace is wanted, by whom, and how it is written. */
export interface TraceRequest {
  readonly caseKey: string;
  /** An email address of `teams.yaml`. */
  readonly as: string;
  /** `agent`: what models were asked, instead of the trace. */
  readonly format: "csv" | "jsonl" | "agent";
  readonly workspace: string | undefined;
}

const CLOCK = { now: () => Date.now() };

const personFor = ({ addresses }: Directory, email: string): PersonId => {
  const person = addresses.get(email.toLowerCase());
  if (person !== undefined) return person;
  const near = nearest(email, addresses.keys());
  throw new BadInput(`teams.yaml knows nobody of the address ${email}.${near === undefined ? "" : ` Did you mean ${near}?`}`);
};

/** Of several runs of a case, the open one or the newest. */
const caseFor = async (reads: Reads, workspace: WorkspaceId, typed: string): Promise<Instance> => {
  const found = await reads.byCase(workspace, InstanceId.safeParse(typed).success ? typed : caseKeyOf(typed));
  const workflows = new Set(found.map(({ workflow }) => workflow));
  if (workflows.size > 1) {
    const ids = found.map(({ id, workflow, run }) => `${id} (${workflow}, run ${run})`);
    throw new BadInput(`Several workflows have a case ${typed}. Give the id of the one that you mean:\n${ids.join("\n")}`);
  }
  const [instance] = found;
  if (instance !== undefined) return instance;
  const near = nearest(typed, await reads.caseIds(workspace));
  throw new BadInput(`There is no case ${typed}.${near === undefined ? "" : ` Did you mean ${near}?`}`);
};

/** Who may is judged by `teams.yaml` as it is now, with what is stored of people. */
const directoryFor = async (database: Database, workspace: WorkspaceId, folder: string): Promise<Directory> => {
  const { team, problems } = await openWorkflowFolder({ folder, load: loadDefinitions, clock: CLOCK }).read();
  if (team === undefined) throw new BadInput(problems.join("\n") || `There is no teams.yaml in ${folder}. Set WORKFLOWS_DIR.`);
  return team.build(await createPeopleStore(database).all(workspace));
};

const PAGE = 500;

const allRows = async (reads: Reads, { workspace, id }: Instance): Promise<readonly TraceRow[]> => {
  const rows: TraceRow[] = [];
  for (;;) {
    const page = await reads.trace(workspace, id, rows.at(-1)?.seq ?? 0, PAGE);
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
};

/** Records the export, judged like any other act; throws, in the words of the refusal, when it is not theirs to make. */
const record = async (database: Database, instance: Instance, person: PersonId, directory: Directory): Promise<void> => {
  const { workspace } = instance;
  const catalogue = createCatalogue(createDefinitionArchive(database), () => workspace);
  catalogue.replaceDirectory(directory);
  const handle = createHandleCommand({
    store: createInstanceStore(database, enqueueSql),
    reads: createReadStore(database),
    catalogue,
    clock: CLOCK,
    ids: { uuid: randomUUID },
    // Only a start is refused without an instance, and the process that works the queue hears of jobs by polling.
    refused: async () => undefined,
    committed: () => undefined,
  });
  const answer = await handle({
    id: CommandId.parse(`cli:${randomUUID()}`),
    workspace,
    actor: { kind: "person", id: person },
    via: "cli",
    type: "ReadTrace",
    instance: instance.id,
    how: "export",
  });
  if (!answer.ok) throw new Error(answer.rejection.message);
};

/** Writes the trace, its own export last. */
export const exportTrace = async (config: Config, request: TraceRequest, write: (text: string) => void): Promise<void> => {
  await withDatabase(config, async (database) => {
    const workspace = await workspaceFor(database, request.workspace);
    const directory = await directoryFor(database, workspace, config.workflowsDir);
    const person = personFor(directory, request.as);
    const reads = createReadStore(database);
    const instance = await caseFor(reads, workspace, request.caseKey);
    await record(database, instance, person, directory);
    if (request.format === "agent") return await writeAgentRecords(createAgentRecords(database), instance, write);
    write(traceText(await allRows(reads, instance), request.format === "csv" ? "csv" : "json"));
  });
};
