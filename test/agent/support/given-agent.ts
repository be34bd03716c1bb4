import { type AgentRun, createRunAgent, type Ran } from "../../../src/agent/run-agent.ts";
import { TOOLS } from "../../../src/agent/tools/all.ts";
import { createUseTool } from "../../../src/agent/use-tool.ts";
import type { AskOutcome } from "../../../src/application/ports/ask.ts";
import type { ToolResult } from "../../../src/application/ports/model.ts";
import { CommandId, InstanceId, type PersonId } from "../../../src/engine/ids.ts";
import { invariant } from "../../../src/engine/invariant.ts";
import type { InstanceCommand } from "../../../src/engine/messages/command.ts";
import { createMemoryCore } from "../../slack/support/memory-core.ts";
import { definition, directory, field, person, personId, task, team, whos } from "../../support/builders.ts";
import { INSTANCE, MONDAY, WORKSPACE } from "../../support/given.ts";
import { createRecordingLogger } from "../../support/recording-logger.ts";
import { answers, calling, scripted } from "./scripted.ts";

const OTHER = InstanceId.parse("00000000-0000-4000-8000-000000000002");

export const workflow = definition(
  [
    task("a", { owner: "anna", due: "3 days", evidence: [field("amount", { type: "number", required: false })] }),
    task("b", { owner: "ben", needs: [] }),
  ],
  {
    access: { start: whos(["sam", "anna"]), see: undefined, audit: whos("cora") },
    inputs: [field("goal", { required: false, from: whos("anna") }), field("contact", { required: false, from: whos("anna") })],
    messages: { question: { id: "question", to: whos("input:contact"), approve: whos("ben"), text: "Well?" } },
  },
);

const people = directory({
  people: [person("outsider"), "sam"],
  teams: [team("crew", ["anna", "ben"], { lead: "lena" })],
});

/** Two cases that sam started: C-1, on which the agent works for Anna, and C-2. */
export const givenAgent = async () => {
  const core = createMemoryCore(workflow, people, MONDAY);
  const logger = createRecordingLogger();
  const { handle, handleWorkspace, files, reads, catalogue } = core.ports;
  const by = (id: string, actor = "sam") => ({
    id: CommandId.parse(id),
    workspace: WORKSPACE,
    actor: { kind: "person", id: personId(actor) },
    via: "slack",
  });
  const does = async (command: object, actor = "sam"): Promise<void> => {
    const answer = await handle({ ...by(`${core.commands.length}`, actor), ...command } as InstanceCommand);
    invariant(answer.ok, JSON.stringify(answer));
  };
  for (const [instance, id] of [
    [INSTANCE, "C-1"],
    [OTHER, "C-2"],
  ] as const)
    await does({ type: "StartWorkflow", workflow: workflow.workflow, newInstance: instance, inputs: { case_id: id } });
  /** The process dies before this command of a run is carried out: no result is recorded either. */
  const dying = { at: "", gone: false };
  const mortal = async (command: InstanceCommand) => {
    dying.gone ||= command.type === dying.at;
    if (dying.gone) throw new Error("the process is gone");
    return await handle(command);
  };
  const store = { loadOf: async () => new Map(), answerOf: async (_workspace: unknown, id: string) => core.answers.get(id) };
  const useTool = createUseTool({ handle: mortal as typeof handle, handleWorkspace, files, reads, catalogue, logger, store });
  const machine = { at: 0, now: () => machine.at };

  /** What a model does, turn by turn; then it says *All done.* */
  const runs = async (
    turns: readonly AskOutcome[],
    more: Partial<AgentRun> = {},
  ): Promise<Ran & { readonly results: readonly ToolResult[]; readonly asked: number }> => {
    let turn = 0;
    const { ask, asked } = scripted(() => turns[turn++] ?? answers({ text: "All done." }));
    const run: AgentRun = {
      workspace: WORKSPACE,
      instance: INSTANCE,
      person: personId("anna"),
      agent: "helper",
      run: "run-1",
      pattern: "test",
      purpose: "act",
      system: "You help.",
      words: "Please see to it.",
      tools: TOOLS,
      ...more,
    };
    const ran = await createRunAgent({ ask, useTool, machine })(run);
    const results = asked.at(-1)?.messages.flatMap((message) => (message.role === "tools" ? message.results : [])) ?? [];
    return { ...ran, results, asked: asked.length };
  };
  /** One call in a run of its own, and what the model reads of it. */
  const calls = async (name: string, input: unknown, more: Partial<AgentRun> = {}): Promise<ToolResult> => {
    const { results } = await runs([calling([name, input])], { run: `run ${JSON.stringify([name, input])}`, ...more });
    const [result] = results;
    invariant(result !== undefined, "the call had no result");
    return result;
  };
  const instanceOf = (id: InstanceId) => {
    const found = core.instances.get(id);
    invariant(found !== undefined, "there is no such case");
    return found;
  };
  /** Anna takes up what was proposed to her last. */
  const accepts = async (): Promise<void> => {
    const last = Object.values(instanceOf(INSTANCE).suggestions ?? {}).findLast(({ status }) => status === "open");
    await does({ type: "AcceptSuggestion", instance: INSTANCE, suggestion: last?.id }, "anna");
  };
  return {
    core,
    logger,
    accepts,
    dying,
    machine,
    runs,
    calls,
    does,
    first: () => instanceOf(INSTANCE),
    second: () => instanceOf(OTHER),
    anna: personId("anna") as PersonId,
  };
};
