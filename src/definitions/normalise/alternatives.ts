import { type Alternative, type AlternativeAct, BUILT_IN_ALTERNATIVES, type MessageTemplate } from "../../engine/definition.ts";
import { StepKey, WorkflowId } from "../../engine/ids.ts";
import type { AlternativeDocument, MessageDocument } from "../schema/ladder.ts";
import { normaliseOptionalDuration } from "./duration.ts";
import { normalisePeople, normaliseWho } from "./who.ts";
import { humanise } from "./words.ts";

const BUILT_IN: Readonly<Record<(typeof BUILT_IN_ALTERNATIVES)[number], Alternative>> = {
  reassign: { id: "reassign", title: "Reassign the step", act: { do: "reassign", to: undefined } },
  extend: { id: "extend", title: "Extend the due date", act: { do: "extend", by: undefined } },
  wait: { id: "wait", title: "Wait", act: { do: "wait", on: "other", for: undefined, message: undefined } },
  cancel: { id: "cancel", title: "Cancel the case", act: { do: "cancel" } },
};

/** The named alternatives, and the built-in ones among those that some level offers. */
export const normaliseAlternatives = (
  named: Readonly<Record<string, AlternativeDocument>> | undefined,
  offered: ReadonlySet<string>,
): Record<string, Alternative> => {
  const builtIn = BUILT_IN_ALTERNATIVES.filter((id) => offered.has(id)).map((id) => [id, BUILT_IN[id]] as const);
  const own = Object.entries(named ?? {}).map(
    ([id, alternative]) => [id, { id, title: alternative.title ?? humanise(id), act: act(alternative) }] as const,
  );
  return Object.fromEntries([...builtIn, ...own]);
};

const act = (alternative: AlternativeDocument): AlternativeAct => {
  switch (alternative.do) {
    case "reassign":
      return { do: "reassign", to: alternative.to === undefined ? undefined : normalisePeople(alternative.to) };
    case "extend":
      return { do: "extend", by: normaliseOptionalDuration(alternative.by) };
    case "wait":
      return { do: "wait", on: alternative.on ?? "other", for: normaliseOptionalDuration(alternative.for), message: alternative.message };
    case "skip":
      return {
        do: "skip",
        approval: alternative.approval === undefined ? [{ who: "process-owner" }] : normalisePeople(alternative.approval),
      };
    case "parallel":
      return { do: "parallel", steps: alternative.steps.map((step) => StepKey.parse(step)) };
    case "note":
      return { do: "note", text: alternative.text, resume: alternative.resume ?? false };
    case "start":
      return { do: "start", start: WorkflowId.parse(alternative.start), with: alternative.with ?? {} };
    case "cancel":
      return { do: "cancel" };
  }
};

export const normaliseMessages = (messages: Readonly<Record<string, MessageDocument>> | undefined): Record<string, MessageTemplate> =>
  Object.fromEntries(
    Object.entries(messages ?? {}).map(([id, message]) => [
      id,
      { id, to: [normaliseWho(message.to)], approve: normalisePeople(message.approve), text: message.text },
    ]),
  );
