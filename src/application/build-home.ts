import { targetAtRisk } from "../engine/forecast.ts";
import type { PersonId, StepKey, WorkspaceId } from "../engine/ids.ts";
import type { Step } from "../engine/instance.ts";
import { isHeld } from "../engine/joins.ts";
import { canStart } from "../engine/may-see.ts";
import { processOwnersOf } from "../engine/people.ts";
import type { CaseFile } from "./case-file.ts";
import type { CaseFiles } from "./case-files.ts";
import type { HomeModel, HomeStep } from "./home-model.ts";
import { mineOf } from "./mine-of.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Clock } from "./ports/machine.ts";
import type { Reads } from "./ports/reads.ts";

interface Ports {
  readonly reads: Pick<Reads, "assignedTo" | "board">;
  readonly files: CaseFiles;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
}

/** Cases looked through for what is coming and at risk: the most stuck first. */
const MOST_CASES = 100;

const stepsOf = (file: CaseFile): readonly Step[] => Object.values<Step>(file.instance.steps);
const line = (file: CaseFile, step: StepKey, role: string): HomeStep => ({ file, step, role });
const isOpen = (step: Step): boolean => step.status === "active" || step.status === "blocked";

const plannedFor = (files: readonly CaseFile[], person: PersonId): readonly HomeStep[] =>
  files.flatMap((file) =>
    stepsOf(file)
      .filter((step) => step.status === "waiting" && step.planned === person)
      .map((step) => line(file, step.key, "planned")),
  );

/** Steps of cases that the person started or owns, which are open with somebody else. */
const openElsewhere = (files: readonly CaseFile[], person: PersonId, mine: ReadonlySet<string>): readonly HomeStep[] =>
  files
    .filter((file) => file.instance.starter === person || processOwnersOf(file).includes(person))
    .flatMap((file) =>
      stepsOf(file)
        .filter((step) => isOpen(step) && !mine.has(`${file.instance.id} ${step.key}`))
        .map((step) => line(file, step.key, "waiting")),
    );

const isAtRisk = (file: CaseFile): boolean =>
  stepsOf(file).some((step) => (step.episode?.level ?? 0) > 1 && isOpen(step)) ||
  targetAtRisk(file.definition, file.instance, { now: file.now, directory: file.directory, load: new Map() });

/** Cases that a person answers for: as process owner or starter. */
const theirs = (files: readonly CaseFile[], person: PersonId): readonly CaseFile[] =>
  files.filter((file) => file.instance.starter === person || processOwnersOf(file).includes(person));

/** Cases of the processes that belong to a person. */
const owned = (files: readonly CaseFile[], person: PersonId): readonly CaseFile[] =>
  files.filter((file) => processOwnersOf(file).includes(person));

/** Steps that ended with a no which nothing answers: their process owner decides how it goes on. */
const heldSteps = (files: readonly CaseFile[], person: PersonId): readonly HomeStep[] =>
  owned(files, person).flatMap((file) =>
    stepsOf(file)
      .filter((step) => step.status === "done" && isHeld(file.definition, step))
      .map((step) => line(file, step.key, "held")),
  );

/** Gathers a person's home from what is stored now. */
export const createBuildHome =
  ({ reads, files, catalogue, clock }: Ports) =>
  async (workspace: WorkspaceId, person: PersonId): Promise<HomeModel> => {
    const lines = await mineOf({ reads, files }, workspace, person);
    const cases = await files.ofAll(workspace, await reads.board(workspace, undefined, MOST_CASES));
    const mine = new Set(lines.map(({ file, step }) => `${file.instance.id} ${step}`));
    const directory = catalogue.directory();
    return {
      person,
      directory,
      now: clock.now(),
      needsYou: lines,
      comingUp: plannedFor(cases, person),
      waitingOnOthers: openElsewhere(cases, person, mine),
      decisions: heldSteps(cases, person),
      stopped: owned(cases, person).filter((file) => file.instance.stopped !== undefined),
      atRisk: theirs(cases, person).filter((file) => file.instance.status === "running" && isAtRisk(file)),
      startable: catalogue.all().filter((definition) => canStart(definition, directory, person, false)),
    };
  };
