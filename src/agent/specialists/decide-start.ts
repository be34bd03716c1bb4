import { z } from "zod";
import { coerceValues } from "../../application/coerce-values.ts";
import type { HandleWorkspaceCommand } from "../../application/handle-workspace-command.ts";
import type { Catalogue } from "../../application/ports/catalogue.ts";
import type { Reads } from "../../application/ports/reads.ts";
import { instanceCausedBy } from "../../application/run-action.ts";
import type { Definition } from "../../engine/definition.ts";
import { CommandId, WorkflowId } from "../../engine/ids.ts";
import { cleanText } from "../controls/clean-text.ts";
import { addressed, type Wrong } from "../scope.ts";
import { type OwnTool, ownTool, VALUES, WORDS } from "../tools/tool.ts";
import { broughtBy } from "./end-run.ts";
import type { Waked } from "./run-log.ts";

interface Ports {
  readonly catalogue: Catalogue;
  readonly handleWorkspace: HandleWorkspaceCommand;
  readonly reads: Pick<Reads, "texts">;
}

type Raw = Readonly<Record<string, string>>;

/** Whoever is brought in stands in the event: nobody is reached because a model, or another agent, named them. */
const unsaid = (definition: Definition, raw: Raw, event: string): Wrong | undefined => {
  const recipients = addressed(definition);
  const people = definition.inputs.filter(({ name, type }) => type === "person" || type === "email" || recipients.has(name));
  const named = people.filter(({ name }) => !event.toLowerCase().includes((raw[name] ?? "").trim().toLowerCase()));
  if (named.length === 0) return undefined;
  return { wrong: `The event does not say who this is, and you cannot: ${named.map(({ name }) => name).join(", ")}. Leave it out.` };
};

const workflowLine = ({ workflow, about, inputs }: Definition): string => {
  const fields = inputs.map(({ name, required }) => (required ? `${name} (required)` : name));
  return `${workflow}: ${about} Inputs: ${fields.join(", ")}.`;
};

const describe = (definitions: readonly Definition[]): string =>
  [
    "Says which workflow should be started, or none. It is proposed to a person who may start it. Leave out inputs that nobody has told you.",
    ...definitions.map(workflowLine),
  ].join("\n");

/** Whether to start a workflow, as a typed decision: what it becomes is a proposal, which a person starts, edits or dismisses. */
export const decideStartTool = (
  { catalogue, handleWorkspace, reads }: Ports,
  { workspace, waking, specialist, person }: Waked,
): OwnTool => {
  const propose = async (
    definition: Definition,
    given: readonly { readonly name: string; readonly value: string }[],
    confidence: number,
  ): Promise<string | Wrong> => {
    const raw = Object.fromEntries(given.map(({ name, value }) => [name, cleanText(value)]));
    const { values, problems } = coerceValues(definition.inputs, raw, catalogue.directory());
    const bad = Object.entries(problems).map(([name, problem]) => `${name}: ${problem}`);
    if (bad.length > 0) return { wrong: `${bad.join(" ").slice(0, 500)} Leave out what you cannot say.` };
    const { run, event, text, depth } = waking;
    const brought = depth === 0 ? await broughtBy(reads, workspace, waking) : undefined;
    const nobody = unsaid(definition, raw, brought ?? "");
    if (nobody !== undefined) return nobody;
    const answer = await handleWorkspace({
      id: CommandId.parse(`${run}:start:${definition.workflow}`),
      workspace,
      actor: { kind: "agent", id: specialist.name, onBehalfOf: person },
      via: "agent",
      correlation: run,
      judgement: { confidence, evidence: text === undefined ? [] : [text], run },
      type: "ProposeStart",
      workflow: definition.workflow,
      newInstance: instanceCausedBy(`agent ${workspace} ${run} ${definition.workflow}`),
      inputs: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)),
      why: `${specialist.name} was woken by ${event}`,
      origin: { kind: "event", type: event, id: run },
    });
    return answer.ok ? "Proposed: a person was asked. Nothing has started yet." : { wrong: `Refused: ${answer.rejection.message}` };
  };

  return ownTool(
    { name: "decide_start", description: describe(catalogue.all()) },
    {
      workflow: z.string().min(1).max(80).describe("Its id, or `none`"),
      inputs: VALUES,
      confidence: z.number().min(0).max(1).describe("From 0 to 1: how sure you are"),
      why: WORDS,
    },
    async ({ workflow, inputs, confidence }) => {
      if (workflow === "none") return "Noted: nothing is proposed.";
      const id = WorkflowId.safeParse(workflow).data;
      const definition = id === undefined ? undefined : catalogue.current(id);
      if (definition === undefined) return { wrong: `There is no workflow ${JSON.stringify(workflow)}.` };
      return await propose(definition, inputs, confidence);
    },
  );
};
