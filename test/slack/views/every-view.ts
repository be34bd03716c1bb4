import type { CaseFile } from "../../../src/application/case-file.ts";
import type { BareAct } from "../../../src/engine/autonomy/suggestion.ts";
import { type ApprovalStep, type DecisionStep, TRIGGERS } from "../../../src/engine/definition.ts";
import type { StepKey } from "../../../src/engine/ids.ts";
import type { Audience, MessageContent, Told } from "../../../src/engine/messages/effect.ts";
import { agentRunsAnswer } from "../../../src/slack/views/answers/agent-runs.ts";
import { auditAnswer } from "../../../src/slack/views/answers/audit.ts";
import { charterAnswer, chartersAnswer } from "../../../src/slack/views/answers/charter.ts";
import { helpAnswer, mineAnswer, overviewAnswer } from "../../../src/slack/views/answers/help.ts";
import { nearestAnswer, refusalAnswer } from "../../../src/slack/views/answers/refusal.ts";
import { reloadAnswer } from "../../../src/slack/views/answers/reload.ts";
import { chooseStepAnswer, confirmReplyAnswer } from "../../../src/slack/views/answers/replies.ts";
import { snoozedAnswer, startedAnswer } from "../../../src/slack/views/answers/say.ts";
import { caseStatusAnswer, statusListAnswer } from "../../../src/slack/views/answers/status.ts";
import { homeView } from "../../../src/slack/views/home.ts";
import { absenceForm } from "../../../src/slack/views/modals/absence.ts";
import { alternativeForm } from "../../../src/slack/views/modals/alternative.ts";
import { blockedForm } from "../../../src/slack/views/modals/blocked.ts";
import { casePage } from "../../../src/slack/views/modals/case-page.ts";
import { decideForm } from "../../../src/slack/views/modals/decide.ts";
import { detailsPage } from "../../../src/slack/views/modals/details.ts";
import { draftPage } from "../../../src/slack/views/modals/draft-page.ts";
import { doneForm, evidenceForm, provideForm } from "../../../src/slack/views/modals/evidence.ts";
import { handOffForm, notMineForm, reassignForm, returnForm } from "../../../src/slack/views/modals/hand-off.ts";
import { addToCaseForm, evidenceOfForm, noteForm } from "../../../src/slack/views/modals/note.ts";
import {
  cancelForm,
  changesForm,
  pauseForm,
  rejectDraftForm,
  rejectForm,
  reopenForm,
  resumeForm,
  skipForm,
} from "../../../src/slack/views/modals/reasons.ts";
import { chooseWorkflowForm, startForm } from "../../../src/slack/views/modals/start.ts";
import { approversForm, draftMessageForm, priorityForm, watchersForm } from "../../../src/slack/views/modals/steer.ts";
import { dismissSuggestionForm, editSuggestionForm } from "../../../src/slack/views/modals/suggestion.ts";
import { commitForm, extendForm, snoozeForm } from "../../../src/slack/views/modals/times.ts";
import { whyPage } from "../../../src/slack/views/modals/why-page.ts";
import { renderBundle } from "../../../src/slack/views/render-bundle.ts";
import { renderMessage } from "../../../src/slack/views/render-message.ts";
import { renderToPerson } from "../../../src/slack/views/render-to-person.ts";
import { tellPerson } from "../../../src/slack/views/telling.ts";
import { aSuggestion } from "../../support/suggestions.ts";
import { agentEntries, agentRun } from "./agent-run.ts";
import { aCharter } from "./charter.ts";
import { offers, proposalForms, proposalMessages } from "./proposals.ts";
import { email } from "./story.ts";

/** What somebody wrote, where a view is given words rather than a case. */
interface Scene {
  readonly file: CaseFile;
  readonly step: StepKey;
  readonly words: string;
}

