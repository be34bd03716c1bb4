import type { Act } from "../../../src/slack-stand-in/people/act.ts";
import type { Message } from "../../../src/slack-stand-in/workspace/state.ts";
import type { ProcessStage } from "../../support/child/process-stage.ts";
import { wordsOf } from "./telling.ts";

/** A moment in Milan; summer time begins in the night to 29 March. */
export const rome = (day: string, time: string): number => Date.parse(`${day}T${time}:00${day < "2026-03-29" ? "+01:00" : "+02:00"}`);

export const SIGNED = {
  type: "contract.signed",
  data: {
    id: "ACME-7",
    company: "Acme",
    plan: "enterprise",
    url: "https://sales.example.com/contracts/acme.pdf",
    contact: "cto@acme.example",
    owner_email: "chen@example.com",
  },
};

/** What a message says, with its moments as they are read in Milan. */
const read = (message: Message): string => wordsOf(message).replaceAll(/<!date\^\d+\^[^|]*\|([^>]*?) \(Europe\/Rome\)>/g, "$1");

/** What this person has in their direct messages, oldest first, as it stands now. */
export const toldTo = (stage: ProcessStage, handle: string): readonly string[] => {
  const { dm } = stage.as(handle);
  return stage.slack.messages(dm).map(read);
};

/** What is in the channel and in the case's thread. */
export const inChannel = (stage: ProcessStage): readonly string[] => stage.slack.messages("onboarding").map(read);

/** What was posted since, with where: a person's handle, `channel` or `thread`. */
export const newsOf = (stage: ProcessStage, people: readonly string[]) => {
  const known = new Set(stage.posted().map(({ channel, ts }) => `${channel} ${ts}`));
  const named = new Map(people.map((handle) => [stage.as(handle).dm, handle]));
  return (): readonly (readonly [string, string])[] =>
    stage
      .posted()
      .filter(({ channel, ts }) => !known.has(`${channel} ${ts}`))
      .map((message) => [named.get(message.channel) ?? (message.thread_ts === undefined ? "channel" : "thread"), read(message)]);
};

/** By what is written on it, or by its action id. */
const has = (message: Message, button: string): boolean =>
  wordsOf(message).includes(`\n${button}`) || JSON.stringify(message.blocks ?? []).includes(`"action_id":"${button}"`);

/** Somebody presses a button on the newest of their direct messages that is about something, and fills in what is then asked. */
export const presses = async (
  stage: ProcessStage,
  handle: string,
  button: string,
  about: string,
  form?: Readonly<Record<string, unknown>>,
): Promise<Act> => {
  const person = stage.as(handle);
  const message = stage.slack.messages(person.dm).findLast((each) => wordsOf(each).includes(about) && has(each, button));
  if (message === undefined) throw new Error(`${handle} has no message about ${about} with ${button}`);
  const clicked = await person.clicks(button, { in: message });
  if (form === undefined) return clicked;
  await stage.slack.waitFor(() => person.modal(), undefined, `the form of ${button}`);
  return await person.submits(form);
};

/** The same, and everything that follows from it. */
export const does = async (...[stage, ...act]: Parameters<typeof presses>): Promise<void> => {
  const { response, errors } = await presses(stage, ...act);
  if (!response.ok || errors !== undefined) throw new Error(`${act.slice(0, 3)}: ${JSON.stringify(errors ?? response)}`);
  await stage.settled();
};

/** What a message carries so that it is known again after its answer was lost. */
const markOf = ({ metadata }: Message): unknown =>
  (metadata as { readonly event_payload?: { readonly k?: unknown } } | undefined)?.event_payload?.k;

/** Marks that more than one message in Slack carries. */
export const doubled = (stage: ProcessStage): readonly unknown[] => {
  const marks = stage.posted().map(markOf);
  return marks.filter((mark, index) => mark === undefined || marks.indexOf(mark) !== index);
};

/** Somebody chooses an alternative of the newest escalation they got, by its number on it. */
export const picks = async (
  stage: ProcessStage,
  handle: string,
  number: number,
  about: string,
  form?: Readonly<Record<string, unknown>>,
): Promise<Act> => await presses(stage, handle, number === 1 ? "alternative" : `alternative.${number - 1}`, about, form);
