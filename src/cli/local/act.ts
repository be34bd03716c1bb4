import { nearest } from "../../engine/nearest.ts";
import { isJson, type Json } from "../../slack-stand-in/json.ts";
import { readFieldValues } from "./form-fields.ts";
import { actorOf, clickablesOn, homeLines, labelsOn, labelsSeenBy, messageWith, openForm, type Somebody, seenBy } from "./on-screen.ts";
import type { Act } from "./read-line.ts";

type Outcome = Awaited<ReturnType<ReturnType<typeof actorOf>["types"]>>;

/** What was asked for cannot be done; said as it stands. */
class NotHere extends Error {}

/** As it is written on a button, however it was typed; with a number behind it, which of several. */
const labelFor = (who: Somebody, typed: string): { readonly label: string; readonly nth: number | undefined } => {
  const labels = labelsSeenBy(who);
  const known = (words: string): string | undefined => labels.find((label) => label.toLowerCase() === words.toLowerCase());
  const whole = known(typed);
  if (whole !== undefined) return { label: whole, nth: undefined };
  const [, words = "", nth = ""] = /^(.+?)\s+(\d+)$/.exec(typed) ?? [];
  const counted = known(words);
  if (counted !== undefined) return { label: counted, nth: Number(nth) };
  const near = nearest(typed, labels);
  const all = labels.length === 0 ? "There is no button at all yet." : `There are: ${[...new Set(labels)].join(", ")}.`;
  throw new NotHere(`${who.handle} sees no button "${typed}". ${near === undefined ? all : `Did you mean "${near}"?`}`);
};

const nameOn = (blocks: unknown, label: string, nth: number | undefined): string => {
  const found = clickablesOn(blocks).filter((each) => each.label === label);
  const one = found[(nth ?? 1) - 1];
  if (one === undefined) throw new NotHere(`There ${found.length === 1 ? "is" : "are"} only ${found.length} of "${label}" there.`);
  if (nth === undefined && found.length > 1)
    throw new NotHere(`There are ${found.length} of "${label}" there: say which, for example "click ${label} 2".`);
  return one.name;
};

const click = async (who: Somebody, { label: typed, about }: Extract<Act, { does: "click" }>): Promise<Outcome> => {
  const actor = actorOf(who);
  const { label, nth } = labelFor(who, typed);
  const modal = actor.modal();
  if (modal !== undefined) return await actor.clicks(nameOn(modal.blocks, label, nth), { in: "modal" });
  const message = messageWith(who, label, about);
  if (message !== undefined) {
    const place = { ts: String(message.ts), channel: String(message.channel) };
    return await actor.clicks(nameOn(message.blocks, label, nth), { in: place });
  }
  const home = actor.home()?.blocks;
  if (about === undefined && labelsOn(home).includes(label)) return await actor.clicks(nameOn(home, label, nth), { in: "home" });
  throw new NotHere(`${who.handle} sees no "${label}" on anything about "${about}".`);
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

const close = async (who: Somebody): Promise<Outcome> => {
  if (actorOf(who).modal() === undefined) throw new NotHere(`${who.handle} has no form open.`);
  return await actorOf(who).closes();
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
      return await close(who);
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

/** The stand-in knows people by their ids. */
const said = (error: unknown, { screen }: Somebody): string => {
  const words = error instanceof Error ? error.message : String(error);
  return words.replace(/^Slack stand-in: /, "").replaceAll(/\bU[A-Z0-9]{2,}\b/g, screen.reader.personOf);
};

/** Does what somebody does; answers what there is to say of it. Never throws for what a person could type. */
export const actAs = async (who: Somebody, act: Act): Promise<readonly string[]> => {
  if (act.does === "look") return openForm(who) ?? [`  ${who.handle} has no form open.`];
  try {
    return outcomeLines(await carryOut(who, act));
  } catch (error) {
    return [`  ${said(error, who)}`];
  }
};

/** Somebody opens their App Home. */
export const openHome = async (who: Somebody, quiet: () => Promise<void>): Promise<readonly string[]> => {
  await actorOf(who).opensHome();
  await quiet();
  const lines = homeLines(who);
  return lines.length === 0 ? ["  Their home is empty."] : ["", `= home of @${who.handle}`, ...lines.map((line) => `    ${line}`)];
};
