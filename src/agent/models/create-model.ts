import {
  type Model,
  type ModelAnswer,
  ModelFault,
  type ModelMessage,
  type ModelRequest,
  type Spent,
  type Stop,
} from "../../application/ports/model.ts";
import { MOST_SAID, tooMuch } from "./bounded-fetch.ts";
import { askAgain, checkShape } from "./check-shape.ts";
import { type Deadline, openDeadline } from "./deadline.ts";
import { schemaOfShape } from "./json-schema.ts";
import { persist } from "./persist.ts";
import { centsOf } from "./prices.ts";
import { configuredAs, createTally, type Tally } from "./tally.ts";
import { troubleOf } from "./trouble.ts";
import type { Turn, Vendor } from "./vendor.ts";

/** Turns of one answer: more than this, and a model that pauses goes round in circles. */
const MOST_TURNS = 8;
/** Machine milliseconds. */
const PAUSE_MS = 250;

interface Conversation {
  readonly request: ModelRequest;
  readonly tally: Tally;
  readonly say: (messages: readonly ModelMessage[]) => Promise<Turn>;
}

const unusable = (message: string): ModelFault => new ModelFault("unusable", message);
const saidBy = ({ text, calls }: Turn): ModelMessage => ({ role: "assistant", text, calls });

/** What can be used of a turn: a call that was cut off, or that nobody offered, is not. */
const usable = (turn: Turn, { tools }: ModelRequest): Turn => {
  if (turn.text.length + JSON.stringify(turn.calls).length > MOST_SAID) throw tooMuch();
  if (turn.stop === "paused") return turn;
  if (turn.calls.length > 0 && tools === undefined) throw unusable("called a tool, although none was offered");
  return turn.stop === "tools" ? turn : { ...turn, calls: [] };
};

const valueless = (stop: Stop): boolean => stop === "refused" || stop === "too-long";

const converse = async ({ request, tally, say }: Conversation): Promise<ModelAnswer> => {
  const { shape } = request;
  const messages = [...request.messages];
  let before = "";
  let repaired = false;
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    const turn = await say(messages);
    tally.add(turn);
    const { stop, calls, text: said } = usable(turn, request);
    const text = before + said;
    if (stop === "paused") {
      before = text;
      messages.push(saidBy(turn));
      continue;
    }
    if (shape === undefined || valueless(stop)) return { text, value: undefined, calls, stop, ...tally.spent() };
    const checked = checkShape(shape, text);
    if (checked.fits) return { text, value: checked.value, calls, stop, ...tally.spent() };
    if (repaired || stop === "length") throw unusable(`not of the shape that was asked for: ${checked.complaint}`);
    repaired = true;
    before = "";
    messages.push(saidBy(turn), { role: "user", text: askAgain(shape, checked.complaint) });
  }
  throw unusable("paused again and again");
};

const given = (onText: ModelRequest["onText"], deadline: Deadline): ((piece: string) => void) | undefined => {
  let said = 0;
  return (
    onText &&
    ((piece) => {
      said += piece.length;
      if (said > MOST_SAID) deadline.abandon(tooMuch());
      else if (!deadline.signal.aborted) onText(piece);
    })
  );
};

const faultOf = (error: unknown, name: string, spent: Spent | undefined): ModelFault => {
  const { kind, message } = troubleOf(error);
  return new ModelFault(kind === "too-long" ? "unusable" : kind, `${name}: ${message}`, spent);
};

/** Somebody's model behind the port: deadlines, retries, the shape of answers, what they cost, and one kind of fault. */
export const createModel = (name: string, vendor: Vendor, timing: { readonly pauseMs: number } = { pauseMs: PAUSE_MS }): Model => ({
  cost: (usage) => centsOf([configuredAs(name)], usage),
  answer: async (request) => {
    const tally = createTally(name);
    let deadline: Deadline | undefined;
    try {
      const open = openDeadline(request.deadlineMs, request.signal);
      deadline = open;
      const schema = request.shape && schemaOfShape(request.shape);
      // Pieces of an object are nothing to read, and a second try would repeat them.
      const onText = request.shape === undefined ? given(request.onText, open) : undefined;
      const say = (messages: readonly ModelMessage[]): Promise<Turn> =>
        persist(vendor, { request, messages, schema, onText }, open, timing);
      return await converse({ request, tally, say });
    } catch (error) {
      throw faultOf(error, name, tally.known());
    } finally {
      deadline?.close();
    }
  },
});
