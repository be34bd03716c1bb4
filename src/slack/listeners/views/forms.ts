import type { DecisionOption, StepDefinition, WaitingOn } from "../../../engine/definition.ts";
import type { SnoozePreset } from "../../../engine/messages/command.ts";
import type { Value } from "../../../engine/value.ts";
import { FORM, type FormId, INPUT } from "../../form.ts";
import { readFields } from "../../form-values.ts";
import type { BareCommand } from "../../to-command.ts";
import { optionAt } from "../../views/modals/decide.ts";
import type { stepCommand } from "../actions/acts.ts";
import type { StepOfCase } from "../case-of.ts";
import type { Listening } from "../listening.ts";
import type { Submission } from "./to-submission.ts";

/** A form as a command, or what is wrong with it, by field. */
type Translated = { readonly bare: BareCommand } | { readonly problems: Readonly<Record<string, string>> };

interface Filled {
  readonly l: Listening;
  readonly s: Submission;
  readonly step: StepOfCase;
  readonly on: ReturnType<typeof stepCommand>;
}

type Translate = (filled: Filled) => Translated;

const MISSING = "This is needed.";

const noted = ({ form }: Submission, block: string = INPUT.note): { readonly note?: string } => {
  const note = form.text(block);
  return note === undefined ? {} : { note };
};

const reasoned = ({ form }: Submission): { readonly reason?: string } => {
  const reason = form.text(INPUT.reason);
  return reason === undefined ? {} : { reason };
};

const personIn = ({ l, s }: Filled, ...blocks: readonly string[]) => {
  const address = blocks.map((block) => s.form.person(block)).find((each) => each !== undefined);
  return address === undefined ? undefined : l.catalogue.directory().addresses.get(address);
};

/** Evidence that the form asks for. What is required is judged by the engine, which knows what is there already. */
const evidenceIn = ({
  l,
  s,
  step,
}: Filled): { readonly values: Readonly<Record<string, Value>>; readonly problems: Readonly<Record<string, string>> } =>
  readFields(s.form, step.definition.evidence, l.catalogue.directory(), []);

const withEvidence =
  (bare: (filled: Filled, evidence: Readonly<Record<string, Value>>) => BareCommand): Translate =>
  (filled) => {
    const { values, problems } = evidenceIn(filled);
    return Object.keys(problems).length > 0 ? { problems } : { bare: bare(filled, values) };
  };

const needs =
  <K extends string>(
    read: (filled: Filled) => Readonly<Record<K, string | number | undefined>>,
    bare: (filled: Filled) => BareCommand,
  ): Translate =>
  (filled) => {
    const missing = Object.entries(read(filled)).filter(([, value]) => value === undefined);
    return missing.length > 0 ? { problems: Object.fromEntries(missing.map(([name]) => [name, MISSING])) } : { bare: bare(filled) };
  };

const needsReason = (bare: (filled: Filled, reason: string) => BareCommand): Translate =>
  needs(
    ({ s }) => ({ [INPUT.reason]: s.form.text(INPUT.reason) }),
    (filled) => bare(filled, filled.s.form.text(INPUT.reason) ?? ""),
  );

/** What was clicked before the form opened, else what was chosen in it. */
const optionOf = (definition: StepDefinition, { form, about }: Submission): DecisionOption | undefined => {
  if (definition.kind !== "decision") return undefined;
  if (about.option === undefined) return optionAt(definition, form.option(INPUT.option));
  return definition.options.find(({ id }) => id === about.option);
};

const decide: Translate = (filled) => {
  const { s, step, on } = filled;
  const option = optionOf(step.definition, s);
  const answer = option?.id ?? s.about.option;
  const { values, problems } = evidenceIn(filled);
  const wrong = {
    ...problems,
    ...(answer === undefined ? { [INPUT.option]: MISSING } : {}),
    ...(option?.reason === true && s.form.text(INPUT.reason) === undefined ? { [INPUT.reason]: "This answer needs a reason." } : {}),
  };
  if (answer === undefined || Object.keys(wrong).length > 0) return { problems: wrong };
  return { bare: { type: "DecideStep", ...on, option: answer, evidence: values, ...reasoned(s), ...noted(s) } };
};

const URGENCIES = ["normal", "urgent", "critical"] as const;
const WAITS: readonly WaitingOn[] = ["customer", "vendor", "person", "other"];

