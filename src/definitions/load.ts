import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import type { Specialist } from "../application/ports/specialists.ts";
import type { Definition } from "../engine/definition.ts";
import { checkAgents, checkDirectory, checkWorkflow } from "./check.ts";
import { type DirectoryFile, normaliseDirectory } from "./directory-file.ts";
import { gitCommit } from "./git-commit.ts";
import type { Mended } from "./mend.ts";
import { normaliseAgents } from "./normalise/agents.ts";
import { normaliseWorkflow } from "./normalise/workflow.ts";
import { parseFile, type SourceFile } from "./parse.ts";
import { placesOf } from "./places.ts";
import { inReadingOrder, mistakes, type Problem } from "./problem.ts";
import { MAX_BYTES } from "./read-text.ts";
import { type DirectoryNames, directoryNames } from "./rules/directory-names.ts";
import type { AgentsDocument } from "./schema/agents.ts";
import type { DirectoryDocument } from "./schema/directory.ts";
import type { WorkflowDocument } from "./schema/workflow.ts";
import { validateAgents, validateDirectory, validateWorkflow } from "./validate.ts";

const DIRECTORY_FILE = "teams.yaml";
const AGENTS_FILE = "agents.yaml";

/** One workflow file; without a definition when it has mistakes. */
export interface LoadedFile {
  readonly file: string;
  readonly text: string | undefined;
  readonly definition: Definition | undefined;
}

/** A folder of definitions as it is now. */
export interface Loaded {
  /** Those without mistakes, in the order of their files. */
  readonly definitions: readonly Definition[];
  readonly files: readonly LoadedFile[];
  /** Undefined when `teams.yaml` has mistakes or is missing. */
  readonly directory: DirectoryFile | undefined;
  /** Undefined when `agents.yaml` has mistakes; none without that file. */
  readonly agents: readonly Specialist[] | undefined;
  /** In reading order; the file is named within the folder. */
  readonly problems: readonly Problem[];
  readonly gitCommit: string | undefined;
}

interface LoadOptions {
  /** Years that holidays are expanded into; without any, none are (enough for checking). */
  readonly years?: readonly number[];
}

/** One way to `loadDefinitions`: here, or on a thread of its own. */
export type Load = (folder: string, options: LoadOptions) => Loaded | Promise<Loaded>;

/** Reads, checks and normalises a folder of workflows with its `teams.yaml`. Total: what cannot be read is a problem with a place. */
export const loadDefinitions = (folder: string, { years = [] }: LoadOptions = {}): Loaded => {
  const { directory, agents, files, problems } = readFolder(folder);
  const broken = new Set(mistakes(problems).map(({ file }) => file));
  const loaded = files.map(({ file, text, definition }) => ({ file, text, definition: broken.has(file) ? undefined : definition() }));
  return {
    definitions: loaded.flatMap(({ definition }) => definition ?? []),
    files: loaded,
    directory: directory === undefined || broken.has(DIRECTORY_FILE) ? undefined : normaliseDirectory(directory, years),
    agents: broken.has(AGENTS_FILE) ? undefined : normaliseAgents(agents ?? { agents: {} }),
    problems,
    gitCommit: gitCommit(folder),
  };
};

/** The problems alone, without making definitions of what is fine. */
export const checkDefinitions = (folder: string): { readonly workflows: number; readonly problems: readonly Problem[] } => {
  const { files, problems } = readFolder(folder);
  return { workflows: files.length, problems };
};

interface ReadFolder {
  readonly directory: DirectoryDocument | undefined;
  readonly agents: AgentsDocument | undefined;
  readonly files: readonly Finished[];
  readonly problems: readonly Problem[];
}

const readFolder = (folder: string): ReadFolder => {
  const names = fileNames(folder);
  if (names === undefined) {
    return {
      directory: undefined,
      agents: undefined,
      files: [],
      problems: [problem(folder, `the folder "${folder}" cannot be read`, "a folder with workflows and teams.yaml")],
    };
  }
  const directory = readDirectory(folder, names);
  const drafts = names.filter((name) => name !== DIRECTORY_FILE && name !== AGENTS_FILE).map((name) => readDraft(folder, name));
  const workflows = new Map(
    drafts.flatMap(({ document }) => (document === undefined ? [] : [[document.value.workflow, document.value] as const])),
  );
  const files = drafts.map((draft) => finish(draft, { directory: directory.names, workflows }));
  const agents = readAgents(folder, names, directory.names);
  const problems = [...directory.problems, ...agents.problems, ...files.flatMap((file) => file.problems), ...sharedIds(drafts)];
  return { directory: directory.document, agents: agents.document, files, problems: inReadingOrder(problems) };
};

