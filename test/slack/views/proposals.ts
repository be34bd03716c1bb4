import type { CaseFile } from "../../../src/application/case-file.ts";
import type { StandingProposal } from "../../../src/application/ports/messages.ts";
import type { StartSuggestion } from "../../../src/engine/messages/start-proposal-event.ts";
import type { ProposedStart } from "../../../src/engine/proposed-start.ts";
import { offerAnswer } from "../../../src/slack/views/answers/intake.ts";
import { dismissProposalForm, fillRequestForm } from "../../../src/slack/views/modals/proposal.ts";
import { startForm } from "../../../src/slack/views/modals/start.ts";
import { renderToPerson } from "../../../src/slack/views/render-to-person.ts";
import { aSuggestion } from "../../support/suggestions.ts";
import { email } from "./story.ts";

export const standingFor = ({ definition, instance }: CaseFile, words: string, part: Partial<ProposedStart> = {}): StandingProposal => {
  const inputs = Object.fromEntries(definition.inputs.filter(({ type }) => type === "text").map(({ name }) => [name, words]));
  const act = { type: "StartWorkflow", workflow: definition.workflow, newInstance: instance.id, inputs } as const;
  const suggestion = { ...aSuggestion(instance.id, act, "proposes"), kind: "start", act, why: words } as StartSuggestion;
  const owner = {
    ...{ step: definition.steps[0]!.key, person: email("carla"), candidates: [email("carla"), email("lea")] },
    ...{ reasons: [words, words], confidence: 0.8 },
  };
  const origin = { kind: "message", channel: "C1", ts: "1.1" } as const;
  const proposed = { workflow: definition.workflow, suggestion, origin, because: words, missing: [], owner };
  const asked = { askedAt: 0, reminders: 0, escalated: false };
  return { proposed: { ...proposed, ...asked, ...part }, started: undefined, texts: new Map() };
};

const standings = (file: CaseFile, words: string): readonly StandingProposal[] => {
  const whole = standingFor(file, words);
  const { suggestion } = whole.proposed;
  const dismissed = { ...suggestion, status: "dismissed" as const, answer: { by: email("lea"), at: file.now, why: words } };
  return [
    whole,
    standingFor(file, words, { suggestion: { ...suggestion, how: "asks" } }),
    standingFor(file, words, { missing: file.definition.inputs.map(({ name }) => name) }),
    standingFor(file, words, { suggestion: dismissed }),
    { ...whole, started: { by: email("carla"), at: file.now } },
  ];
};

/** What is said of a start that is only proposed, in each of its states, whatever people write. */
export const proposalMessages = (file: CaseFile, words: string) =>
  standings(file, words).flatMap((standing) => {
    const { definition, directory, instance } = file;
    const shown = {
      key: "p",
      definition,
      zone: undefined,
      proposal: { standing, definition, directory, reader: email("carla"), zone: "UTC" },
    };
    const about = { workflow: definition.workflow, proposal: instance.id };
    return [
      renderToPerson({ ...shown, content: { kind: "proposed-start", ...about } }),
      renderToPerson({ ...shown, content: { kind: "request", reminder: false, ...about } }),
      renderToPerson({ ...shown, content: { kind: "request", reminder: true, ...about } }),
      renderToPerson({ ...shown, proposal: undefined, content: { kind: "request", reminder: true, ...about } }),
    ];
  });

export const offers = ({ definition }: CaseFile, words: string) => [
  offerAnswer([{ ...definition, title: words }], words),
  offerAnswer([{ ...definition, title: words }, definition], words),
];

export const proposalForms = (file: CaseFile, words: string) => {
  const { definition, directory, instance } = file;
  const standing = standingFor(file, words, { missing: definition.inputs.map(({ name }) => name) });
  const values = { [definition.case.key]: words };
  return [
    fillRequestForm({ ...definition, title: words }, directory, standing),
    dismissProposalForm({ ...definition, title: words }, instance.id),
    startForm({ definition, directory, values, proposal: instance.id, owner: standing.proposed.owner }),
  ];
};
