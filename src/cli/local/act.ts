import { nearest } from "../../engine/nearest.ts";
import { isJson, type Json } from "../../slack-stand-in/json.ts";
import { readFieldValues } from "./form-fields.ts";
import { actorOf, homeLines, labelsOn, labelsSeenBy, messageWith, openForm, type Somebody, seenBy } from "./on-screen.ts";
import type { Act } from "./read-line.ts";

type Outcome = Awaited<ReturnType<ReturnType<typeof actorOf>["types"]>>;

/** What was asked for cannot be done; said as it stands. */
class NotHere extends Error {}

/** As it is written on a button, however it was typed. */
const labelFor = (who: Somebody, typed: string): string => {
  const labels = labelsSeenBy(who);
  const found = labels.find((label) => label.toLowerCase() === typed.toLowerCase());
  if (found !== undefined) return found;
  const near = nearest(typed, labels);
  const known = labels.length === 0 ? "There is no button at all yet." : `There are: ${labels.join(", ")}.`;
  throw new NotHere(`${who.handle} sees no button "${typed}". ${near === undefined ? known : `Did you mean "${near}"?`}`);
};

const click = async (who: Somebody, { label, about }: Extract<Act, { does: "click" }>): Promise<Outcome> => {
  const actor = actorOf(who);
  const name = labelFor(who, label);
  if (actor.modal() !== undefined) return await actor.clicks(name, { in: "modal" });
  const place = messageWith(who, name, about);
  if (place !== undefined) return await actor.clicks(name, { in: { ts: String(place.ts), channel: String(place.channel) } });
  if (about === undefined && labelsOn(actor.home()?.blocks).includes(name)) return await actor.clicks(name, { in: "home" });
  throw new NotHere(`${who.handle} sees no "${name}" on anything about "${about}".`);
};

const fill = async (who: Somebody, { values }: Extract<Act, { does: "fill" }>): Promise<Outcome> => {
  const actor = actorOf(who);
  const view = actor.modal();
  if (view === undefined) throw new NotHere(`${who.handle} has no form open.`);
  if (!isJson(view.submit)) throw new NotHere(`${who.handle} has a page open that is only read. Leave it with "${who.handle}: close".`);
  const read = readFieldValues(view, values, who.local);
  if (read.problems.length > 0) throw new NotHere(read.problems.join("\n  "));
  return await actor.submits(read.values);
};

/** `@tina` and `@Coxswain` as Slack's composer would send them. */
const withMentions = (words: string, { local: { slack, people } }: Somebody): string =>
  words.replaceAll(/@([\p{L}\p{N}._-]+)/gu, (typed, name: string) => {
    const id = name.toLowerCase() === "coxswain" ? slack.app.botUserId : people.get(name.toLowerCase());
    return id === undefined ? typed : `<@${id}>`;
  });

const reply = async (who: Somebody, words: string): Promise<Outcome> => {
  const actor = actorOf(who);
  const mentions = (message: Json): boolean => JSON.stringify(message.blocks ?? message.text).includes(`<@${actor.id}>`);
  const ours = seenBy(who).filter(({ user, type }) => user === who.local.slack.app.botUserId && type === "message");
  const found = ours.find((message) => message.channel === actor.dm || mentions(message));
  if (found === undefined) throw new NotHere(`Nothing was said to ${who.handle} yet that could be answered.`);
  const threadTs = String(found.thread_ts ?? found.ts);
  return await actor.types(withMentions(words, who), { channel: String(found.channel), threadTs });
};

const write = async (who: Somebody, { words, channel }: Extract<Act, { does: "write" }>): Promise<Outcome> => {
  const { channels } = who.local;
  if (channel !== undefined && !channels.has(channel)) {
    const near = nearest(channel, channels.keys());
    throw new NotHere(`There is no channel ${channel}.${near === undefined ? "" : ` Did you mean ${near}?`}`);
  }
  return await actorOf(who).types(withMentions(words, who), channel === undefined ? {} : { channel: channel.slice(1) });
};

const carryOut = async (who: Somebody, act: Exclude<Act, { does: "look" }>): Promise<Outcome> => {
  switch (act.does) {
    case "command":
      return await actorOf(who).runs(act.command);
    case "click":
      return await click(who, act);
    case "fill":
      return await fill(who, act);
    case "close":
      return await actorOf(who).closes();
    case "reply":
      return await reply(who, act.words);
    case "write":
      return await write(who, act);
  }
};

const NOT_ANSWERED = "Coxswain did not answer within three seconds; Slack would show that as an error.";

const outcomeLines = ({ response, errors }: Outcome): readonly string[] => {
  const problems = Object.entries(errors ?? {}).map(([block, problem]) => `  ${block.slice(block.indexOf(":") + 1)}: ${problem}`);
  if (problems.length > 0) return problems;
  if (response.ok) return [];
  return [`  ${response.error === "operation_timeout" ? NOT_ANSWERED : `That was not taken (${response.error ?? "no answer"}).`}`];
};

const said = (error: unknown): string => {
  const words = error instanceof Error ? error.message : String(error);
  return words.replace(/^Slack stand-in: /, "");
};

/** Does what somebody does; answers what there is to say of it. Never throws for what a person could type. */
export const actAs = async (who: Somebody, act: Act): Promise<readonly string[]> => {
  if (act.does === "look") return openForm(who) ?? [`  ${who.handle} has no form open.`];
  try {
    return outcomeLines(await carryOut(who, act));
  } catch (error) {
    return [`  ${said(error)}`];
  }
};

/** Somebody opens their App Home. */
export const openHome = async (who: Somebody, quiet: () => Promise<void>): Promise<readonly string[]> => {
  await actorOf(who).opensHome();
  await quiet();
  const lines = homeLines(who);
  return lines.length === 0 ? ["  Their home is empty."] : ["", `= home of @${who.handle}`, ...lines.map((line) => `    ${line}`)];
};
