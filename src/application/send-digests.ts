import { nextOpening } from "../engine/calendar.ts";
import { stepDefinition } from "../engine/happening.ts";
import { calendarOfPerson } from "../engine/hours.ts";
import { CommandId, type Instant, type PersonId, type StepKey, type WorkspaceId } from "../engine/ids.ts";
import type { Step } from "../engine/instance.ts";
import { isHeld } from "../engine/joins.ts";
import { openProposals } from "../engine/lapse.ts";
import type { DigestItem } from "../engine/messages/effect.ts";
import { processOwnersOf } from "../engine/people.ts";
import { lookupFor, storedValues } from "../engine/scope.ts";
import { renderTemplate, templateNames } from "../engine/template.ts";
import { isTextRef } from "../engine/value.ts";
import { localDate } from "../engine/wall-clock.ts";
import type { CaseFile } from "./case-file.ts";
import type { CaseFiles } from "./case-files.ts";
import { dayStartOf } from "./day-start.ts";
import type { HandleWorkspaceCommand } from "./handle-workspace-command.ts";
import type { Messages } from "./ports/messages.ts";
import type { KeptAnalysis, Reads } from "./ports/reads.ts";
import { standsIn } from "./watch-cases.ts";

interface Ports {
  readonly reads: Pick<Reads, "board" | "analyses">;
  readonly messages: Pick<Messages, "heldPeople" | "heldFor" | "settled">;
  readonly files: CaseFiles;
  readonly handleWorkspace: HandleWorkspaceCommand;
}

/** The top of the board is enough: whoever gets more than this has another problem. */
const MOST_CASES = 200;
const DAY_MS = 24 * 3_600_000;

const hasEnded = (step: Step): boolean =>
  step.episode !== undefined &&
  step.episode.nextAt === undefined &&
  step.episode.level > 0 &&
  !("proposal" in step && step.proposal !== undefined);

/** What a digest says is in the trace, for ever: a title with a personal value in it gives way to what the case is known by. */
const titleIn = ({ definition, directory, instance }: CaseFile, template: string, plain: string): string => {
  const values = storedValues(instance);
  if (templateNames(template).some((name) => isTextRef(values[name]))) return plain;
  return renderTemplate(template, lookupFor({ definition, directory, instance }));
};

const itemOf = (file: CaseFile, key: StepKey | undefined, because: Pick<DigestItem, "why" | "limit" | "askedAt" | "act">): DigestItem => {
  const { definition, instance } = file;
  const step = key === undefined ? undefined : instance.steps[key];
  const caseTitle = titleIn(file, definition.case.title, `${definition.title} ${instance.caseId}`);
  const title = key === undefined ? caseTitle : `${caseTitle}: ${titleIn(file, stepDefinition(definition, key).title, key)}`;
  return { instance: file.instance.id, title, ...because, dueAt: step !== undefined && "dueAt" in step ? step.dueAt : undefined };
};

const lastAsked = ({ episode }: Step): Pick<DigestItem, "askedAt"> => {
  const askedAt = episode?.asked.at(-1)?.at;
  return askedAt === undefined ? {} : { askedAt };
};

const endedLadders = (file: CaseFile): readonly DigestItem[] =>
  Object.values<Step>(file.instance.steps)
    .filter((step) => (step.status === "active" || step.status === "blocked" || step.status === "waiting") && hasEnded(step))
    .map((step) => itemOf(file, step.key, { why: "ladder-ended", ...lastAsked(step) }));

/** What ended with a no waits for the process owner, and for nothing that any clock would bring. */
const undecided = (file: CaseFile): readonly DigestItem[] =>
  Object.values<Step>(file.instance.steps)
    .filter((step) => step.status === "done" && isHeld(file.definition, step))
    .map((step) => itemOf(file, step.key, { why: "undecided" }));

/** What an agent suggested, and nobody has answered. */
const unanswered = (file: CaseFile): readonly LeftOver[] =>
  openProposals(file.instance).flatMap(({ step, kind, to }) =>
    to.map((person) => ({ person, item: itemOf(file, step, { why: "suggestion", act: kind }) })),
  );

export interface LeftOver {
  readonly person: PersonId;
  readonly item: DigestItem;
}

/** What of a case a digest has to tell, and to whom: those the process belongs to, and those an agent asked. */
export const leftOver = (file: CaseFile): readonly LeftOver[] => {
  if (file.instance.status !== "running") return [];
  const owners = processOwnersOf(file);
  const theirs = [...endedLadders(file), ...undecided(file)].flatMap((item) => owners.map((person) => ({ person, item })));
  return [...theirs, ...unanswered(file)];
};