const problem = (file: string, message: string, expected: string): Problem => {
  return { severity: "mistake", rule: "filesCanBeRead", file, line: 1, column: 1, message, expected, nearest: undefined };
};

const fileNames = (folder: string): string[] | undefined => {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith("."))
      .sort();
  } catch {
    return undefined;
  }
};

interface Source {
  readonly source: SourceFile | undefined;
  readonly problems: readonly Problem[];
}

const readSource = (folder: string, name: string): Source => {
  try {
    return parseFile(name, readBytes(join(folder, name)));
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return { source: undefined, problems: [problem(name, `the file cannot be read (${error.code})`, "a file that can be read")] };
  }
};

/** No more than it takes to see that a file is too large. */
const readBytes = (path: string): Uint8Array => {
  const handle = openSync(path, "r");
  try {
    const buffer = new Uint8Array(MAX_BYTES + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read)
      read = readSync(handle, buffer, length, buffer.length - length, null);
    return buffer.subarray(0, length);
  } finally {
    closeSync(handle);
  }
};

interface ReadDirectory {
  readonly names: DirectoryNames | undefined;
  readonly document: DirectoryDocument | undefined;
  readonly problems: readonly Problem[];
}

const readDirectory = (folder: string, names: readonly string[]): ReadDirectory => {
  if (!names.includes(DIRECTORY_FILE)) {
    const missing = problem(DIRECTORY_FILE, `there is no ${DIRECTORY_FILE}`, "the teams and people that workflows name");
    return { names: undefined, document: undefined, problems: [missing] };
  }
  const { source, problems } = readSource(folder, DIRECTORY_FILE);
  const { document, problems: misfits } = source === undefined ? { document: undefined, problems: [] } : validateDirectory(source);
  if (source === undefined || document === undefined) return { names: undefined, document: undefined, problems: [...problems, ...misfits] };
  const declared = directoryNames(document.value);
  return { names: declared, document: document.value, problems: [...problems, ...misfits, ...checkDirectory(source, document, declared)] };
};

interface ReadAgents {
  readonly document: AgentsDocument | undefined;
  readonly problems: readonly Problem[];
}

const readAgents = (folder: string, names: readonly string[], directory: DirectoryNames | undefined): ReadAgents => {
  if (!names.includes(AGENTS_FILE)) return { document: undefined, problems: [] };
  const { source, problems } = readSource(folder, AGENTS_FILE);
  if (source === undefined) return { document: undefined, problems };
  const { document, problems: misfits } = validateAgents(source);
  const checked = document === undefined ? [] : checkAgents(source, document, directory);
  return { document: document?.value, problems: [...problems, ...misfits, ...checked] };
};

interface Draft {
  readonly file: string;
  readonly source: SourceFile | undefined;
  readonly document: Mended<WorkflowDocument> | undefined;
  readonly problems: readonly Problem[];
}

const readDraft = (folder: string, file: string): Draft => {
  const { source, problems } = readSource(folder, file);
  if (source === undefined) return { file, source, document: undefined, problems };
  const { document, problems: misfits } = validateWorkflow(source);
  return { file, source, document, problems: [...problems, ...misfits] };
};

type Surroundings = Parameters<typeof checkWorkflow>[2];

interface Finished {
  readonly file: string;
  readonly text: string | undefined;
  readonly problems: readonly Problem[];
  /** Made when wanted, and only of what has no mistake. */
  readonly definition: () => Definition | undefined;
}

const finish = ({ file, source, document, problems }: Draft, surroundings: Surroundings): Finished => {
  if (source === undefined || document === undefined) return { file, text: source?.text, problems, definition: () => undefined };
  const checked = [...problems, ...checkWorkflow(source, document, surroundings)];
  return {
    file,
    text: source.text,
    problems: checked,
    definition: () => normaliseWorkflow(document.value, placesOf(source, document.value)),
  };
};

/** Two files of one workflow: neither is the workflow. */
const sharedIds = (drafts: readonly Draft[]): Problem[] =>
  drafts.flatMap(({ file, source, document }) => {
    const others = drafts.filter(
      (other) => other.file !== file && document !== undefined && other.document?.value.workflow === document.value.workflow,
    );
    if (source === undefined || document === undefined || others.length === 0 || document.mended.some(([top]) => top === "workflow"))
      return [];
    const message = `the workflow "${document.value.workflow}" is also in ${others.map((other) => other.file).join(", ")}`;
    return [
      {
        severity: "mistake",
        rule: "idsAreUsedOnce",
        ...source.locate(["workflow"]),
        message,
        expected: "one file a workflow",
        nearest: undefined,
      } as const,
    ];
  });
