import { randomUUID } from "node:crypto";
import { createModels } from "./agent/models/models-by-purpose.ts";
import { createAnalyse } from "./agent/patterns/analyse/analyse.ts";
import { createAnswerQuestion } from "./agent/patterns/answer-question.ts";
import { createReadMissing } from "./agent/patterns/read-missing.ts";
import { createRouteRequest } from "./agent/patterns/route-request.ts";
import { createUnderstandReply } from "./agent/patterns/understand-reply.ts";
import { createWordChecked } from "./agent/patterns/word-checked.ts";
import { createWordPacket } from "./agent/patterns/word-packet.ts";
import { createWordUpdate } from "./agent/patterns/word-update.ts";
import { createRunAgent } from "./agent/run-agent.ts";
import { createEndRun } from "./agent/specialists/end-run.ts";
import { createRunLog } from "./agent/specialists/run-log.ts";
import { createRunSpecialist } from "./agent/specialists/run-specialist.ts";
import { createThink } from "./agent/specialists/think.ts";
import { createToolsFor } from "./agent/specialists/tools-for.ts";
import { WakingJob } from "./agent/specialists/waking-job.ts";
import { createUseTool, type UseTool } from "./agent/use-tool.ts";
import { createAgentBudgets } from "./application/agent-budgets.ts";
import { type AskModel, createAskModel } from "./application/ask-model.ts";
import type { Question } from "./application/ask-question.ts";
import type { BudgetLimits } from "./application/ports/agent-records.ts";
import type { Ask, Asked } from "./application/ports/ask.ts";
import { type ControlPolicy, DEFAULT_CONTROLS } from "./application/ports/controls.ts";
import type { Clock, Logger, MachineClock } from "./application/ports/machine.ts";
import type { Models, Purpose } from "./application/ports/model.ts";
import type { ReadMissing, RouteRequest } from "./application/ports/route.ts";
import type { AnswerQuestion, UnderstandReply } from "./application/ports/understand.ts";
import type { WordPacket, WordUpdate } from "./application/ports/wording.ts";
import { buildAnalyst } from "./build-analyst.ts";
import type { Core } from "./build-core.ts";
import type { ModelsConfig } from "./config.ts";
import { automationOf, type Controls } from "./engine/autonomy/policy.ts";
import { participantsOf } from "./engine/roles.ts";

const PURPOSES: readonly Purpose[] = ["classify", "draft", "analyse", "act"];

/** Purposes for which no model is configured. */
export const lackingIn = (models: ModelsConfig["models"]): readonly Purpose[] =>
  PURPOSES.filter((purpose) => models[purpose] === undefined);

/** How models are asked, once there is a core. */
export interface AskOver {
  (core: Core, clocks: Clocks): Ask;
  /** Purposes without a model. */
  readonly lacks?: readonly Purpose[];
}

interface Clocks {
  readonly clock: Clock;
  readonly machine: MachineClock;
}

/** What a model does for people, over one way to ask it. */
export interface Agent {
  readonly read: UnderstandReply;
  readonly answer: AnswerQuestion;
  /** Carries out a job that wakes an agent of `agents.yaml`. */
  readonly wake: (job: unknown, signal: AbortSignal) => Promise<void>;
  readonly update: WordUpdate;
  readonly packet: WordPacket;
  /** Carries out a job that looks at the open cases of a workflow. */
  readonly analyse: (job: unknown, signal: AbortSignal) => Promise<void>;
  readonly route: RouteRequest;
  readonly readMissing: ReadMissing;
}

interface Machinery extends Clocks {
  readonly logger: Logger;
}

const buildWake = (core: Core, ask: Ask, useTool: UseTool, machinery: Machinery): Agent["wake"] => {
  const { agentRecords: records, catalogue } = core;
  const log = createRunLog({ ...core, ...machinery, records });
  const toolsFor = createToolsFor({ ...core, log, records });
  const { specialists, directory } = catalogue;
  const think = createThink({ ...machinery, ask, useTool, toolsFor, specialists, directory });
  const end = createEndRun({ ...core, ...machinery, log, records });
  const run = createRunSpecialist({ ...core, ...machinery, log, end, think, specialists, directory });
  return async (job, signal) => {
    const { workspace, ...waking } = WakingJob.parse(job);
    await run(workspace, waking, signal);
  };
};

export const buildAgent = (core: Core, ask: Ask, machinery: Machinery): Agent => {
  const { clock, machine, logger } = machinery;
  const useTool = createUseTool({ ...core, logger });
  const runAgent = createRunAgent({ ask, useTool, machine });
  const word = createWordChecked({ ask, logger });
  return {
    read: createUnderstandReply({ ask, logger }),
    answer: createAnswerQuestion({ runAgent, logger }),
    update: createWordUpdate(word),
    packet: createWordPacket(word),
    wake: buildWake(core, ask, useTool, machinery),
    analyse: buildAnalyst(core, createAnalyse({ ask, logger }), clock, logger),
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

/** The way to the configured models. */
export const askConfigured = ({ models, agentBudgets }: ModelsConfig, logger: Logger): AskOver =>
  Object.assign(
    askThrough(() => createModels(models), agentBudgets, logger),
    { lacks: lackingIn(models) },
  );

/** The way to some models, through the controls, under the budgets, and on record. */
export const askThrough =
  (open: () => Models, limits: BudgetLimits, logger: Logger): AskOver =>
  (core, { clock, machine }) => {
    const { agentRecords: records, catalogue, handleWorkspace } = core;
    const budgets = createAgentBudgets({ records, limits, directory: catalogue.directory, handleWorkspace, clock, logger });
    const begin = async (): Promise<AskModel> => {
      // The tables of telephone numbers and accounts are read with the first question.
      const { createControls } = await import("./agent/controls/controls.ts");
      return createAskModel({
        models: open(),
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
      asking ??= begin();
      const ask = await asking;
      return await ask({ ...asked, once: true, ...(await around(core, asked)) });
    };
  };
