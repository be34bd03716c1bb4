import { ACT_KINDS, type ActKind, ALWAYS_ASKED, KIND_WORDS } from "../../../engine/autonomy/kinds.ts";
import { type Automation, automationOf, effectiveLevel } from "../../../engine/autonomy/policy.ts";
import { asPercent } from "../../../engine/autonomy/verdict.ts";
import type { Definition, Who } from "../../../engine/definition.ts";
import type { Directory } from "../../../engine/directory.ts";
import { formatDuration } from "../../../engine/duration.ts";
import type { PersonId } from "../../../engine/ids.ts";
import { peopleFor, processOwnersOf } from "../../../engine/people.ts";
import { PERMISSIONS } from "../../../engine/permissions.ts";
import type { Trust } from "../../../insights/trust.ts";
import { listOf, nameOf, short } from "../../escape.ts";
import { cut, SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { context, section } from "../blocks.ts";
import { type Answer, answer } from "./answer.ts";
import { type Signed, signatures } from "./signatures.ts";

/** What is true of agents in one workflow now: nothing in it is written by hand, so nothing in it can be out of date. */
export interface Charter {
  readonly definition: Definition;
  readonly directory: Directory;
  readonly signed: Signed;
  readonly trust: readonly Trust[];
}

const listed = (words: readonly string[]): string => (words.length === 0 ? "nothing" : words.join("; "));

const atLevel = ({ definition, signed }: Charter, level: "assist" | "automate" | "enforce"): readonly ActKind[] =>
  ACT_KINDS.filter((kind) => effectiveLevel(automationOf(definition), kind, signed.has(kind)) === level);

/** Where only the signature is missing. */
const unsigned = ({ definition, signed }: Charter): readonly ActKind[] =>
  ACT_KINDS.filter((kind) => effectiveLevel(automationOf(definition), kind, true) === "automate" && !signed.has(kind));

const wordsOf = (kinds: readonly ActKind[]): string => listed(kinds.map((kind) => KIND_WORDS[kind]));

const may = (charter: Charter): Mrkdwn => {
  const { confidence } = automationOf(charter.definition);
  const gates = atLevel(charter, "enforce");
  const waiting = unsigned(charter);
  return joinMd([
    md`*It may do alone* (from ${asPercent(confidence.actAbove)} sure, shown, undone for ten minutes): ${wordsOf(atLevel(charter, "automate"))}`,
    md`*It may propose*, and a person answers: ${wordsOf(atLevel(charter, "assist"))}`,
    waiting.length === 0 ? undefined : md`*Allowed, and not signed or earned yet*, so only proposed: ${wordsOf(waiting)}`,
    gates.length === 0 ? undefined : md`*Checked before anybody may*: ${wordsOf(gates)}`,
  ]);
};

/** Straight from the permissions: what no agent may do, whatever a definition says. */
const never = (): Mrkdwn => {
  const acts = Object.values(PERMISSIONS).filter(({ agent, machines, everybody }) =>
    [agent, machines, everybody].every((each) => each === undefined),
  );
  const asked = ACT_KINDS.filter((kind) => ALWAYS_ASKED[kind] !== undefined).map((kind) => `${KIND_WORDS[kind]} (${ALWAYS_ASKED[kind]})`);
  return joinMd([md`*It may never*: ${listed(acts.map(({ words }) => words))}`, md`*Never without asking*: ${listed(asked)}`]);
};

const askedWhen = ({ confidence, money, alwaysAsk }: Automation): string =>
  listed([
    `it is less than ${asPercent(confidence.askBelow)} sure`,
    ...(money === undefined ? [] : [`more than ${money.askAbove} is at risk (${money.input})`]),
    ...(alwaysAsk.regulated === undefined ? [] : [`it is regulated (${alwaysAsk.regulated})`]),
    ...(alwaysAsk.customer === undefined ? [] : [`it touches a customer (${alwaysAsk.customer})`]),
  ]);

const stopWords = ({ stop }: Automation): string =>
  listed([
    ...(stop.noProgressMs === undefined ? [] : [`nothing has moved for ${formatDuration({ kind: "plain", ms: stop.noProgressMs })}`]),
    ...(stop.conflictingSignals ? ["people have said something else"] : []),
    ...(stop.missingApproval ? ["an approval is still open"] : []),
    ...(stop.reachesCustomer ? ["a message would reach a customer"] : []),
  ]);

const controlWords = ({ controls }: Automation): string =>
  listed([
    `pii-detector ${controls.piiDetector ? "on" : "off"}`,
    `topic-guardrail ${controls.topicGuardrail === undefined ? "off" : listed(["on", ...controls.topicGuardrail.words])}`,
    `tool-rate-limit ${controls.toolRateLimit === undefined ? "off" : `${controls.toolRateLimit} calls an hour`}`,
  ]);

const MOST_DRIFT = 3;

const driftWords = ({ drift }: Trust): string => {
  const most = Object.entries(drift).toSorted(([, a], [, b]) => b - a);
  return most.length === 0
    ? ""
    : ` (${listOf(most.slice(0, MOST_DRIFT).map(([field, count]) => `${short(field, SHOWN.title)} ${count}`))})`;
};

/** What people wrote in a case, for whoever may see all of them. */
const lastReason = ({ reasons }: Trust, isOwner: boolean): Mrkdwn => {
  const last = isOwner ? reasons.at(-1) : undefined;
  return last === undefined ? NOTHING : md`; why the last was dismissed: ${cut(last, SHOWN.words)}`;
};

const earned = ({ trust, definition }: Charter, isOwner: boolean): Mrkdwn => {
  const { promotion } = automationOf(definition);
  const lines = trust
    .filter(({ made, acted }) => made + acted > 0)
    .map((of) => {
      const { kind, accepted, edited, dismissed, acceptance, acted, undone } = of;
      const share = acceptance === undefined ? "" : ` (at least ${asPercent(acceptance.atLeast)})`;
      const alone = acted === 0 ? "" : `; ${acted} done alone, ${undone} undone`;
      const answered = `${accepted} of ${accepted + edited + dismissed} accepted${share}, ${edited} changed${driftWords(of)}, ${dismissed} dismissed`;
      return md`• ${KIND_WORDS[kind]}: ${answered}${alone}${lastReason(of, isOwner)}`;
    });
  const needs = md`A promotion is proposed after ${promotion.proposals} answers, at least ${asPercent(promotion.accepted)} accepted; its process owner signs it. Three of ten overridden take it back.`;
  return joinMd([md`*What it has earned*${lines.length === 0 ? ": nothing yet" : ""}`, ...lines, needs]);
};

const roleWords = (who: Who): string | undefined => {
  if (who.who === "step-team-lead") return "the lead of the step's team";
  return who.who === "team" || who.who === "address" || who.who === "process-owner" ? undefined : "whoever the case names";
};

const escalations = ({ definition, directory }: Charter): string => {
  const asked = definition.steps.flatMap((step) => Object.values(step.escalation).flatMap((ladder) => ladder.flatMap(({ to }) => to)));
  const named = asked.filter((who) => roleWords(who) === undefined);
  const people = peopleFor({ definition, directory, instance: undefined }, named).map((person) => nameOf(directory, person));
  const roles = asked.map(roleWords).filter((words) => words !== undefined);
  return listOf([...new Set([...roles, ...people])].slice(0, 12)) || "the process owner";
};

/** What the agent may do in a workflow, may not, how to override it, where escalations go, what it has earned. */
export const charterAnswer = (charter: Charter, reader: PersonId): Answer => {
  const { definition, directory } = charter;
  const policy = automationOf(definition);
  const people = processOwnersOf({ definition, directory, instance: undefined });
  const owners = listOf(people.map((person) => nameOf(directory, person)));
  const words = md`What agents may do in *${short(definition.title, SHOWN.title)}*`;
  return answer(words, [
    section(words),
    section(may(charter)),
    ...signatures(charter, reader),
    section(never()),
    section(
      joinMd([
        md`*A person is always asked when* ${askedWhen(policy)}`,
        md`*It stops, and ${owners} looks, when* ${stopWords(policy)}`,
        md`*Controls*: ${controlWords(policy)}`,
      ]),
    ),
    section(
      joinMd([
        md`*To override it*: Dismiss or Edit what it proposes, Undo what it did (ten minutes), pause the case, or do it yourself. ${owners} takes signatures back, and decides whether stopped acts go on.`,
        md`*Escalations go to* ${escalations(charter)}, then ${owners}, then the admins. No agent answers, moves or stops one.`,
      ]),
    ),
    section(earned(charter, people.includes(reader))),
    ...context(md`From ${definition.workflow}, version ${definition.hash.slice(0, 12)}, as it is now.`),
  ]);
};

/** Without a name: each workflow in a line. */
export const chartersAnswer = (charters: readonly Charter[]): Answer => {
  const words = md`What agents may do alone:`;
  const lines = charters
    .slice(0, 30)
    .map(
      (charter) =>
        md`• *${short(charter.definition.title, SHOWN.title)}* (${charter.definition.workflow}): ${wordsOf(atLevel(charter, "automate"))}`,
    );
  return answer(words, [section(joinMd([words, ...lines])), ...context(md`\`/workflow charter &lt;name&gt;\` says the rest.`)]);
};
