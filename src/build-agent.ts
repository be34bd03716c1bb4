import { randomUUID } from "node:crypto";
import { createModels } from "./agent/models/models-by-purpose.ts";
import { createAnswerQuestion } from "./agent/patterns/answer-question.ts";
import { createReadMissing } from "./agent/patterns/read-missing.ts";
import { createRouteRequest } from "./agent/patterns/route-request.ts";
import { createUnderstandReply } from "./agent/patterns/understand-reply.ts";
import { createRunAgent } from "./agent/run-agent.ts";
import { createUseTool } from "./agent/use-tool.ts";
import { createAgentBudgets } from "./application/agent-budgets.ts";
import { type AskModel, createAskModel } from "./application/ask-model.ts";
import type { Question } from "./application/ask-question.ts";
import type { Ask, Asked } from "./application/ports/ask.ts";
import { type ControlPolicy, DEFAULT_CONTROLS } from "./application/ports/controls.ts";
import type { Clock, Logger, MachineClock } from "./application/ports/machine.ts";
import type { ReadMissing, RouteRequest } from "./application/ports/route.ts";
import type { AnswerQuestion, UnderstandReply } from "./application/ports/understand.ts";
import type { Core } from "./build-core.ts";
import type { ModelsConfig } from "./config.ts";
import { automationOf, type Controls } from "./engine/autonomy/policy.ts";
import { participantsOf } from "./engine/roles.ts";

/** How models are asked, once there is a core. */
export type AskOver = (core: Core, clocks: Clocks) => Ask;

interface Clocks {
  readonly clock: Clock;
  readonly machine: MachineClock;
}

/** What a model does for people, over one way to ask it. */
export interface Agent {
  readonly read: UnderstandReply;
  readonly answer: AnswerQuestion;
  readonly route: RouteRequest;
  readonly readMissing: ReadMissing;
}

export const buildAgent = (core: Core, ask: Ask, machine: MachineClock, logger: Logger): Agent => {
  const useTool = createUseTool({ ...core, logger });
  const runAgent = createRunAgent({ ask, useTool, machine });
  return {
    read: createUnderstandReply({ ask, logger }),
    answer: createAnswerQuestion({ runAgent, logger }),
    route: createRouteRequest({ ask, logger }),
    readMissing: createReadMissing({ ask, logger }),
  };
};

const policyOf = ({ piiDetector, topicGuardrail, toolRateLimit }: Controls): ControlPolicy => {
  const words = topicGuardrail?.words ?? [];
  return {
    pii: piiDetector,
    topics: { forbid: words.length === 0 ? [] : [{ name: "what this workflow does not speak of", words }], only: [] },
    callsAnHour: toolRateLimit ?? Number.POSITIVE_INFINITY,
  };
};

/** Whose names are kept from the model, and which controls hold: those of the case; outside any, everybody's and the standard ones. */
const around = async (
  { files, catalogue }: Core,
  { workspace, instance }: Asked,
): Promise<Pick<Question, "policy" | "people" | "caseId">> => {
  const { people } = catalogue.directory();
  const file = instance === undefined ? undefined : await files.of(workspace, instance);
  const known = (file === undefined ? [...people.keys()] : participantsOf(file)).flatMap((id) => people.get(id) ?? []);
  return {
    people: known.map(({ name, zone }) => ({ name, zone })),
    policy: file === undefined ? DEFAULT_CONTROLS : policyOf(automationOf(file.definition).controls),
    ...(file === undefined ? {} : { caseId: file.instance.caseId }),
  };
};

/** The way to the configured models, through the controls, under the budgets, and on record. */
export const askConfigured =
  ({ models: choices, agentBudgets: limits }: ModelsConfig, logger: Logger): AskOver =>
  (core, { clock, machine }) => {
    const { agentRecords: records, catalogue, handleWorkspace } = core;
    const budgets = createAgentBudgets({ records, limits, directory: catalogue.directory, handleWorkspace, clock, logger });
    const open = async (): Promise<AskModel> => {
      // The tables of telephone numbers and accounts are read with the first question.
      const { createControls } = await import("./agent/controls/controls.ts");
      return createAskModel({
        models: createModels(choices),
        records,
        controls: createControls(randomUUID()),
        budgets,
        clock,
        machine,
        logger,
      });
    };
    let asking: Promise<AskModel> | undefined;
    return async (asked) => {
      asking ??= open();
      const ask = await asking;
      return await ask({ ...asked, once: true, ...(await around(core, asked)) });
    };
  };
