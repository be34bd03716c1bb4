import type { CaseFile } from "../../application/case-file.ts";
import type { HomeStep, Waiting } from "../../application/home-model.ts";
import { mineOf } from "../../application/mine-of.ts";
import type { Definition } from "../../engine/definition.ts";
import type { InstanceId, WorkflowId } from "../../engine/ids.ts";
import { canSee, canStart } from "../../engine/may-see.ts";
import { md } from "../mrkdwn.ts";
import { toCommand } from "../to-command.ts";
import { agentRunsAnswer, ENTRIES_SHOWN, RUNS_PAGE, type RunShown } from "../views/answers/agent-runs.ts";
import type { Answer as Said } from "../views/answers/answer.ts";
import { AUDIT_PAGE, auditAnswer } from "../views/answers/audit.ts";
import { say } from "../views/answers/say.ts";
import { caseStatusAnswer, statusListAnswer } from "../views/answers/status.ts";
import type { Telling } from "../views/telling.ts";
import { refusedWords } from "./carry-out.ts";
import { caseFor, maySee } from "./case-of.ts";
import type { Asker, Listening } from "./listening.ts";

/** Where the case's thread is, for a link. */
export const linkToCase = async (l: Listening, instance: InstanceId): Promise<string | undefined> => {
  const thread = await l.messages.thread(l.workspace, instance);
  return thread === undefined ? undefined : `${l.identity.url}archives/${thread.channel}/p${thread.ts.replace(".", "")}`;
};

const hidden = (): Said => say(md`That case is not one that you can see.`);

/** One case: where it waits, on whom, since when, who acts next, when it is expected to end. */
export const caseStatus = async (l: Listening, asker: Asker, instance: InstanceId): Promise<Said> => {
  const t = await caseFor(l, asker.person, instance);
  if (t === undefined || !(await maySee(l, asker, t))) return hidden();
  return caseStatusAnswer(t, await linkToCase(l, instance));
};

/** Those that the asker may see. Every channel is asked about once, however many cases live in it. */
export const seenBy = async (l: Listening, asker: Asker, files: readonly CaseFile[]): Promise<readonly CaseFile[]> => {
  const inChannel = new Map<string, boolean>();
  const isIn = async (channel: string): Promise<boolean> => {
    const known = inChannel.get(channel) ?? (await l.membership.isIn(channel, asker.slackId));
    inChannel.set(channel, known);
    return known;
  };
  const seen: CaseFile[] = [];
  for (const file of files) {
    const { definition, instance, directory } = file;
    const byName = canSee(definition, instance, directory, asker.person, false);
    if (byName || (definition.access.see === "channel" && (await isIn(definition.channel)))) seen.push(file);
  }
  return seen;
};

const MOST_CASES = 200;

/** The open cases that the asker may see, the most stuck first. */
export const statusList = async (l: Listening, asker: Asker, workflow: WorkflowId | undefined, title?: string): Promise<Said> => {
  const files = await l.files.ofAll(l.workspace, await l.reads.board(l.workspace, workflow, MOST_CASES));
  const seen = await seenBy(l, asker, files);
  return statusListAnswer(asker.person, seen, title, await l.readAnalysis(l.workspace, files, seen));
};

const MOST_RECENT = 5;

/** Open cases that the asker may see, the one that moved last first. */
export const recentCases = async (l: Listening, asker: Asker): Promise<readonly CaseFile[]> => {
  const open = await l.reads.board(l.workspace, undefined, MOST_CASES);
  const seen = await seenBy(l, asker, await l.files.ofAll(l.workspace, open));
  return seen.toSorted((a, b) => b.instance.lastAt - a.instance.lastAt).slice(0, MOST_RECENT);
};

/** What waits for a person. */
export const mine = async (l: Listening, { person }: Asker): Promise<readonly Waiting[]> => await mineOf(l, l.workspace, person);

const isOwn = (line: Waiting): line is HomeStep => line.step !== undefined && ["owner", "member", "approver"].includes(line.role);

/** Steps among what waits for somebody: theirs to do, to take or to approve. */
export const ownSteps = (lines: readonly Waiting[]): readonly HomeStep[] => lines.filter(isOwn);

/** Workflows that the asker may start. */
export const startableBy = async (l: Listening, asker: Asker): Promise<readonly Definition[]> => {
  const directory = l.catalogue.directory();
  const startable: Definition[] = [];
  for (const definition of l.catalogue.all()) {
    const byName = canStart(definition, directory, asker.person, false);
    const isOpen = definition.access.start === undefined;
    if (byName || (isOpen && (await l.membership.isIn(definition.channel, asker.slackId)))) startable.push(definition);
  }
  return startable.toSorted((a, b) => a.title.localeCompare(b.title));
};

/** Reading what is on record is a row of it, and is refused to those who may not. */
const onRecord = async (l: Listening, asker: Asker, instance: InstanceId, show: (t: Telling) => Promise<Said>): Promise<Said> => {
  const answer = await l.handle(toCommand(l.workspace, asker, { type: "ReadTrace", instance, how: "read" }));
  if (!answer.ok) return await refusedWords(l, answer.rejection, instance);
  const t = await caseFor(l, asker.person, instance);
  return t === undefined ? hidden() : await show(t);
};

/** A page of the trace. */
export const auditPage = async (l: Listening, asker: Asker, instance: InstanceId, after: number): Promise<Said> =>
  await onRecord(l, asker, instance, async (t) => {
    const rows = await l.reads.trace(l.workspace, instance, after, AUDIT_PAGE + 1);
    const agent = await l.agentRecords.ofCase(l.workspace, instance);
    return auditAnswer(t, { rows: rows.slice(0, AUDIT_PAGE), more: rows.length > AUDIT_PAGE, agent });
  });

/** A page of what models were asked for the case. */
export const agentRunsPage = async (l: Listening, asker: Asker, instance: InstanceId, skip: number): Promise<Said> =>
  await onRecord(l, asker, instance, async (t) => {
    const runs = await l.agentRecords.runs(l.workspace, instance, skip, RUNS_PAGE + 1);
    const shown: RunShown[] = [];
    for (const run of runs.slice(0, RUNS_PAGE)) {
      const entries = await l.agentRecords.entries(run, 0, ENTRIES_SHOWN + 1);
      shown.push({ run, entries: entries.slice(0, ENTRIES_SHOWN), more: entries.length > ENTRIES_SHOWN });
    }
    return agentRunsAnswer(t, shown, skip, runs.length > RUNS_PAGE);
  });
