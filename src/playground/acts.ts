import type { Act, Acted, Json } from "./api.ts";
import type { ActLike, ActorLike, SlackLike } from "./ports.ts";

const placeOf = (where: Extract<Act, { type: "use" }>["in"]) => ("view" in where ? where.view : where);

const use = async (
  actor: ActorLike,
  { actionId, blockId, value, given, values, in: where }: Extract<Act, { type: "use" }>,
): Promise<ActLike> => {
  const place = { in: placeOf(where), blockId, ...(values === undefined ? {} : { values }) };
  if (given !== undefined) return await actor.selects(actionId, given, place);
  return await actor.clicks(actionId, value === undefined ? place : { ...place, value });
};

const search = async (actor: ActorLike, { actionId, blockId, typed, values, view }: Extract<Act, { type: "search" }>): Promise<ActLike> =>
  await actor.searches(actionId, typed, { in: view, blockId, ...(values === undefined ? {} : { values }) });

const say = async (actor: ActorLike, { text, channel, thread }: Extract<Act, { type: "type" }>): Promise<ActLike> =>
  await actor.types(text, thread === undefined ? { channel } : { channel, threadTs: thread });

const carryOut = async (actor: ActorLike, act: Act): Promise<ActLike> => {
  switch (act.type) {
    case "use":
      return await use(actor, act);
    case "type":
      return await say(actor, act);
    case "run":
      return await actor.runs(act.command, { channel: act.channel });
    case "submit":
      return await actor.submits(act.values);
    case "close":
      return await actor.closes({ all: act.all === true });
    case "shortcut":
      return await (act.message === undefined ? actor.shortcut(act.callbackId) : actor.messageShortcut(act.callbackId, act.message));
    case "home":
      return await actor.opensHome();
    case "search":
      return await search(actor, act);
  }
};

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

/** Options of groups stand in one list: that is how they are picked. */
const optionsIn = (body: unknown): readonly Json[] =>
  isJson(body) ? [...listOf(body.options), ...listOf(body.option_groups).flatMap(({ options }) => listOf(options))] : [];

const NO_ANSWER = "We had some trouble connecting. Try again?";
const NOT_THERE = "That is not there any more. It may have changed meanwhile.";
const FROM_SLACK = /^Slack stand-in: /;

const toActed = (act: Act, { response, errors }: ActLike): Acted => {
  if (errors !== undefined) return { ok: false, errors };
  if (!response.ok) return { ok: false, error: NO_ANSWER, detail: response.error ?? `status ${response.status ?? "unknown"}` };
  return { ok: true, ...(act.type === "search" ? { options: optionsIn(response.body) } : {}) };
};

/** What Slack says to everybody is shown as it stands; what it says to who develops explains a plain sentence. */
const toFailure = (error: unknown): Acted => {
  const words = error instanceof Error ? error.message : String(error);
  if (!FROM_SLACK.test(words)) return { ok: false, error: words };
  return { ok: false, error: NOT_THERE, detail: words.replace(FROM_SLACK, "") };
};

/** Does what somebody does in Slack; answers once the app has acknowledged it. A no is an answer, too. */
export const createActs =
  (slack: SlackLike) =>
  async (person: string, act: Act): Promise<Acted> => {
    try {
      return toActed(act, await carryOut(slack.asUser(person), act));
    } catch (error) {
      return toFailure(error);
    }
  };