const TOLD: readonly Told[] = [
  ...([
    "started",
    "blocked",
    "unblocked",
    "progress",
    "escalated",
    "target-at-risk",
    "completed",
    "cancelled",
    "paused",
    "resumed",
  ] as const),
  ...(["reopened", "waits-again", "reassigned-away", "quorum-lost", "back-refused", "rejected-ask", "automation-stopped"] as const),
  ...(["approver-changed", "decided", "handoff-returned", "ladder-ended", "delivery-failed", "action-failed", "undone", "note"] as const),
];

/** The same case with everything that agents can have said in it. */
const withSuggestions = (file: CaseFile, step: StepKey, words: string): CaseFile => {
  const instance = file.instance.id;
  const values = Object.fromEntries(file.definition.inputs.map(({ name }) => [name, words]));
  const acts: readonly BareAct[] = [
    { type: "CompleteStep", instance, step, evidence: values, note: words },
    { type: "AddEvidence", instance, step, evidence: values },
    { type: "BlockStep", instance, step, reason: words, on: "vendor" },
    { type: "UnblockStep", instance, step },
    { type: "MarkArrived", instance, step },
    { type: "AddNote", instance, text: words },
    { type: "ProvideInput", instance, inputs: values },
    { type: "EscalateStep", instance, step, pass: 1, level: 0, raisedBy: "analyst", why: words },
  ];
  const answer = { by: email("lea"), at: file.now, why: words };
  const statuses = ["open", "accepted", "edited", "dismissed", "undone", "expired"] as const;
  const all = acts.flatMap((act, n) =>
    statuses.map((status, m) => {
      const how = (["acted", "proposes", "asks"] as const)[(n + m) % 3] ?? "asks";
      const confidence = [undefined, 0.95, 0.8, 0.3][(n + m) % 4];
      const more = {
        status,
        confidence,
        why: words,
        evidence: [words],
        answer: status === "open" || status === "expired" ? undefined : answer,
      };
      return aSuggestion(`s-${n}-${m}`, act, how, {
        ...more,
        onBehalfOf: email("carla"),
        to: [email("carla")],
        ...(m === 2 ? { final: act } : {}),
      });
    }),
  );
  return { ...file, instance: { ...file.instance, suggestions: Object.fromEntries(all.map((each) => [each.id, each])) } };
};

const contents = ({ file, step, words }: Scene): readonly MessageContent[] => {
  const now = file.instance.steps[step]!;
  const { pass } = now;
  const episode = now.episode?.n ?? 1;
  const why = { rule: `steps.${step}.due`, from: file.now - 3_600_000, duration: "1 working hour", at: file.now };
  const people = [email("lea"), email("carla")];
  const offer = Object.keys(file.definition.alternatives);
  return [
    { kind: "case" },
    { kind: "step", step, pass },
    ...["before[0]", "at-due", "overdue:2", "chase"].map((id) => ({ kind: "reminder" as const, step, pass, id, why })),
    { kind: "upcoming", step, why },
    ...TRIGGERS.map((trigger) => ({ kind: "warning" as const, step, pass, episode, level: 1, trigger, why })),
    ...TRIGGERS.flatMap((trigger) =>
      [true, false].map((detail) => ({
        ...{ kind: "escalation" as const, step, pass, episode, level: 1, trigger },
        to: people,
        inform: people,
        offer,
        detail,
        why,
      })),
    ),
    ...offer.slice(0, 1).map((alternative) => ({ kind: "proposal" as const, step, pass, episode, alternative })),
    { kind: "unready", step, missing: file.definition.inputs.map(({ name }) => name), why },
    { kind: "unclaimed", step, pass, why },
    ...Object.keys(file.instance.drafts).map((draft) => ({ kind: "draft" as const, draft })),
    ...Object.keys(file.instance.suggestions ?? {}).map((suggestion) => ({ kind: "suggestion" as const, suggestion })),
    { kind: "suggestion", suggestion: "gone" },
    ...[true, false].map((returned) => ({ kind: "handoff" as const, step, pass, from: people[0], to: people[1]!, returned })),
    ...TOLD.map((what) => ({ kind: "told" as const, what, step, by: people[0], detail: words })),
  ];
};

