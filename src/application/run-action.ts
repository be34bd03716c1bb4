import { createHash } from "node:crypto";
import type { ActionStep, Template } from "../engine/definition.ts";
import { CommandId, InstanceId, type StepKey, type WorkflowId, type WorkspaceId } from "../engine/ids.ts";
import type { Envelope } from "../engine/messages/envelope.ts";
import type { ReportActionResult } from "../engine/messages/machine-command.ts";
import { lookupFor } from "../engine/scope.ts";
import { renderTemplate } from "../engine/template.ts";
import type { CaseFile } from "./case-file.ts";
import type { CaseFiles } from "./case-files.ts";
import { coerceValues } from "./coerce-values.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { Catalogue } from "./ports/catalogue.ts";

interface Ports {
  readonly files: CaseFiles;
  readonly catalogue: Catalogue;
  readonly handle: HandleCommand;
}

type Result = { readonly ok: true } | { readonly ok: false; readonly detail: string };

const OK: Result = { ok: true };
const failed = (detail: string): Result => ({ ok: false, detail });

/** The same cause is the same instance, however often the job runs. */
export const instanceCausedBy = (cause: string): InstanceId => {
  const hex = createHash("sha256").update(cause).digest("hex");
  return InstanceId.parse(`${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`);
};

const machine = (workspace: WorkspaceId, id: string, correlation: string): Envelope => ({
  id: CommandId.parse(id),
  workspace,
  actor: { kind: "system", id: "action" },
  via: "queue",
  correlation,
});

/** Starts another workflow from a case, its inputs filled in from the case's own. */
export const createStartFromCase =
  ({ catalogue, handle }: Omit<Ports, "files">) =>
  async (
    file: CaseFile,
    cause: string,
    workflow: WorkflowId,
    filled: Readonly<Record<string, Template>>,
    step: StepKey | undefined,
  ): Promise<Result> => {
    const definition = catalogue.current(workflow);
    if (definition === undefined) return failed(`There is no workflow ${workflow}.`);
    const lookup = lookupFor(file, step);
    const raw = Object.fromEntries(Object.entries(filled).map(([name, template]) => [name, renderTemplate(template, lookup)]));
    const { values, problems } = coerceValues(definition.inputs, raw, catalogue.directory());
    const wrong = Object.entries(problems).map(([name, problem]) => `${name}: ${problem}`);
    if (wrong.length > 0) return failed(wrong.join(" "));
    const { workspace, id } = file.instance;
    const answer = await handle({
      ...machine(workspace, `start:${cause}`, id),
      type: "StartWorkflow",
      workflow,
      newInstance: instanceCausedBy(cause),
      inputs: values,
      confirmed: true,
    });
    // A case that runs already is what was wanted.
    return answer.ok || answer.rejection.code === "already-running" ? OK : failed(answer.rejection.message);
  };

/** An action step that is active, or an alternative that was picked and starts another workflow. */
export interface ActionJob {
  readonly workspace: WorkspaceId;
  readonly instance: InstanceId;
  readonly step: StepKey;
  readonly pass: number;
  /** One after a failure; left out the first time. */
  readonly attempt?: number | undefined;
  readonly alternative?: string | undefined;
}

/** The same however often the job runs, and another for an attempt after a failure. */
const causeOf = ({ instance, step, pass, attempt, alternative }: ActionJob): string =>
  [instance, step, pass, alternative, attempt].filter((part) => part !== undefined).join(":");

const resultOf = (job: ActionJob, result: Result): ReportActionResult => {
  const { workspace, instance, step, pass, alternative } = job;
  return {
    ...machine(workspace, `result:${causeOf(job)}`, instance),
    type: "ReportActionResult",
    instance,
    step,
    // An alternative may have sent its step on to another pass.
    ...(alternative === undefined ? { pass } : { alternative }),
    ...result,
  };
};

/** A job that was given up: the trace, the lead and the process owner learn of it, and the step waits for somebody to see to it. */
export const createGiveUpAction =
  (handle: HandleCommand) =>
  async (job: ActionJob, reason: string): Promise<void> => {
    await handle(resultOf(job, failed(reason)));
  };

/** Carries out an action step and reports the result as a command; the step's pass makes it once. */
export const createRunAction = (ports: Ports) => {
  const startFromCase = createStartFromCase(ports);
  const carryOut = async (file: CaseFile, step: ActionStep, cause: string): Promise<Result | "later"> => {
    const { workspace, id } = file.instance;
    switch (step.action.do) {
      case "record":
        return OK;
      case "start":
        return await startFromCase(file, cause, step.action.start, step.action.with, step.key);
      case "post": {
        const { message } = step.action;
        const answer = await ports.handle({
          ...machine(workspace, `draft:${cause}`, id),
          type: "DraftMessage",
          instance: id,
          message,
          step: step.key,
        });
        // The step ends when a person has sent it.
        return answer.ok ? "later" : failed(answer.rejection.message);
      }
    }
  };
  const runStep = async (file: CaseFile, job: ActionJob): Promise<void> => {
    const { step: key, pass } = job;
    const step = file.definition.steps.find((candidate) => candidate.key === key);
    const now = file.instance.steps[key];
    if (step?.kind !== "action" || now?.status !== "active" || now.pass !== pass) return;
    const result = await carryOut(file, step, causeOf(job));
    if (result !== "later") await ports.handle(resultOf(job, result));
  };

  /** The pick itself is in the trace already, and what it started is a case of its own: only a failure is news. */
  const runAlternative = async (file: CaseFile, job: ActionJob, id: string): Promise<void> => {
    const act = file.definition.alternatives[id]?.act;
    if (act?.do !== "start") return;
    const result = await startFromCase(file, causeOf(job), act.start, act.with, job.step);
    if (!result.ok) await ports.handle(resultOf(job, result));
  };

  return async (job: ActionJob): Promise<void> => {
    const file = await ports.files.of(job.workspace, job.instance);
    if (file === undefined) return;
    await (job.alternative === undefined ? runStep(file, job) : runAlternative(file, job, job.alternative));
  };
};
