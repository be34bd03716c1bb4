import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandId } from "../engine/ids.ts";
import type { WorkflowLine } from "./api.ts";
import type { FileSaved, WorkflowFile } from "./api-tools.ts";
import { beginWorkflow, unfitName } from "./new-workflow.ts";
import type { ProductLike } from "./ports.ts";
import { whileUnchanged } from "./while-unchanged.ts";

export interface WorkflowFilesPorts {
  /** WORKFLOWS_DIR. */
  readonly folder: string;
  readonly core: Pick<ProductLike["core"], "catalogue" | "reload">;
  readonly check: FolderCheck;
  /** What was wrong in the folder when it was read last: it is checked again once a file in it changes. */
  readonly problems: readonly string[];
}

/** What is wrong in a folder of definitions: `file:line:column mistake ...`, in reading order. */
export interface FolderCheck {
  asItIs(): Promise<readonly string[]>;
  /** As it would be with that text in that file; `made` counts the mistakes that come of it. Writes nothing. */
  withChange(name: string, text: string): Promise<{ readonly problems: readonly string[]; readonly made: number }>;
}

export interface WorkflowFiles {
  list(): readonly WorkflowLine[];
  /** Undefined when the folder has no such file. */
  read(name: string): WorkflowFile | undefined;
  /** Begins a file with a small workflow that works, and reloads. */
  begin(name: string): Promise<FileSaved>;
  /** Writes what has no mistakes, and reloads. */
  save(file: WorkflowFile): Promise<FileSaved>;
  /** Mistakes and warnings of the folder as it stands. */
  problems(): Promise<readonly string[]>;
}

const DIRECTORY_FILE = "teams.yaml";
const AGENTS_FILE = "agents.yaml";
const MOST_BYTES = 1_000_000;

const isDefinition = (name: string): boolean => /^[^./\\][^/\\]*\.ya?ml$/.test(name);

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).filter(isDefinition).sort();
  } catch {
    return [];
  }
};

/** The value of a top-level key, as far as a line shows it: enough to name a file that may not even be YAML. */
const lineOf = (text: string, key: string): string | undefined => new RegExp(`^${key}:[ \\t]*["']?(.*?)["']?[ \\t]*$`, "m").exec(text)?.[1];

const describe = ({ name, text }: WorkflowFile): WorkflowLine => {
  if (name === DIRECTORY_FILE)
    return { workflow: "teams", title: "Teams and people", about: "Who there is, and when they work.", file: name };
  if (name === AGENTS_FILE) return { workflow: "agents", title: "Agents", about: "What wakes them, and for whom they act.", file: name };
  const workflow = lineOf(text, "workflow") ?? name.replace(/\.ya?ml$/, "");
  return { workflow, title: lineOf(text, "title") ?? workflow, about: lineOf(text, "about") ?? "", file: name };
};

/** All of it or, after a kill in the middle, what was there before. */
const writeWhole = (path: string, text: string): void => {
  const next = `${path}.${randomUUID()}.next`;
  try {
    writeFileSync(next, text);
    renameSync(next, path);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
};

const refused = (problem: string): FileSaved => ({ saved: false, problems: [problem], changes: [] });

/** The folder of definitions, as it is read and changed from the page: only files that are in it, and none that would break it. */
export const createWorkflowFiles = ({ folder, core, check, problems: known }: WorkflowFilesPorts): WorkflowFiles => {
  // A name is one of those that the folder lists: a path never is.
  const has = (name: string): boolean => namesIn(folder).includes(name) && statSync(join(folder, name)).isFile();
  const read = (name: string): WorkflowFile | undefined =>
    has(name) ? { name, text: readFileSync(join(folder, name), "utf8") } : undefined;

  const reload = async (): Promise<Pick<FileSaved, "problems" | "changes">> => {
    const [admin] = core.catalogue.directory().admins;
    if (admin === undefined) return { problems: [], changes: ["It takes effect at the next start: nobody is an admin who could reload."] };
    const id = CommandId.parse(`playground-reload:${randomUUID()}`);
    const { answer, changes, problems } = await core.reload({ id, actor: { kind: "person", id: admin }, via: "slack" });
    return answer.ok ? { changes, problems } : { problems, changes: [`It was saved, and not reloaded: ${answer.rejection.message}`] };
  };

  const write = async ({ name, text }: WorkflowFile): Promise<FileSaved> => {
    if (Buffer.byteLength(text) > MOST_BYTES) return refused(`${name}:1:1 mistake the file is too large; expected a megabyte at most`);
    const { problems, made } = await check.withChange(name, text);
    if (made > 0) return { saved: false, problems, changes: [] };
    writeWhole(join(folder, name), text);
    return { saved: true, ...(await reload()) };
  };
  const saveNow = async (file: WorkflowFile): Promise<FileSaved> =>
    has(file.name)
      ? await write(file)
      : refused(`${file.name}:1:1 mistake there is no such file in the folder of workflows; expected one that it lists`);
  const beginNow = async (name: string): Promise<FileSaved> => {
    const unfit = unfitName(name, namesIn(folder));
    if (unfit !== undefined) return refused(unfit);
    const text = beginWorkflow(name, core.catalogue);
    return text === undefined
      ? refused(`${DIRECTORY_FILE} names no team yet, and somebody must own the steps.`)
      : await write({ name, text });
  };

  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = async (work: () => Promise<FileSaved>): Promise<FileSaved> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return await done;
  };
  return {
    list: whileUnchanged(folder, () =>
      namesIn(folder)
        .map(read)
        .filter((file) => file !== undefined)
        .map(describe),
    ),
    read,
    begin: (name) => inTurn(() => beginNow(name)),
    save: (file) => inTurn(() => saveNow(file)),
    problems: whileUnchanged(folder, check.asItIs, Promise.resolve(known)),
  };
};