const AUDIENCES: readonly Audience[] = [{ to: "thread" }, { to: "person", person: email("carla") }];

/** Every kind of message about a step as it stands in the thread: each place where words go, once. */
export const kindsOf = (plain: Scene) => {
  const scene = { ...plain, file: withSuggestions(plain.file, plain.step, plain.words) };
  const byKind = new Map(contents(scene).map((content) => [content.kind, content]));
  return [...byKind.values()].map((content) => renderMessage(content, { to: "thread" }, scene.file, { plan: true }));
};

/** Every message about a step, to a thread and to a person, with and without Slack's plan block, and reminders in a bundle. */
export const messagesOf = (plain: Scene) => {
  const scene = { ...plain, file: withSuggestions(plain.file, plain.step, plain.words) };
  return AUDIENCES.flatMap((audience) => [
    ...contents(scene).map((content) => renderMessage(content, audience, scene.file, { plan: false })),
    renderMessage({ kind: "case" }, audience, scene.file, { plan: true }),
    renderBundle(
      contents(scene).flatMap((content) => (content.kind === "reminder" ? [{ content, file: scene.file }] : [])),
      audience,
    ),
  ]);
};

/** Every modal that a step, its case or its people may open. */
export const modalsOf = ({ file, step, words }: Scene) => {
  const t = tellPerson(file, email("carla"));
  const { definition, directory, now } = file;
  const values = Object.fromEntries(definition.inputs.map(({ name }) => [name, words]));
  const decision = definition.steps.find((each): each is DecisionStep => each.kind === "decision");
  return [
    startForm({ definition, directory, values, problems: values }),
    chooseWorkflowForm([definition]),
    ...proposalForms(file, words),
    doneForm(t, step),
    evidenceForm(t, step),
    provideForm(t, Object.keys(values), {}, step),
    ...(decision === undefined ? [] : [decideForm(t, decision), decideForm(t, decision, decision.options[0]!.id)]),
    blockedForm(t, step, {}, words),
    ...[handOffForm, notMineForm, returnForm, reassignForm, skipForm, reopenForm, snoozeForm, extendForm, detailsPage, whyPage].map(
      (form) => form(t, step),
    ),
    commitForm(t, step, {}, now),
    rejectForm(t, step, 1),
    changesForm(t, step, 1),
    rejectDraftForm(t, "draft-1"),
    ...[cancelForm, pauseForm, resumeForm].map((form) => form(t)),
    absenceForm({ directory, now, person: email("lea"), own: false }),
    noteForm(t),
    noteForm(t, step),
    addToCaseForm(words),
    evidenceOfForm(t, words),
    ...[priorityForm, watchersForm, casePage].map((form) => form(t)),
    ...[approversForm, draftMessageForm].map((form) => form(t, step)),
    ...Object.keys(file.instance.drafts).map((draft) => draftPage(t, draft)),
    ...Object.values(withSuggestions(file, step, words).instance.suggestions ?? {}).flatMap((suggestion) =>
      [editSuggestionForm, dismissSuggestionForm].map((form) => form(t, suggestion)),
    ),
    ...Object.keys(definition.alternatives).map((id) => alternativeForm(t, step, 1, id)),
  ];
};

/** Everybody's home with the step in each of its lists. */
export const homeOf = ({ file, step }: Scene) => {
  const list = Array.from({ length: 30 }, () => ({ file, step, role: "owner" }));
  return homeView({
    ...{ person: email("carla"), directory: file.directory, now: file.now, startable: [file.definition] },
    ...{ needsYou: list, comingUp: list, waitingOnOthers: list, decisions: list, atRisk: list.map((each) => each.file), stopped: [file] },
  });
};

