import type { BareAct, Suggestion } from "./autonomy/suggestion.ts";
import type { InstanceCommand } from "./messages/command.ts";
import type { EditSuggestion, SuggestionCommand } from "./messages/suggestion-command.ts";
import type { Standpoint } from "./people.ts";

const isOnSuggestion = (command: InstanceCommand): command is SuggestionCommand => "suggestion" in command;

export const suggestionOf = ({ instance }: Pick<Standpoint, "instance">, command: InstanceCommand): Suggestion | undefined => {
  const all = instance?.suggestions ?? {};
  return isOnSuggestion(command) && Object.hasOwn(all, command.suggestion) ? all[command.suggestion] : undefined;
};

/** What a suggestion becomes with the values that somebody gave instead. */
export const edited = (act: BareAct, { evidence, inputs, words }: EditSuggestion): BareAct => {
  const withEvidence = evidence !== undefined && (act.type === "CompleteStep" || act.type === "AddEvidence");
  if (withEvidence) return { ...act, evidence: { ...act.evidence, ...evidence } };
  if (inputs !== undefined && act.type === "ProvideInput") return { ...act, inputs: { ...act.inputs, ...inputs } };
  if (words === undefined) return act;
  if (act.type === "BlockStep") return { ...act, reason: words };
  return act.type === "AddNote" ? { ...act, text: words } : act;
};

/** Acts whose answer may say why somebody else than the owner does them. */
const takesNote = (act: BareAct): act is Extract<BareAct, { readonly note?: string }> => !TAKES_NO_NOTE.has(act.type);

const TAKES_NO_NOTE: ReadonlySet<BareAct["type"]> = new Set(["AddNote", "ProvideInput", "StartWorkflow", "DraftMessage", "EscalateStep"]);

const withNote = (act: BareAct, note: string | undefined): BareAct => (note !== undefined && takesNote(act) ? { ...act, note } : act);

/** The act that an answer to a suggestion is about, as its answerer would do it; undefined for any other command, and for an unknown one. */
export const suggestedAct = (scene: Pick<Standpoint, "instance">, command: InstanceCommand): InstanceCommand | undefined => {
  const suggestion = suggestionOf(scene, command);
  if (suggestion === undefined) return undefined;
  const { id, workspace, actor, via } = command;
  const act = command.type === "EditSuggestion" ? edited(suggestion.act, command) : suggestion.act;
  const said = "note" in command ? command.note : "why" in command ? command.why : undefined;
  return { ...withNote(act, said), id, workspace, actor, via };
};
