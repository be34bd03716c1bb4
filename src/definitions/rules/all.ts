import {
  type AgentRule,
  agentsActForSomebody,
  agentsAreWoken,
  agentsDoNotWakeOnTasks,
  agentTeamsAreKnown,
  agentTeamsAreOfSpecialists,
  agentToolsAreKnown,
} from "./agents.ts";
import { approversAreNamed, quorumCanBeReached } from "./approvals.ts";
import {
  actKindsAreKnown,
  automatedActsCanBeUndone,
  confidenceIsInOrder,
  gatesAreWhereStepsEnd,
  moneyIsAnAmount,
  promotionCanBeEarned,
} from "./automation.ts";
import {
  addressesCanBeRead,
  calendarsAreOpenSometimes,
  countriesAreKnown,
  delegatesDoNotGoRound,
  directoryPeopleAreKnown,
  onCallTeamsHaveARota,
  teamCalendarsAreKnown,
} from "./directory.ts";
import { remindersFitTheirDue } from "./durations.ts";
import { expressionsCanBeRead } from "./expressions.ts";
import {
  caseKeyFitsTheTrace,
  caseKeyIsARequiredInput,
  choicesHaveOptions,
  defaultsFitTheirField,
  namesAreNotReserved,
  namesAreUsedOnce,
} from "./fields.ts";
import { laddersEndInSomebody, levelsAskSomebody, levelsGoToSomebodyElse, warningsComeFirst } from "./ladders.ts";
import {
  joinsWaitForSomething,
  neededStepsAreKnown,
  repeatsEnd,
  stepsAreAFew,
  stepsCanBeReached,
  stepsDoNotGoRound,
  workGoesBackToAnEarlierStep,
} from "./order.ts";
import { peopleAreKnown, peopleInputsHoldPeople, peopleOfStepsComeBefore, processOwnerIsSomebody, teamsAreKnown } from "./people.ts";
import {
  alternativesAreBackedByAnAct,
  calendarsAreKnown,
  eventsBringKnownInputs,
  intakeNamesAnInput,
  messagesAreKnown,
  parallelStepsAreKnown,
  startedWorkflowsAreKnown,
} from "./references.ts";
import type { DirectoryRule, WorkflowRule } from "./rule.ts";
import {
  actionsHaveWhatTheyNeed,
  approvalsSetInputsFromEvidence,
  dueCoversEveryChoice,
  optionsDoOneThing,
  readyNamesAreKnown,
  targetIsADate,
  waitsAreForOneThing,
} from "./steps.ts";
import { templatesNameWhatIsKnown } from "./templates.ts";
import { alternativesAreThree, joinsAreSaid, titlesAreNotPersonal } from "./warnings.ts";

/** What keeps a workflow from loading. */
export const WORKFLOW_MISTAKES = {
  stepsAreAFew,
  neededStepsAreKnown,
  stepsDoNotGoRound,
  joinsWaitForSomething,
  workGoesBackToAnEarlierStep,
  repeatsEnd,
  stepsCanBeReached,
  caseKeyFitsTheTrace,
  caseKeyIsARequiredInput,
  namesAreUsedOnce,
  namesAreNotReserved,
  choicesHaveOptions,
  defaultsFitTheirField,
  targetIsADate,
  readyNamesAreKnown,
  actionsHaveWhatTheyNeed,
  waitsAreForOneThing,
  optionsDoOneThing,
  dueCoversEveryChoice,
  approvalsSetInputsFromEvidence,
  remindersFitTheirDue,
  expressionsCanBeRead,
  templatesNameWhatIsKnown,
  teamsAreKnown,
  peopleAreKnown,
  peopleOfStepsComeBefore,
  peopleInputsHoldPeople,
  processOwnerIsSomebody,
  calendarsAreKnown,
  alternativesAreBackedByAnAct,
  messagesAreKnown,
  startedWorkflowsAreKnown,
  parallelStepsAreKnown,
  eventsBringKnownInputs,
  intakeNamesAnInput,
  approversAreNamed,
  quorumCanBeReached,
  warningsComeFirst,
  levelsAskSomebody,
  levelsGoToSomebodyElse,
  laddersEndInSomebody,
  actKindsAreKnown,
  automatedActsCanBeUndone,
  gatesAreWhereStepsEnd,
  confidenceIsInOrder,
  moneyIsAnAmount,
  promotionCanBeEarned,
} satisfies Record<string, WorkflowRule>;

/** What loads, but is worth a look. */
export const WORKFLOW_WARNINGS = { alternativesAreThree, joinsAreSaid, titlesAreNotPersonal } satisfies Record<string, WorkflowRule>;

/** What keeps `teams.yaml` from loading. */
export const DIRECTORY_MISTAKES = {
  addressesCanBeRead,
  directoryPeopleAreKnown,
  teamCalendarsAreKnown,
  countriesAreKnown,
  delegatesDoNotGoRound,
  calendarsAreOpenSometimes,
  onCallTeamsHaveARota,
} satisfies Record<string, DirectoryRule>;

/** What keeps `agents.yaml` from loading. */
export const AGENT_MISTAKES = {
  agentToolsAreKnown,
  agentsActForSomebody,
  agentTeamsAreKnown,
  agentTeamsAreOfSpecialists,
  agentsDoNotWakeOnTasks,
  agentsAreWoken,
} satisfies Record<string, AgentRule>;