const blocked: Translate = needs(
  ({ s }) => ({ [INPUT.reason]: s.form.text(INPUT.reason), [INPUT.on]: WAITS.find((each) => each === s.form.option(INPUT.on)) }),
  ({ s, on }) => {
    const onWhom = s.form.text(INPUT.onWhom);
    const until = s.form.instant(INPUT.until);
    const urgency = URGENCIES.find((each) => each === s.form.option(INPUT.urgency));
    return {
      type: "BlockStep",
      ...on,
      reason: s.form.text(INPUT.reason) ?? "",
      on: WAITS.find((each) => each === s.form.option(INPUT.on)) ?? "other",
      ...(onWhom === undefined ? {} : { onWhom }),
      ...(until === undefined ? {} : { until }),
      ...(urgency === undefined ? {} : { urgency }),
      ...noted(s),
    };
  },
);

/** To whom: somebody of the team, or anybody else. */
const handedTo =
  (type: "HandOffStep" | "ReassignStep"): Translate =>
  (filled) => {
    const to = personIn(filled, INPUT.somebodyElse, INPUT.person);
    if (to === undefined) return { problems: { to: "Choose somebody." } };
    return { bare: { type, ...filled.on, to, ...noted(filled.s) } };
  };

const notMine: Translate = (filled) => {
  const to = personIn(filled, INPUT.person);
  return { bare: { type: "HandOffStep", ...filled.on, ...noted(filled.s), ...(to === undefined ? { notMine: true } : { to }) } };
};

const until = (type: "CommitTo" | "ExtendStep"): Translate =>
  needs(
    ({ s }) => ({ [INPUT.until]: s.form.instant(INPUT.until) }),
    ({ s, on }) => ({ type, ...on, until: s.form.instant(INPUT.until) ?? 0, ...(type === "ExtendStep" ? reasoned(s) : {}) }),
  );

const PRESETS: readonly SnoozePreset[] = ["1-hour", "this-afternoon", "tomorrow-morning"];

const snooze: Translate = ({ s, on }) => {
  const chosen = PRESETS.find((each) => each === s.form.option(INPUT.preset)) ?? s.form.instant(INPUT.until);
  return chosen === undefined
    ? { problems: { [INPUT.until]: "Choose a time." } }
    : { bare: { type: "SnoozeReminder", ...on, until: chosen } };
};

const vote = (cast: "reject" | "changes"): Translate =>
  needsReason(({ s, on }, reason) => ({ type: "CastVote", ...on, vote: cast, reason, revision: s.about.revision ?? 0 }));

const alternative: Translate = (filled) => {
  const { s, on } = filled;
  const to = personIn(filled, INPUT.person);
  const till = s.form.instant(INPUT.until);
  const args = { ...(to === undefined ? {} : { to }), ...(till === undefined ? {} : { until: till }), ...reasoned(s) };
  const unanswered = [INPUT.person, INPUT.until, INPUT.reason].filter(
    (block) => s.inputs.includes(block) && { [INPUT.person]: to, [INPUT.until]: till, [INPUT.reason]: args.reason }[block] === undefined,
  );
  if (unanswered.length > 0) return { problems: Object.fromEntries(unanswered.map((block) => [block, MISSING])) };
  return { bare: { type: "PickAlternative", ...on, episode: s.about.episode ?? 0, alternative: s.about.alternative ?? "", args } };
};

/** Forms about a step, by what they ask for. */
export const STEP_FORMS = {
  [FORM.done]: withEvidence(({ s, on }, evidence) => ({ type: "CompleteStep", ...on, evidence, ...noted(s) })),
  [FORM.evidence]: withEvidence(({ s, on }, evidence) => ({ type: "AddEvidence", ...on, evidence, ...noted(s) })),
  [FORM.decide]: decide,
  [FORM.blocked]: blocked,
  [FORM.handOff]: handedTo("HandOffStep"),
  [FORM.notMine]: notMine,
  [FORM.reassign]: handedTo("ReassignStep"),
  [FORM.returnHandOff]: needs(
    ({ s }) => ({ [INPUT.missing]: s.form.text(INPUT.missing) }),
    ({ s, on }) => ({ type: "ReturnHandOff", ...on, missing: s.form.text(INPUT.missing) ?? "" }),
  ),
  [FORM.reject]: vote("reject"),
  [FORM.changes]: vote("changes"),
  [FORM.commit]: until("CommitTo"),
  [FORM.extend]: until("ExtendStep"),
  [FORM.snooze]: snooze,
  [FORM.skip]: needsReason(({ on }, reason) => ({ type: "SkipStep", ...on, reason })),
  [FORM.reopen]: needsReason(({ on }, reason) => ({ type: "ReopenStep", ...on, reason })),
  [FORM.alternative]: alternative,
} as const satisfies Partial<Record<FormId, Translate>>;

export type StepFormId = keyof typeof STEP_FORMS;
