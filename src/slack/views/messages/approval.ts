import type { KnownBlock } from "@slack/types";
import type { ApprovalStep } from "../../../engine/definition.ts";
import type { PersonId } from "../../../engine/ids.ts";
import type { ApprovalRequest, Shown, Step, Vote } from "../../../engine/instance.ts";
import { ACT } from "../../button.ts";
import { short } from "../../escape.ts";
import { cut, SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { address } from "../addressed.ts";
import { actionsWithMore, button, context, fields, section } from "../blocks.ts";
import { concernOf, stepsBefore } from "../concerns.ts";
import { otherwise } from "../next-level.ts";
import { type Rendered, rendered } from "../rendered.ts";
import { evidenceLine, isDueWords, isWork, type Work } from "../step-facts.ts";
import {
  aboutStep,
  caseName,
  caseTitle,
  isOpenCase,
  name,
  nameOrYou,
  names,
  stepName,
  stepOf,
  type Telling,
  valueMd,
  when,
} from "../telling.ts";
import { sentence } from "../words.ts";
import { decidedOn, endedStep, endWords } from "./ended-step.ts";

const shownPair = (t: Telling, shown: Shown): Mrkdwn => {
  const label = md`*${short(shown.label, SHOWN.name)}*`;
  if ("before" in shown) return md`${label}\n${valueMd(t, shown.before)} → ${valueMd(t, shown.after)}`;
  return md`${label}\n${valueMd(t, shown.value)}`;
};

const MOST_CONCERNS = 8;

const VOTE: Readonly<Record<Vote["vote"], string>> = { approve: "approved", reject: "rejected", changes: "asked for changes" };

const voteLine = (t: Telling, vote: Vote): Mrkdwn => {
  const forWhom = vote.approver === vote.by ? NOTHING : md` for ${name(t, vote.approver)}`;
  const reason = vote.reason === undefined ? NOTHING : md`: ${cut(vote.reason, SHOWN.words)}`;
  return md`${sentence(nameOrYou(t, vote.by))}${forWhom} ${VOTE[vote.vote]}, ${when(t, vote.at)}${reason}`;
};

/** Evidence of the steps that this one needs: what the approver judges by. */
const evidenceBefore = (t: Telling, definition: ApprovalStep): readonly Mrkdwn[] =>
  t.file.definition.steps
    .filter((step) => definition.needs.steps.includes(step.key))
    .flatMap((step) => step.evidence)
    .slice(0, 15)
    .map((field) => evidenceLine(t, field));

/** What came before and was not plainly good: with the reason, for the approver to weigh. */
const concerns = (t: Telling, definition: ApprovalStep): Mrkdwn | undefined => {
  const lines = stepsBefore(t, definition.key).flatMap((key) => concernOf(t, key) ?? []);
  const more = lines.length > MOST_CONCERNS ? md`• and ${lines.length - MOST_CONCERNS} more` : undefined;
  return lines.length === 0 ? undefined : joinMd([md`*To weigh, from the steps before:*`, ...lines.slice(0, MOST_CONCERNS), more]);
};

const entitled = (request: ApprovalRequest): readonly PersonId[] =>
  request.approvers.filter((person) => !request.excluded.includes(person));

const quorumWords = ({ needed }: ApprovalRequest, asked: number): string => {
  if (asked <= 1) return "";
  if (needed === 1) return " One of them is enough.";
  return needed >= asked ? " All of them have to approve." : ` ${needed} of ${asked} have to approve.`;
};

const proposer = (t: Telling, definition: ApprovalStep): Mrkdwn | undefined => {
  const before = definition.needs.steps.map((key) => stepOf(t, key)).find((step) => step?.status === "done" && step.by !== undefined);
  return before?.status === "done" && before.by !== undefined
    ? md`*Proposed by:* ${nameOrYou(t, before.by)}, ${when(t, before.endedAt)} (${stepName(t, before.key)})`
    : undefined;
};

export const approvalFacts = (t: Telling, definition: ApprovalStep, step: Work, request: ApprovalRequest): KnownBlock[] => {
  const asked = entitled(request);
  const due = isDueWords(t, step.dueAt);
  const evidence = evidenceBefore(t, definition);
  const weigh = concerns(t, definition);
  return [
    section(
      joinMd([
        md`*Case:* ${caseName(t)}`,
        proposer(t, definition),
        md`*Asked:* ${names(t, asked)}.${quorumWords(request, asked.length)}${due === undefined ? NOTHING : md` The answer ${due}.`}`,
      ]),
    ),
    ...(weigh === undefined ? [] : [section(weigh)]),
    ...fields(request.shows.map((shown) => shownPair(t, shown))),
    ...(evidence.length === 0 ? [] : [section(joinMd([md`*Evidence:*`, ...evidence]))]),
    ...(request.votes.length === 0 ? [] : [section(joinMd(request.votes.slice(-12).map((vote) => voteLine(t, vote))))]),
  ];
};

export const approvalButtons = (t: Telling, step: Work, request: ApprovalRequest): KnownBlock[] => {
  const value = aboutStep(t, step.key, { revision: request.revision });
  return actionsWithMore(
    [
      button("Approve", ACT.approve, value, { style: "primary" }),
      button("Reject", ACT.reject, value, { style: "danger" }),
      button("Request changes", ACT.changes, value),
    ],
    [
      ["Details", ACT.details],
      ["Why now?", ACT.why],
    ],
    value,
  );
};

const openRequest = (t: Telling, definition: ApprovalStep, step: Work, request: ApprovalRequest): Rendered => {
  const voted = new Set(request.votes.map((vote) => vote.approver));
  const missing = entitled(request).filter((person) => !voted.has(person));
  const to = address(t, missing, step.activatedAt);
  const words = md`${to.call}${stepName(t, step.key)} needs ${t.reader !== undefined && missing.includes(t.reader) ? "your" : "an"} answer.`;
  const revised = request.revision > 1 ? md`Proposal ${request.revision}: votes on an earlier one do not count.` : undefined;
  const lost = request.unreachable ? md`There are not enough approvers left to decide; the process owner has been asked.` : undefined;
  return rendered({
    text: md`${words} ${caseTitle(t)}`,
    blocks: [
      section(words),
      ...approvalFacts(t, definition, step, request),
      ...context(revised, lost, otherwise(t, step.key)),
      ...approvalButtons(t, step, request),
    ],
    mentions: to.mentions,
  });
};

/** Decided: what was asked stays to be read, with who answered what; the buttons are gone. */
const decidedRequest = (t: Telling, step: Step, pass: number, request: ApprovalRequest): Rendered => {
  const words = endWords(t, step, pass);
  return rendered({
    text: md`${words} ${caseTitle(t)}`,
    blocks: [
      section(words),
      section(md`*Case:* ${caseName(t)}`),
      ...fields(request.shows.map((shown) => shownPair(t, shown))),
      ...context(...request.votes.slice(-12).map((vote) => voteLine(t, vote))),
    ],
    final: true,
  });
};

/** The approval prompt, edited in place until it is decided: then it says who, what and when, and has no buttons. */
export const approvalPrompt = (t: Telling, definition: ApprovalStep, step: Step, pass: number): Rendered => {
  const asked = decidedOn(t, step, pass)?.request;
  if (asked !== undefined) return decidedRequest(t, step, pass, asked);
  if (!isWork(step) || step.pass !== pass || step.request === undefined || !isOpenCase(t)) return endedStep(t, step, pass);
  return openRequest(t, definition, step, step.request);
};
