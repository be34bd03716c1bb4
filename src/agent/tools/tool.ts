import { z } from "zod";
import type { CaseFile } from "../../application/case-file.ts";
import type { CaseFiles } from "../../application/case-files.ts";
import type { Catalogue } from "../../application/ports/catalogue.ts";
import type { ToolSpec } from "../../application/ports/model.ts";
import type { Reads } from "../../application/ports/reads.ts";
import type { Store } from "../../application/ports/store.ts";
import type { CommandId, InstanceId, PersonId, WorkspaceId } from "../../engine/ids.ts";
import type { InstanceCommand } from "../../engine/messages/command.ts";
import type { Envelope } from "../../engine/messages/envelope.ts";
import { isThisCase, otherCase, type Wrong } from "../scope.ts";

type Bare<C> = C extends unknown ? Omit<C, keyof Envelope> : never;
/** A command before it is said who acts, and under which id. */
export type BareAct = Bare<InstanceCommand>;

/** What a writing tool may look at: the case as it is, and whoever it acts for. */
export interface Desk {
  readonly file: CaseFile;
  readonly person: PersonId;
  readonly catalogue: Pick<Catalogue, "current">;
  /** Of the command that this becomes. */
  readonly act: CommandId;
}

/** What a reading tool may ask, on behalf of one person. `instance`: the case that the run is about. */
export interface Looking {
  readonly workspace: WorkspaceId;
  readonly instance: InstanceId | undefined;
  readonly person: PersonId;
  readonly files: CaseFiles;
  readonly reads: Pick<Reads, "board" | "recent" | "trace">;
  readonly store: Pick<Store, "loadOf">;
}

export interface ReadTool {
  readonly kind: "read";
  readonly spec: ToolSpec;
  readonly read: (input: unknown, looking: Looking) => Promise<string | Wrong>;
}

/** It holds no pen: what it makes is a command, which is decided like a person's. */
export interface WriteTool {
  readonly kind: "write";
  readonly spec: ToolSpec;
  readonly act: (input: unknown, desk: Desk) => BareAct | Wrong;
  /** How sure the model says it is; undefined where it does not: then a person looks before anything else. */
  readonly confidence: (input: unknown) => number | undefined;
}

/** What is of no case: a task for another agent, or whether to start one. Made for one run, whose hands it is bound to. */
export interface OwnTool {
  readonly kind: "own";
  readonly spec: ToolSpec;
  readonly use: (input: unknown) => Promise<string | Wrong>;
}

export type Tool = ReadTool | WriteTool | OwnTool;

const MOST_SAID = 300;

const badInput = ({ issues }: z.ZodError): Wrong => {
  const said = issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`)).join("; ");
  return { wrong: `This input does not fit: ${said.slice(0, MOST_SAID)}` };
};

interface Words {
  readonly name: string;
  readonly description: string;
}

export const readTool = <S extends z.ZodRawShape>(
  { name, description }: Words,
  shape: S,
  read: (input: z.infer<z.ZodObject<S>>, looking: Looking) => Promise<string | Wrong>,
): ReadTool => {
  const input = z.strictObject(shape);
  return {
    kind: "read",
    spec: { name, description, input },
    read: async (given, looking) => {
      const parsed = input.safeParse(given);
      return parsed.success ? await read(parsed.data as z.infer<z.ZodObject<S>>, looking) : badInput(parsed.error);
    },
  };
};

export const ownTool = <S extends z.ZodRawShape>(
  { name, description }: Words,
  shape: S,
  use: (input: z.infer<z.ZodObject<S>>) => Promise<string | Wrong>,
): OwnTool => {
  const input = z.strictObject(shape);
  return {
    kind: "own",
    spec: { name, description, input },
    use: async (given) => {
      const parsed = input.safeParse(given);
      return parsed.success ? await use(parsed.data as z.infer<z.ZodObject<S>>) : badInput(parsed.error);
    },
  };
};

const SURE = z.number().min(0).max(1).optional().describe("From 0 to 1: how sure you are that this is true and what is wanted");
const CASE = z.string().min(1).max(300).describe("The case, by its id");

/** Names its case, which must be the one that the run is about. */
export const writeTool = <S extends z.ZodRawShape>(
  { name, description }: Words,
  shape: S,
  act: (input: z.infer<z.ZodObject<S>>, desk: Desk) => BareAct | Wrong,
): WriteTool => {
  const input = z.strictObject({ ...shape, case: CASE, sure: SURE });
  return {
    kind: "write",
    spec: { name, description, input },
    confidence: (given) => (input.safeParse(given).data as { readonly sure?: number } | undefined)?.sure,
    act: (given, desk) => {
      const parsed = input.safeParse(given);
      if (!parsed.success) return badInput(parsed.error);
      const named = parsed.data as { readonly case: string }; // Its schema has it, which the compiler loses sight of in an open shape.
      if (!isThisCase(desk.file, named.case)) return otherCase(desk.file);
      return act(parsed.data as z.infer<z.ZodObject<S>>, desk);
    },
  };
};

export const STEP = z.string().min(1).max(80).describe("The step, by its key");
export const WORDS = z.string().min(1).max(1_000);
/** A time as the model writes it. */
export const TIME = z.iso.datetime({ offset: true }).describe("With its offset, as 2026-11-20T15:00:00+01:00");
export const VALUES = z
  .array(z.strictObject({ name: z.string().min(1).max(80), value: z.string().max(2_000) }))
  .max(30)
  .describe("Fields by their name, each once");
