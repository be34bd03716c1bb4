import { z } from "zod";
import type { InstanceId, PersonId, WorkspaceId } from "../engine/ids.ts";
import type { AgentRun, NewEntry } from "./ports/agent-records.ts";
import type { ControlPolicy, Known, Prose, Screen } from "./ports/controls.ts";
import type { ModelMessage, ModelRequest, ToolCall, ToolResult } from "./ports/model.ts";

export type AskedMessage =
  | { readonly role: "user"; readonly text: Prose }
  | { readonly role: "assistant"; readonly text: string; readonly calls: readonly ToolCall[] }
  | { readonly role: "tools"; readonly results: readonly ToolResult[] };

/** What is asked, for whom, and under which controls. */
export interface Question extends Pick<ModelRequest, "purpose" | "tools" | "maxTokens" | "deadlineMs" | "signal" | "onText"> {
  /** Of the work that asks; several questions with one id are one run. */
  readonly run: string;
  readonly workspace: WorkspaceId;
  readonly instance: InstanceId | undefined;
  /** On whose behalf; their budget is asked. */
  readonly person: PersonId | undefined;
  /** Who in the agent asks: `router`, `clerk`, ... */
  readonly pattern: string;
  /** Our own words alone, the same for every question of its kind. */
  readonly system: string;
  readonly context?: Prose;
  readonly messages: readonly AskedMessage[];
  /** Ask for plain strings where a personal value may stand: the model sees a mark in its place. */
  readonly shape?: NonNullable<ModelRequest["shape"]>;
  readonly policy: ControlPolicy;
  /** Those of the case. */
  readonly people: readonly Known[];
  /** The run is this one question: begun before, its answer on record is used, and without one it is asked once more. */
  readonly once?: boolean;
  /** How often it may be asked in all while there is no answer, where its work is tried as often; else twice. */
  readonly tries?: number;
  /** Nothing is tried again here: a run that was begun before belongs to work that is over, and is left alone. */
  readonly isFirst?: boolean;
  /** The case as it was typed, so that it is not taken for a number of somebody. */
  readonly caseId?: string;
}

export const runOf = ({ workspace, run, instance, purpose, pattern, person }: Question): AgentRun => ({
  workspace,
  id: run,
  instance,
  purpose,
  pattern,
  onBehalfOf: person,
});

/** Which tool a result is of. */
const toolOf = (messages: readonly AskedMessage[], id: string): string => {
  const calls = messages.flatMap((message) => (message.role === "assistant" ? message.calls : []));
  return calls.find((call) => call.id === id)?.name ?? "unknown";
};

const leaving = (screen: Screen, messages: readonly AskedMessage[], message: AskedMessage): ModelMessage => {
  switch (message.role) {
    case "user":
      return { role: "user", text: screen.outgoing(message.text) };
    case "assistant": {
      const calls = message.calls.map((call) => ({ ...call, input: screen.outgoingValue(call.input) }));
      return { role: "assistant", text: screen.outgoing(message.text), calls };
    }
    case "tools": {
      // What a tool answers is made of what people wrote.
      const fenced = ({ id, text }: ToolResult): string => screen.outgoing([{ from: `result of ${toolOf(messages, id)}`, text }]);
      return { role: "tools", results: message.results.map((result) => ({ ...result, text: fenced(result) })) };
    }
  }
};

/** The question as it may leave. */
export const requestOf = (question: Question, screen: Screen, rules: string): Omit<ModelRequest, "onText"> => {
  const { purpose, system, context, messages, tools, shape, maxTokens, deadlineMs, signal } = question;
  return {
    purpose,
    system: `${system}\n\n${rules}`,
    ...(context === undefined ? {} : { context: screen.outgoing(context) }),
    messages: messages.map((message) => leaving(screen, messages, message)),
    ...(tools === undefined ? {} : { tools }),
    ...(shape === undefined ? {} : { shape }),
    maxTokens,
    deadlineMs,
    ...(signal === undefined ? {} : { signal }),
  };
};

const entriesOf = (messages: readonly ModelMessage[], message: ModelMessage): readonly NewEntry[] => {
  if (message.role === "user") return [{ kind: "prompt", text: message.text }];
  if (message.role === "assistant") return [];
  return message.results.map(({ id, text }) => ({ kind: "tool-result", name: toolOf(messages, id), text }));
};

/** A whole request as its record has it: tools by their names, the shape of its answer as a JSON schema. */
export interface PromptRecord extends Pick<ModelRequest, "system" | "messages" | "maxTokens"> {
  readonly context: string | undefined;
  readonly tools: readonly string[] | undefined;
  readonly shape: z.core.JSONSchema.BaseSchema | undefined;
  /** A hash of what its marks stand for. */
  readonly marks: string | undefined;
}

/** All that it takes to ask it again: of another model, in a rehearsal. */
export const promptOf = (request: Omit<ModelRequest, "onText">, marks?: string): string => {
  const { system, context, messages, tools, shape, maxTokens } = request;
  const asked: PromptRecord = {
    system,
    context,
    messages,
    tools: tools?.map(({ name }) => name),
    shape: shape && z.toJSONSchema(shape, { io: "input" }),
    maxTokens,
    marks,
  };
  return JSON.stringify(asked);
};

/** What is new in it: all of it at first, then what came since the model last spoke. */
export const promptEntries = (request: Omit<ModelRequest, "onText">, isNew: boolean, marks: string | undefined): readonly NewEntry[] => {
  const { messages } = request;
  const spoke = messages.findLastIndex(({ role }) => role === "assistant");
  if (isNew || spoke === -1) {
    return [{ kind: "prompt", text: promptOf(request, marks) }];
  }
  return messages.slice(spoke + 1).flatMap((message) => entriesOf(messages, message));
};
