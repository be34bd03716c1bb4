import type { Acknowledgement } from "../delivery/acknowledgement.ts";
import { isJson, type Json } from "../json.ts";
import { Refusal } from "../web-api/refusal.ts";
import { checkView, pushView } from "../web-api/views.ts";
import { userById } from "../workspace/find.ts";
import type { View } from "../workspace/state.ts";
import { newTrigger } from "../workspace/triggers.ts";
import { modalsOf, replaceView } from "../workspace/views.ts";
import type { Act, Person } from "./act.ts";
import { clientErrors, type FormValues, fillForm } from "./fill-form.ts";
import { common, viewPart } from "./payloads.ts";

const openModal = ({ workspace, id }: Person): View => {
  const view = modalsOf(workspace, id).at(-1);
  if (!view) throw new Error(`Slack stand-in: ${id} has no modal open`);
  return view;
};

const clear = (stack: View[]): void => {
  stack.length = 0;
};

/** The app's answer to a submission, by its `response_action`; no answer closes this view alone. */
const FOLLOW: Readonly<Record<string, (person: Person, stack: View[], answer: Json) => void>> = {
  close: (_person, stack) => void stack.pop(),
  clear: (_person, stack) => clear(stack),
  errors: () => undefined,
  update: ({ workspace }, stack, answer) => {
    const top = stack.at(-1);
    if (top) replaceView(workspace, top, checkView(workspace, answer.view, "modal"));
  },
  push: ({ workspace }, stack, answer) => void pushView(workspace, stack, checkView(workspace, answer.view, "modal")),
};

const errorsIn = (answer: Json): Record<string, string> | undefined =>
  answer.response_action === "errors" && isJson(answer.errors) ? (answer.errors as Record<string, string>) : undefined;

const unknownBlock = (view: View, errors: Record<string, string>): string | undefined =>
  Object.keys(errors).find((id) => !view.blocks.some(({ block_id, type }) => block_id === id && type === "input"));

/** To the person it is "We had some trouble connecting"; to the developer it is said what was wrong. */
const refusedAnswer = (response: Acknowledgement, error: unknown): Act => {
  const said = error instanceof Refusal ? `${error.error} ${JSON.stringify(error.details)}` : String(error);
  return { response: { ...response, ok: false, error: said } };
};

const openAfter = (stack: readonly View[]): { readonly view?: View } => {
  const view = stack.at(-1);
  return view ? { view: structuredClone(view) } : {};
};

const follow = (person: Person, view: View, response: Acknowledgement): Act => {
  const stack = modalsOf(person.workspace, person.id);
  const answer: Json = isJson(response.body) ? response.body : {};
  const errors = errorsIn(answer);
  // Slack shows an error only under an input that exists; anything else is "trouble connecting" to the person.
  if (errors && unknownBlock(view, errors) !== undefined)
    return refusedAnswer(response, `no input ${unknownBlock(view, errors)} to show an error under`);
  try {
    FOLLOW[String(answer.response_action ?? "close")]?.(person, stack, answer);
  } catch (error) {
    return refusedAnswer(response, error);
  }
  person.workspace.changed();
  return { response, ...(errors ? { errors } : {}), ...openAfter(stack) };
};

const HELD_BACK: Acknowledgement = { ok: false, via: "client", error: "held_back", tookMs: 0 };

/** A person fills the open modal in and submits it. */
export const submitModal = async (person: Person, values: FormValues): Promise<Act> => {
  const { workspace, id, outbox } = person;
  const view = openModal(person);
  if (!isJson(view.submit)) throw new Error("Slack stand-in: the open modal has nothing to submit with");
  fillForm(view, values);
  const errors = clientErrors(view);
  if (Object.keys(errors).length > 0) return { response: HELD_BACK, errors, view: structuredClone(view) };
  const payload = {
    type: "view_submission",
    ...common(workspace, userById(workspace, id)),
    trigger_id: newTrigger(workspace, id, { viewId: view.id }),
    view: viewPart(view),
    response_urls: [],
  };
  const response = await outbox.send({ kind: "interactive", payload });
  return response.ok ? follow(person, view, response) : { response, view: structuredClone(view) };
};

const UNHEARD: Acknowledgement = { ok: true, via: "client", tookMs: 0 };

/** A person closes the modal: this view, or with `all` (the cross in the corner) the whole stack. */
export const closeModal = async (person: Person, all: boolean): Promise<Act> => {
  const { workspace, id, outbox } = person;
  const view = openModal(person);
  const stack = modalsOf(workspace, id);
  const isCleared = all || view.clear_on_close === true;
  if (isCleared) clear(stack);
  else stack.pop();
  workspace.changed();
  if (view.notify_on_close !== true) return { response: UNHEARD, ...openAfter(stack) };
  const payload = { type: "view_closed", ...common(workspace, userById(workspace, id)), view: viewPart(view), is_cleared: isCleared };
  return { response: await outbox.send({ kind: "interactive", payload }), ...openAfter(stack) };
};
