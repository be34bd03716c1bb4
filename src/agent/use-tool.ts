import { createHash } from "node:crypto";
import type { CaseFile } from "../application/case-file.ts";
import type { CaseFiles } from "../application/case-files.ts";
import type { HandleCommand } from "../application/handle-command.ts";
import type { HandleWorkspaceCommand } from "../application/handle-workspace-command.ts";
import type { Catalogue } from "../application/ports/catalogue.ts";
import type { Logger } from "../application/ports/machine.ts";
import type { ToolCall, ToolResult } from "../application/ports/model.ts";
import type { Reads } from "../application/ports/reads.ts";
import type { Answer, Store } from "../application/ports/store.ts";
import { canonicalJson } from "../engine/canonical.ts";
import { CommandId, type InstanceId, type PersonId, type WorkspaceId } from "../engine/ids.ts";
import type { AgentOutcome } from "../engine/messages/agent-record.ts";
import type { InstanceCommand } from "../engine/messages/command.ts";
import type { Rejection } from "../engine/messages/decision.ts";
import { isWrong } from "./scope.ts";
import type { BareAct, Tool, WriteTool } from "./tools/tool.ts";

/** Whose hands the tools are: an agent's, for a named person, in one run about one case or none. */
export interface Holder {
  readonly workspace: WorkspaceId;
  readonly instance: InstanceId | undefined;
  readonly person: PersonId;
  /** The agent's name in the trace. */
  readonly agent: string;
  readonly run: string;
  /** How far it goes at most, whatever policy allows. */
  readonly ceiling?: "assist";
}

export interface ToolPorts {
  readonly handle: HandleCommand;
  readonly handleWorkspace: HandleWorkspaceCommand;
  readonly files: CaseFiles;
  readonly reads: Pick<Reads, "board" | "recent" | "trace">;
  readonly store: Pick<Store, "loadOf" | "answerOf">;
  readonly catalogue: Pick<Catalogue, "current">;
  readonly logger: Logger;
}

/** Uses one tool; what goes wrong is a result, too, so that the model can read it. */
export type UseTool = (call: ToolCall, tools: readonly Tool[], holder: Holder) => Promise<ToolResult>;

interface Became {
  readonly outcome: AgentOutcome;
  readonly text: string;
}

const MOST_TEXT = 12_000;

const resultOf = ({ id }: ToolCall, text: string, isError: boolean): ToolResult => ({
  id,
  text: text.slice(0, MOST_TEXT).toWellFormed(),
  isError,
});

/** What is asked for; how sure the model says it is changes nothing of it. */
const askedIn = (input: unknown): unknown => {
  if (typeof input !== "object" || input === null) return input;
  const { sure: _, ...asked } = input as { readonly sure?: unknown }; // it may have one
  return asked;
};

/** The same call in the same run is the same command, whatever the vendor calls it: twice acts once. */
const commandIdOf = ({ run }: Holder, { name, input }: ToolCall): CommandId =>
  CommandId.parse(
    `agent:${createHash("sha256")
      .update(canonicalJson([run, name, askedIn(input)]))
      .digest("hex")}`,
  );

const envelopeOf = ({ workspace, person, agent, run }: Holder, id: CommandId) =>
  ({ id, workspace, actor: { kind: "agent", id: agent, onBehalfOf: person }, via: "agent", correlation: run }) as const;

type AgentEnvelope = ReturnType<typeof envelopeOf> & Pick<InstanceCommand, "judgement">;
type BareStart = Extract<BareAct, { type: "StartWorkflow" }>;

const commandOf = (envelope: AgentEnvelope, bare: BareAct): InstanceCommand =>
  // A bare act and an envelope make a command, which the compiler cannot follow through a union.
  ({ ...bare, ...envelope }) as InstanceCommand;

/** What policy weighs: whoever gives no confidence is never sure. */
const judgedBy = (tool: WriteTool, { input }: ToolCall, { run, ceiling }: Holder): Pick<InstanceCommand, "judgement"> => {
  const confidence = tool.confidence(input);
  if (confidence === undefined) return {};
  return { judgement: { confidence, evidence: [], run, ...(ceiling === undefined ? {} : { ceiling }) } };
};

const refusalWords = ({ message, fields, missing }: Rejection): string =>
  [
    `Refused: ${message}`,
    ...Object.entries(fields ?? {}).map(([name, problem]) => `${name}: ${problem}`),
    ...(missing === undefined || missing.length === 0 ? [] : [`Missing: ${missing.join(", ")}.`]),
  ].join(" ");

