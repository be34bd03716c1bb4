import { changedSteps } from "../application/assignments.ts";
import type { EnqueueSql } from "../application/ports/jobs.ts";
import type { Answer, Assignment, Commit, NewMessage } from "../application/ports/store.ts";
import type { InstanceId, StepKey } from "../engine/ids.ts";
import type { Envelope } from "../engine/messages/envelope.ts";
import { type AuditRow, instanceRows } from "./audit-chain.ts";
import { headerOf, stepColumns } from "./instance-row.ts";

/** Rows of the trace as two parameters: columns, and bodies as texts. */
export const auditValues = (rows: readonly AuditRow[]): readonly [string, readonly string[]] => [
  JSON.stringify(rows.map(({ data, ...columns }) => columns)),
  rows.map((row) => JSON.stringify(row.data)),
];

interface Stream {
  readonly workspace: string;
  readonly stream: string;
  readonly instance: InstanceId | undefined;
  readonly at: number;
}

export const messageValues = ({ workspace, stream, instance, at }: Stream, messages: readonly NewMessage[]) =>
  messages.map(({ key, audience, content }) => ({
    workspace,
    key,
    stream,
    instance,
    kind: content.kind,
    at,
    person: audience.to === "person" ? audience.person : undefined,
    spec: { audience, content },
  }));

export const commandValue = ({ workspace, stream, instance, at }: Stream, command: Envelope, answer: Answer) => ({
  workspace,
  id: command.id,
  stream,
  instance,
  at,
  answer,
});

const streamOf = ({ instance, now }: Commit): Stream => ({
  workspace: instance.workspace,
  stream: instance.id,
  instance: instance.id,
  at: now,
});

const changes = ({ instance, before }: Commit) =>
  changedSteps(before, instance).flatMap((key) => {
    const step = instance.steps[key];
    return step === undefined ? [] : [{ id: instance.id, step }];
  });

const gone = ({ instance, before }: Commit): readonly { readonly id: InstanceId; readonly key: StepKey }[] =>
  (Object.keys(before?.steps ?? {}) as StepKey[])
    .filter((key) => instance.steps[key] === undefined)
    .map((key) => ({ id: instance.id, key }));

const assignments = (commits: readonly Commit[], of: (commit: Commit) => readonly Assignment[]): string =>
  JSON.stringify(commits.flatMap((commit) => of(commit).map(({ step = "", ...rest }) => ({ id: commit.instance.id, step, ...rest }))));

const headValues = (commits: readonly Commit[], heads: readonly string[]): readonly unknown[] => [
  commits.map(({ instance }) => instance.workspace),
  commits.map(({ instance }) => instance.id),
  commits.map(({ position, before, instance }) => (before === undefined ? instance.run : position.rev)),
  commits.map(({ instance }) => instance.seq),
  heads,
  commits.map(({ wakeAt }) => wakeAt ?? null),
  commits.map(({ instance }) => instance.version),
  commits.map(({ instance }) => instance.status),
  commits.map(({ instance }) => instance.outcome ?? null),
  commits.map(({ instance }) => instance.endedAt ?? null),
  commits.map(({ instance }) => JSON.stringify(headerOf(instance))),
];

/** A sweep's tick is deduplicated by its position alone; everything else by the command's id. */
const remembered = (commit: Commit): boolean => commit.command.via !== "sweep";

/** Parameters of `commitSql`, in its order. */
export const commitValues = (commits: readonly Commit[], enqueue: EnqueueSql): unknown[] => {
  const rows = commits.map(instanceRows);
  const changed = commits.flatMap(changes);
  return [
    ...headValues(
      commits,
      commits.map((commit, index) => rows[index]?.at(-1)?.hash ?? commit.position.head),
    ),
    JSON.stringify(changed.map(({ id, step }) => ({ id, ...stepColumns(step) }))),
    changed.map(({ step }) => JSON.stringify(step)),
    assignments(commits, (commit) => commit.assigned),
    assignments(commits, (commit) => commit.unassigned),
    JSON.stringify(commits.flatMap(gone)),
    JSON.stringify(commits.flatMap(({ instance, texts }) => texts.map((text) => ({ id: instance.id, ...text })))),
    ...auditValues(rows.flat()),
    JSON.stringify(commits.flatMap((commit) => messageValues(streamOf(commit), commit.messages))),
    JSON.stringify(commits.filter(remembered).map((commit) => commandValue(streamOf(commit), commit.command, commit.answer))),
    enqueue.value(commits.flatMap(({ instance, jobs }) => jobs.map((job) => ({ ...job, stream: instance.id })))),
  ];
};

/** Parameters of `startSql`: those above with what only a new instance has, before the command and the jobs. */
export const startValues = (commit: Commit, enqueue: EnqueueSql): unknown[] => {
  const values = commitValues([commit], enqueue);
  const { workflow, caseKey, caseId, startedAt } = commit.instance;
  return [...values.slice(0, 20), [workflow], [caseKey], [caseId], [startedAt], ...values.slice(20)];
};