const trace = (words: string) =>
  Array.from({ length: 25 }, (_, seq) => ({
    ...{ seq, at: 0, action: words, verdict: "ALLOW" as const, reason: words, step: words, pass: 2, actorKind: "event", actorId: words },
    ...{ onBehalfOf: words, via: "slack", data: {}, previousHash: "", hash: "abc" },
  }));

/** Every answer to a command, a reply or a refused act. */
export const answersOf = ({ file, step, words }: Scene) => {
  const t = tellPerson(file, email("carla"));
  const mine = ["owner", "asked", "draft"].flatMap((role) => Array.from({ length: 7 }, () => ({ file, step, role })));
  const readings = ["done", "blocked", "unblocked", "commit", "hand-off", "not-mine", "arrived", "note"] as const;
  const approval = file.definition.steps.find((each): each is ApprovalStep => each.kind === "approval");
  return [
    overviewAnswer(email("carla"), mine, [file.definition], [file]),
    overviewAnswer(email("carla"), [], []),
    mineAnswer(email("carla"), approval === undefined ? mine : [...mine, { file, step: approval.key, role: "approver" }]),
    helpAnswer(),
    caseStatusAnswer(t, "https://example.slack.com/archives/C1/p1"),
    statusListAnswer(
      email("carla"),
      mine.map((each) => each.file),
      words,
    ),
    statusListAnswer(email("carla"), [], words),
    ...(["analyst", "clocks"] as const).map((by) => {
      const [bottleneck, risk] = [
        { file, step, owner: email("lea"), why: words },
        { file, why: words },
      ];
      const named = { bottlenecks: Array.from({ length: 5 }, () => bottleneck), atRisk: [risk, { file: undefined, why: words }] };
      return statusListAnswer(email("carla"), [file], words, [{ of: words, by, at: file.now, summary: words, ...named }]);
    }),
    auditAnswer(t, { rows: trace(words), more: true, agent: { runs: 2, tokens: 12_345, cents: 4.2, unpriced: 100 } }),
    agentRunsAnswer(t, [{ run: agentRun(words), entries: agentEntries(words), more: true }], 0, true),
    agentRunsAnswer(t, [], 5, false),
    auditAnswer(t, { rows: [], more: false, agent: { runs: 0, tokens: 0, cents: 0, unpriced: 0 } }),
    refusalAnswer({ code: "invalid", message: words, who: [email("lea")], fields: { [words]: words }, missing: [words] }, file.directory),
    nearestAnswer("command", words, words),
    charterAnswer(aCharter(file, words), email("carla")),
    chartersAnswer([aCharter(file, words)]),
    ...(["promotion", "demotion"] as const).flatMap((change) =>
      [file.definition, undefined].map((definition) =>
        renderToPerson({
          ...{ key: "autonomy:1", definition, zone: undefined },
          content: { kind: "autonomy", workflow: file.definition.workflow, act: "complete", change, figures: words },
        }),
      ),
    ),
    reloadAnswer({ changes: Array.from({ length: 60 }, () => words), mistakes: [] }),
    reloadAnswer({ changes: [], mistakes: [words] }),
    ...readings.map((reading) => confirmReplyAnswer(t, step, { reading, until: file.now, person: email("lea"), words })),
    chooseStepAnswer(email("carla"), mine, { reading: "done", words }),
    startedAnswer(words, file.instance.id, undefined, false),
    startedAnswer(words, file.instance.id, "https://example.slack.com/archives/C1/p1", true),
    snoozedAnswer(t, step, file.now),
    ...[file.definition, undefined].map((definition) =>
      renderToPerson({
        key: "start-form:1",
        definition,
        zone: undefined,
        content: { kind: "start-form", workflow: file.definition.workflow, event: words, problems: [words, words], inputs: {} },
      }),
    ),
    ...proposalMessages(file, words),
    ...offers(file, words),
    renderToPerson({
      key: "trouble:1",
      definition: undefined,
      zone: undefined,
      content: { kind: "trouble", what: words, instance: file.instance.id },
    }),
  ];
};