/** The first opening of a person's day in their own hours, where it lies within the time that just passed. */
const opensBetween = (file: CaseFile, person: PersonId, after: Instant, now: Instant): Instant | undefined => {
  const opening = nextOpening(calendarOfPerson(file.directory, file.definition, person), dayStartOf(file.directory, person, now));
  return opening > after && opening <= now ? opening : undefined;
};

/** Steps that the analyst named today, and that stand as they stood; what their ladder's end or a suggestion says already is not said twice. */
const bottlenecks = (file: CaseFile, kept: readonly KeptAnalysis[]): readonly DigestItem[] =>
  kept
    .flatMap(({ made }) => made.bottlenecks)
    .filter((each) => each.instance === file.instance.id && standsIn(file, each))
    .filter(({ step }) => !hasEnded(file.instance.steps[step] as Step)) // It stands, so it is there.
    .filter(({ step }) => !openProposals(file.instance).some((open) => open.kind === "escalate" && open.step === step))
    .map(({ step }) => itemOf(file, step, { why: "bottleneck" }));

interface Gathered {
  readonly items: DigestItem[];
  readonly heldKeys: string[];
  readonly file: CaseFile;
}

type Collect = (person: PersonId, file: CaseFile, items: readonly DigestItem[], key?: string) => void;

/**
 * Each working morning, one message to whoever has something waiting: reminders over the day's budget, suggestions that nobody
 * answered, and to process owners the cases whose ladder ended without an answer, and those that the analyst named. With nothing in it,
 * nothing is sent.
 */
export const createSendDigests = ({ reads, messages, files, handleWorkspace }: Ports, interruptBudget: number) => {
  const leftOvers = async (workspace: WorkspaceId, now: Instant, collect: Collect): Promise<void> => {
    const kept = await reads.analyses(workspace, now - DAY_MS);
    for (const file of await files.ofAll(workspace, await reads.board(workspace, undefined, MOST_CASES))) {
      for (const { person, item } of leftOver(file)) collect(person, file, [item]);
      const named = bottlenecks(file, kept);
      if (named.length > 0) for (const person of processOwnersOf(file)) collect(person, file, named);
    }
  };

  const held = async (workspace: WorkspaceId, person: PersonId, collect: Collect): Promise<void> => {
    for (const message of await messages.heldFor(workspace, person)) {
      const file = message.instance === undefined ? undefined : await files.of(workspace, message.instance);
      if (file === undefined || message.content.kind !== "reminder") continue;
      const step = file.instance.steps[message.content.step];
      collect(
        person,
        file,
        step?.status === "active" ? [itemOf(file, step.key, { why: "held-reminder", limit: interruptBudget })] : [],
        message.key,
      );
    }
  };

  const gather = async (workspace: WorkspaceId, now: Instant): Promise<ReadonlyMap<PersonId, Gathered>> => {
    const found = new Map<PersonId, Gathered>();
    const collect: Collect = (person, file, items, key) => {
      const gathered = found.get(person) ?? { items: [], heldKeys: [], file };
      gathered.items.push(...items);
      if (key !== undefined) gathered.heldKeys.push(key);
      found.set(person, gathered);
    };
    await leftOvers(workspace, now, collect);
    for (const person of await messages.heldPeople(workspace)) await held(workspace, person, collect);
    return found;
  };

  const send = async (workspace: WorkspaceId, person: PersonId, { items, heldKeys, file }: Gathered, opening: Instant): Promise<void> => {
    const zone = file.directory.people.get(person)?.zone ?? "UTC";
    if (items.length > 0) {
      const id = CommandId.parse(`digest:${person}:${localDate(zone, opening)}`);
      await handleWorkspace({ id, workspace, actor: { kind: "system", id: "digest" }, via: "sweep", type: "QueueDigest", person, items });
    }
    if (heldKeys.length > 0) await messages.settled(workspace, heldKeys, "closed", "in the digest");
  };

  return async (workspace: WorkspaceId, after: Instant, now: Instant): Promise<void> => {
    for (const [person, gathered] of await gather(workspace, now)) {
      const opening = opensBetween(gathered.file, person, after, now);
      if (opening !== undefined) await send(workspace, person, gathered, opening);
    }
  };
};
