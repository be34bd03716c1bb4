import { FORM, type FormId, INPUT } from "../../form.ts";
import { readFields } from "../../form-values.ts";
import { toWorkspaceCommand } from "../../to-command.ts";
import { missingFields } from "../../views/modals/proposal.ts";
import { proposalIn } from "../proposals.ts";
import { fieldErrors, notUnderstood, type OnSubmit, refused } from "./response.ts";

const onDismissProposal: OnSubmit = async (l, s) => {
  const proposal = await proposalIn(l, s.about);
  const why = s.form.text(INPUT.reason);
  if (proposal === undefined) return notUnderstood();
  if (why === undefined) return fieldErrors(s, { [INPUT.reason]: "This is needed." });
  const { workflow, newInstance } = proposal.proposed.suggestion.act;
  const answer = await l.handleWorkspace(toWorkspaceCommand(l.workspace, s, { type: "DismissProposal", workflow, newInstance, why }));
  return answer.ok ? undefined : await refused(l, s, answer.rejection);
};

/** What is left empty is asked for again. */
const onFillRequest: OnSubmit = async (l, s) => {
  const proposal = await proposalIn(l, s.about);
  const definition = proposal === undefined ? undefined : l.catalogue.current(proposal.proposed.workflow);
  if (proposal === undefined || definition === undefined) return notUnderstood();
  const { values, problems } = readFields(s.form, missingFields(definition, proposal), l.catalogue.directory(), []);
  if (Object.keys(problems).length > 0) return fieldErrors(s, problems) ?? notUnderstood();
  const inputs = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const { workflow, newInstance } = proposal.proposed.suggestion.act;
  const answer = await l.handleWorkspace(toWorkspaceCommand(l.workspace, s, { type: "FillProposal", workflow, newInstance, inputs }));
  return answer.ok ? undefined : await refused(l, s, answer.rejection);
};

export const PROPOSAL_FORMS = {
  [FORM.dismissProposal]: onDismissProposal,
  [FORM.fillRequest]: onFillRequest,
} as const satisfies Partial<Record<FormId, OnSubmit>>;