/** Rows that say that somebody was asked instead. */
const ASKED: ReadonlySet<string> = new Set(["alternative.proposed", "suggestion.made"]);

export const createUseTool = ({ handle, handleWorkspace, files, reads, store, catalogue, logger }: ToolPorts): UseTool => {
  /** Among the rows of the act itself: those after its intent, up to where its answer stood. */
  const wasAsked = async ({ instance }: CaseFile, since: number, until: Answer & { readonly ok: true }): Promise<boolean> => {
    // On the workspace's own chain: a start, which a person is asked for.
    if (until.instance === undefined) return true;
    const rows = await reads.trace(instance.workspace, instance.id, since, 100);
    return rows.some(({ action, seq }) => seq <= until.seq && ASKED.has(action));
  };

  const becameOf = async (file: CaseFile, since: number, answer: Answer): Promise<Became> => {
    if (!answer.ok) return { outcome: "refused", text: refusalWords(answer.rejection) };
    if (await wasAsked(file, since, answer))
      return { outcome: "proposed", text: "Proposed: somebody who may decide was asked. Nothing has changed yet." };
    return { outcome: "done", text: "Done, and recorded." };
  };

  /** A case is started by a person: they are asked where they find whatever else waits for them. */
  const proposeStart = async (bare: BareStart, { actor, ...envelope }: AgentEnvelope, { instance }: CaseFile): Promise<Answer> => {
    const { workflow, newInstance, inputs } = bare;
    const why = `${actor.id} works on another case`;
    const origin = { kind: "case", instance: instance.id } as const;
    return await handleWorkspace({ ...envelope, actor, type: "ProposeStart", workflow, newInstance, inputs, why, origin });
  };

  const carryOut = async (call: ToolCall, tool: WriteTool, holder: Holder, file: CaseFile, since: number): Promise<Became> => {
    const act = commandIdOf(holder, call);
    // A run that died may have done it: what the case has become says nothing about it.
    const earlier = await store.answerOf(holder.workspace, act);
    if (earlier !== undefined) return await becameOf(file, since, earlier);
    const bare = tool.act(call.input, { file, person: holder.person, catalogue, act });
    if (isWrong(bare)) return { outcome: "refused", text: bare.wrong };
    const envelope = { ...envelopeOf(holder, act), ...judgedBy(tool, call, holder) };
    const isStart = bare.type === "StartWorkflow";
    return await becameOf(file, since, await (isStart ? proposeStart(bare, envelope, file) : handle(commandOf(envelope, bare))));
  };

  const write = async (call: ToolCall, tool: WriteTool, holder: Holder): Promise<Became> => {
    const file = holder.instance === undefined ? undefined : await files.of(holder.workspace, holder.instance);
    if (file === undefined) return { outcome: "refused", text: "You work on no case here, so nothing can be changed." };
    const act = commandIdOf(holder, call);
    const about = { instance: file.instance.id, tool: call.name, act };
    const record = (id: string, bare: BareAct): Promise<Answer> =>
      handle(commandOf(envelopeOf(holder, CommandId.parse(`${act}:${id}`)), bare));
    const intended = await record("intent", { type: "RecordIntent", ...about });
    if (!intended.ok) return { outcome: "refused", text: refusalWords(intended.rejection) };
    let became: Became = { outcome: "unknown", text: "This could not be done now. It may be tried again later." };
    try {
      became = await carryOut(call, tool, holder, file, intended.seq);
    } catch (error) {
      logger.error({ tool: call.name, run: holder.run, error: String(error) }, "an agent's act could not be carried out");
    }
    // Each outcome once: what could not be done may yet be done when it is tried again.
    await record(`result:${became.outcome}`, { type: "RecordResult", ...about, outcome: became.outcome });
    return became;
  };

  return async (call, tools, holder) => {
    const tool = tools.find(({ spec }) => spec.name === call.name);
    if (tool === undefined) return resultOf(call, `There is no tool ${JSON.stringify(call.name.slice(0, 80))}.`, true);
    if (tool.kind === "write") {
      const { outcome, text } = await write(call, tool, holder);
      return resultOf(call, text, outcome === "refused" || outcome === "unknown");
    }
    const { workspace, instance, person } = holder;
    const looking = { workspace, instance, person, files, reads, store };
    const read = await (tool.kind === "own" ? tool.use(call.input) : tool.read(call.input, looking));
    return typeof read === "string" ? resultOf(call, read, false) : resultOf(call, read.wrong, true);
  };
};
