import type { ModalView } from "@slack/types";
import { ACT_KINDS } from "../../../engine/autonomy/kinds.ts";
import type { Suggestion } from "../../../engine/autonomy/suggestion.ts";
import type { InstanceId } from "../../../engine/ids.ts";
import { ACT, type Act, type ButtonValue } from "../../button.ts";
import { type Mrkdwn, md } from "../../mrkdwn.ts";
import { type BareCommand, toWorkspaceCommand } from "../../to-command.ts";
import { refusalAnswer } from "../../views/answers/refusal.ts";
import { say } from "../../views/answers/say.ts";
import type { Place } from "../../views/modals/modal.ts";
import { dismissSuggestionForm, editSuggestionForm } from "../../views/modals/suggestion.ts";
import type { Telling } from "../../views/telling.ts";
import { openView, tellPrivately } from "../answer.ts";
import { carryOut, lacksNote, mayOpen } from "../carry-out.ts";
import { caseFor } from "../case-of.ts";
import type { Listening } from "../listening.ts";
import { confirmUnseen, notOurs, type OnClick } from "./acts.ts";
import { openedFrom } from "./forms.ts";
import type { Click } from "./to-click.ts";

type SuggestionValue = ButtonValue & { readonly instance: InstanceId; readonly suggestion: string };
const isSuggestionValue = (value: ButtonValue | undefined): value is SuggestionValue =>
  value?.instance !== undefined && value.suggestion !== undefined;

const openIn = (t: Telling | undefined, id: string): Suggestion | undefined => {
  const found = t !== undefined && Object.hasOwn(t.file.instance.suggestions ?? {}, id) ? t.file.instance.suggestions?.[id] : undefined;
  return found?.status === "open" ? found : undefined;
};

const act = async (l: Listening, click: Click, bare: BareCommand): Promise<void> => {
  if (await carryOut(l, click, bare)) confirmUnseen(l, click);
};

/** Accepted as it stands; whoever does it in the owner's place says why, in the form. */
const onAccept: OnClick = async (l, click) => {
  const { value } = click;
  if (!isSuggestionValue(value)) return await notOurs(l, click);
  const { instance, suggestion } = value;
  const t = await caseFor(l, click.person, instance);
  const found = openIn(t, suggestion);
  const bare: BareCommand = { type: "AcceptSuggestion", instance, suggestion };
  if (t === undefined || found === undefined || !lacksNote(l, click, t.file, bare)) return await act(l, click, bare);
  await openView(l, click, openedFrom(click), editSuggestionForm(t, found, click.place));
};

const onUndo: OnClick = async (l, click) => {
  const { value } = click;
  if (!isSuggestionValue(value)) return await notOurs(l, click);
  await act(l, click, { type: "UndoAct", instance: value.instance, suggestion: value.suggestion });
};

/** Opens a form about a suggestion, if its asker could answer it. */
const form =
  (probe: (value: SuggestionValue) => BareCommand, view: (t: Telling, found: Suggestion, place: Place) => ModalView): OnClick =>
  async (l, click) => {
    const { value } = click;
    if (!isSuggestionValue(value)) return await notOurs(l, click);
    const t = await caseFor(l, click.person, value.instance);
    const found = openIn(t, value.suggestion);
    // Settled meanwhile: the engine says how, and the card is mended.
    if (t === undefined || found === undefined) return await act(l, click, probe(value));
    if (await mayOpen(l, click, t, probe(value))) await openView(l, click, openedFrom(click), view(t, found, click.place));
  };

const SIGNED: { readonly [T in "SignAutonomy" | "RevokeAutonomy"]: Mrkdwn } = {
  SignAutonomy: md`Signed. The agent may now do this without asking.`,
  RevokeAutonomy: md`Taken back. The agent only proposes this from now on, until it has earned your signature anew.`,
};

/** On the workspace's own chain: the engine knows who may, and whether there is anything to sign or to take back. */
const onSignature =
  (type: keyof typeof SIGNED): OnClick =>
  async (l, click) => {
    const { workflow, option } = click.value ?? {};
    const kind = ACT_KINDS.find((each) => each === option);
    if (workflow === undefined || kind === undefined) return await notOurs(l, click);
    const answer = await l.handleWorkspace(toWorkspaceCommand(l.workspace, click, { type, workflow, kind }));
    tellPrivately(l, click, answer.ok ? say(SIGNED[type]) : refusalAnswer(answer.rejection, l.catalogue.directory()));
  };

export const SUGGESTIONS = {
  [ACT.signAutonomy]: onSignature("SignAutonomy"),
  [ACT.revokeAutonomy]: onSignature("RevokeAutonomy"),
  [ACT.acceptSuggestion]: onAccept,
  [ACT.undo]: onUndo,
  [ACT.editSuggestion]: form(({ instance, suggestion }) => ({ type: "EditSuggestion", instance, suggestion }), editSuggestionForm),
  [ACT.dismissSuggestion]: form(
    ({ instance, suggestion }) => ({ type: "DismissSuggestion", instance, suggestion, why: "" }),
    dismissSuggestionForm,
  ),
} as const satisfies Partial<Record<Act, OnClick>>;
