import type { InstanceId } from "../../engine/ids.ts";
import type { Json } from "../api.ts";
import type { Seen, StoryActor, StorySlack } from "./ports.ts";
import type { Press } from "./turn.ts";

/** Something to press, on a message that this person has on their screen. */
export interface Control {
  readonly message: Seen;
  readonly name: string;
  readonly blockId: string | undefined;
  readonly value: string;
}

const isJson = (part: unknown): part is Json => typeof part === "object" && part !== null && !Array.isArray(part);
const listOf = (part: unknown): readonly unknown[] => (Array.isArray(part) ? part : []);

/** Controls carry ids as JSON with one letter each: what a press must find in them. */
const marksOf = ({ step, draft, alternative, option, suggestion }: Press, instance: InstanceId): readonly string[] =>
  Object.entries({ i: instance, s: step, d: draft, a: alternative, o: option, g: suggestion }).flatMap(([letter, id]) =>
    id === undefined ? [] : [`"${letter}":${JSON.stringify(id)}`],
  );

const isAct = (actionId: unknown, act: string): boolean => String(actionId).replace(/\.\d+$/, "") === act;

/** Of a button its action and value say what it does; of a menu the option says which act, and its block about what. */
const fitsOf = (element: Json, blockId: string, press: Press, marks: readonly string[]): Omit<Control, "message"> | undefined => {
  const carries = (text: string): boolean => marks.every((mark) => text.includes(mark));
  const place = { name: String(element.action_id), blockId: blockId === "" ? undefined : blockId };
  if (element.type === "button")
    return isAct(element.action_id, press.act) && carries(String(element.value)) ? { ...place, value: String(element.value) } : undefined;
  if (element.type !== "overflow" || !carries(blockId)) return undefined;
  return listOf(element.options).some((option) => isJson(option) && option.value === press.act)
    ? { ...place, value: press.act }
    : undefined;
};

const controlsIn = (part: unknown, press: Press, marks: readonly string[], blockId = ""): readonly Omit<Control, "message">[] => {
  if (Array.isArray(part)) return part.flatMap((each) => controlsIn(each, press, marks, blockId));
  if (!isJson(part)) return [];
  const here = typeof part.block_id === "string" ? part.block_id : blockId;
  const found = fitsOf(part, here, press, marks);
  return found === undefined ? Object.values(part).flatMap((child) => controlsIn(child, press, marks, here)) : [found];
};

/** The newest such control on the person's screen: in their direct messages first, then in the case's thread. */
export const findControl = (
  actor: StoryActor,
  press: Press,
  instance: InstanceId,
  thread: { readonly channel: string; readonly ts: string } | undefined,
): Control | undefined => {
  const marks = marksOf(press, instance);
  const inThread = thread === undefined ? [] : actor.sees(thread.channel, { thread: thread.ts });
  const messages = [...inThread, ...actor.sees(actor.dm)];
  const message = messages.findLast(({ blocks }) => controlsIn(blocks, press, marks).length > 0);
  const control = message === undefined ? undefined : controlsIn(message.blocks, press, marks)[0];
  return message === undefined || control === undefined ? undefined : { ...control, message };
};

/** Presses it, and fills in what is then asked. Throws what Slack or the app said against it. */
export const pressControl = async (slack: StorySlack, actor: StoryActor, control: Control, form: Press["form"]): Promise<void> => {
  if (actor.modal() !== undefined) await actor.closes({ all: true });
  const { message, name, blockId, value } = control;
  const { ts, channel } = message;
  const clicked = await actor.clicks(name, { in: { ts, channel }, value, ...(blockId === undefined ? {} : { blockId }) });
  if (!clicked.response.ok) throw new Error(`Slack did not get an answer to the click (${clicked.response.error ?? "no reason given"}).`);
  if (form === undefined) return;
  await slack.waitFor(() => actor.modal(), 10_000, "the form that was asked for");
  const { response, errors } = await actor.submits(form);
  const problems = Object.values(errors ?? {});
  if (problems.length > 0) throw new Error(`The form was not taken: ${problems.join(" ")}`);
  if (!response.ok) throw new Error(`Slack did not get an answer to the form (${response.error ?? "no reason given"}).`);
};
