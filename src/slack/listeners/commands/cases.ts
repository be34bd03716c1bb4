import type { ModalView } from "@slack/types";
import { admit } from "../../../engine/admission.ts";
import type { Instance } from "../../../engine/instance.ts";
import { INPUT } from "../../form.ts";
import { LIMIT } from "../../limits.ts";
import { md } from "../../mrkdwn.ts";
import type { BareCommand } from "../../to-command.ts";
import { toCommand } from "../../to-command.ts";
import type { Answer as Said } from "../../views/answers/answer.ts";
import { nearestAnswer, refusalAnswer } from "../../views/answers/refusal.ts";
import { say } from "../../views/answers/say.ts";
import { statusListAnswer, stepAnswer } from "../../views/answers/status.ts";
import type { Place } from "../../views/modals/modal.ts";
import { cancelForm, pauseForm, resumeForm } from "../../views/modals/reasons.ts";
import type { Telling } from "../../views/telling.ts";
import { openView } from "../answer.ts";
import { ask } from "../carry-out.ts";
import { caseFor, maySee } from "../case-of.ts";
import { type FoundCase, findCase } from "../find-case.ts";
import type { Listening } from "../listening.ts";
import { auditPage, caseStatus, seenBy, statusList } from "../reading.ts";
import { exportTrace } from "./export-trace.ts";
import { findStep } from "./find-step.ts";
import { findWorkflow } from "./find-workflow.ts";
import type { Typed } from "./to-asker.ts";

const unknownCase = (typed: string, found: FoundCase): Said => nearestAnswer("case", typed, found.nearest);

/** Workflows may share a key: then each is shown, to be told apart. */
const several = async (l: Listening, typed: Typed, all: readonly Instance[], name: string): Promise<Said> =>
  statusListAnswer(typed.person, await seenBy(l, typed, await l.files.ofAll(l.workspace, all)), name);

/** In words. */
const LONGEST_NAME = 5;

/** `C-1 single sign-on`: the longest beginning that names a case, and a step of it. Undefined where nothing before the last word does. */
const stepStatus = async (l: Listening, typed: Typed, name: string): Promise<Said | undefined> => {
  const words = name.split(/\s+/);
  for (let n = Math.min(words.length - 1, LONGEST_NAME); n > 0; n--) {
    const { instance } = await findCase(l, typed, words.slice(0, n).join(" "));
    const t = await caseFor(l, typed.person, instance?.id);
    if (t === undefined || !(await maySee(l, typed, t))) continue;
    const wanted = words.slice(n).join(" ");
    const { key, nearest } = findStep(t, wanted);
    return key === undefined ? nearestAnswer("step", wanted, nearest) : stepAnswer(t, key);
  }
  return undefined;
};

/** One case or a step of it, the cases of one workflow, or all of them. */
export const onStatus = async (l: Listening, typed: Typed, name: string | undefined): Promise<Said> => {
  if (name === undefined) return await statusList(l, typed, undefined);
  const found = await findCase(l, typed, name);
  if (found.instance !== undefined && found.all.length === 1) return await caseStatus(l, typed, found.instance.id);
  if (found.all.length > 1) return await several(l, typed, found.all, name);
  const { definition, nearest } = findWorkflow(l.catalogue, name);
  if (definition !== undefined) return await statusList(l, typed, definition.workflow, definition.title);
  const ofStep = await stepStatus(l, typed, name);
  if (ofStep !== undefined) return ofStep;
  return found.nearest === undefined && nearest !== undefined ? nearestAnswer("workflow", name, nearest) : unknownCase(name, found);
};

export const onBoard = async (l: Listening, typed: Typed, name: string | undefined): Promise<Said> => {
  if (name === undefined) return await statusList(l, typed, undefined);
  const { definition, nearest } = findWorkflow(l.catalogue, name);
  return definition === undefined
    ? nearestAnswer("workflow", name, nearest)
    : await statusList(l, typed, definition.workflow, definition.title);
};

type Act = "pause" | "resume" | "cancel";

const FORMS: { readonly [A in Act]: (t: Telling, place: Place) => ModalView } = {
  pause: pauseForm,
  resume: resumeForm,
  cancel: cancelForm,
};

/** With a reason that anybody has to give, so that only the person and the state are judged. */
const probeOf = (act: Act, { id: instance }: Instance): BareCommand => {
  if (act === "pause") return { type: "PauseInstance", instance };
  return act === "resume" ? { type: "ResumeInstance", instance } : { type: "CancelInstance", instance, reason: "asked for in the form" };
};

/** The reason that was typed stands in the form already. */
const withReason = (view: ModalView, reason: string | undefined): ModalView => ({
  ...view,
  blocks: view.blocks.map((block) =>
    reason !== undefined && block.block_id === INPUT.reason && "element" in block && block.element.type === "plain_text_input"
      ? { ...block, element: { ...block.element, initial_value: reason.slice(0, LIMIT.inputText) } }
      : block,
  ),
});

/** Asked first, always: a form to confirm. Whoever may not is told so at once, and the trace keeps it. */
export const onCaseAct = async (
  l: Listening,
  typed: Typed,
  act: Act,
  name: string | undefined,
  reason: string | undefined,
): Promise<Said | undefined> => {
  if (name === undefined) return say(md`Which case? \`/workflow ${act} <case>\``);
  const found = await findCase(l, typed, name);
  if (found.all.length > 1) return await several(l, typed, found.all, name);
  const t = await caseFor(l, typed.person, found.instance?.id);
  if (t === undefined) return unknownCase(name, found);
  const { definition, instance, directory, now } = t.file;
  const probe = probeOf(act, instance);
  if (admit({ definition, instance, directory, now }, toCommand(l.workspace, typed, probe)) === undefined) {
    await openView(l, typed, { trigger: typed.trigger }, withReason(FORMS[act](t, typed.place), reason));
    return undefined;
  }
  // Refused by the engine, which writes the row. Should it have become possible meanwhile, the card says so.
  const answer = await ask(l, typed, act === "cancel" ? { type: "CancelInstance", instance: instance.id, reason: "" } : probe);
  return answer.ok ? say(md`Recorded. The case's card shows it.`) : refusalAnswer(answer.rejection, directory);
};

export const onAudit = async (
  l: Listening,
  typed: Typed,
  name: string | undefined,
  exported: "json" | "csv" | undefined,
): Promise<Said> => {
  if (name === undefined) return say(md`The trace of which case? \`/workflow audit <case>\``);
  const found = await findCase(l, typed, name);
  if (found.all.length > 1) return await several(l, typed, found.all, name);
  if (found.instance === undefined) return unknownCase(name, found);
  if (exported === undefined) return await auditPage(l, typed, found.instance.id, 0);
  return await exportTrace(l, typed, found.instance, exported);
};
