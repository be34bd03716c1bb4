import { type Model, type ModelAnswer, ModelFault, type ModelRequest, type ToolCall } from "../../application/ports/model.ts";
import { SAID } from "./said.ts";

/** What the model says of one thing that was written: how it is read, and then turn by turn what it calls and says. */
interface Line {
  readonly hears: string;
  readonly reads: (request: ModelRequest) => Reading;
  readonly turns: readonly ((results: string) => Turn)[];
}

interface Reading {
  readonly says: string;
  readonly confidence: number;
  readonly words: string;
  readonly until?: string;
}

type Turn = string | Pick<ToolCall, "name" | "input">;

const DAY_MS = 86_400_000;
const THURSDAY = 4;

/** As the request says it: `The writer's clock: Monday 2026-11-23T09:30.` */
const thursday = ({ context = "" }: ModelRequest): string => {
  const today = Date.parse(`${/\d{4}-\d{2}-\d{2}/.exec(context)?.[0]}T00:00Z`);
  const days = (THURSDAY - new Date(today).getUTCDay() + 6) % 7;
  return `${new Date(today + (days + 1) * DAY_MS).toISOString().slice(0, 10)}T17:00`;
};

/** As the tools name the case to whoever calls it otherwise. */
const caseIn = (results: string): string => /the case (\S+) only/.exec(results)?.[1] ?? "";

const look = (): Turn => ({ name: "get_workflow_state", input: { case: "this" } });
const lookAgain = (results: string): Turn => ({ name: "get_workflow_state", input: { case: caseIn(results) } });

/** `dpa "Sign the agreement": active, owner "Luca" (luca), due 2026-11-27T16:00Z` */
const OPEN = /^\S+ ("[^"]*"): (?:active|blocked), owner ("[^"]*") \([^)]*\), due (\S+?)[,\s]/gm;

const dayOf = (due: string): string => new Date(due).toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });

const openSteps = (results: string): string =>
  [...results.matchAll(OPEN)]
    .map(([, title, owner = "", due = ""]) => `${title} with ${owner.replaceAll('"', "")}, due ${dayOf(due)}`)
    .join("; ");

const asks = (words: string) => (): Reading => ({ says: "question", confidence: 0.88, words });

const LINES: readonly Line[] = [
  {
    hears: SAID.promise,
    reads: (request) => ({ says: "commit", confidence: 0.86, words: "back Thursday", until: thursday(request) }),
    turns: [],
  },
  {
    hears: SAID.question,
    reads: asks("whom does the rest hang on"),
    turns: [
      look,
      lookAgain,
      (results) => ({
        name: "add_note",
        input: { case: caseIn(results), step: "contract-review", text: "Billing and the tenant wait for the contract review.", sure: 0.8 },
      }),
      (results) => `Open now: ${openSteps(results)}. Billing and the tenant wait for your review. I proposed a note that says so.`,
    ],
  },
  {
    hears: SAID.request,
    reads: asks("put it down for me somewhere"),
    turns: [
      look,
      (results) => ({
        name: "block_step",
        input: {
          case: caseIn(results),
          step: "sso",
          reason: "They do not know yet which identity provider it is.",
          on: "customer",
          sure: 0.82,
        },
      }),
      () => "I proposed to mark it as blocked, waiting for the customer. Nothing has changed yet.",
    ],
  },
  {
    hears: SAID.wonder,
    reads: asks("what would still be missing here"),
    turns: [
      look,
      (results) => ({ name: "complete_step", input: { case: caseIn(results), step: "training", sure: 0.7 } }),
      () => "Nothing is on record as missing. I proposed to mark the training as done.",
    ],
  },
];

const CHARACTERS_A_TOKEN = 4;
const tokens = (value: unknown): number => Math.ceil(JSON.stringify(value ?? "").length / CHARACTERS_A_TOKEN);

const said = ({ system, context, messages }: ModelRequest, part: Pick<ModelAnswer, "text" | "value" | "calls" | "stop">): ModelAnswer => ({
  ...part,
  usage: { input: tokens([system, context, messages]), cacheRead: 0, cacheWrite: 0, output: tokens([part.text, part.calls]) },
  model: "scripted",
  cents: 0,
});

const reading = (request: ModelRequest, line: Line | undefined): ModelAnswer => {
  const nothing: Reading = { says: "none", confidence: 1, words: "" };
  const value = { step: 1, on: null, until: null, to: null, ...(line?.reads(request) ?? nothing) };
  if (request.shape?.safeParse(value).success !== true) throw new ModelFault("unusable", "this is not in the script");
  return said(request, { text: JSON.stringify(value), value, calls: [], stop: "end" });
};

const turn = (request: ModelRequest, line: Line | undefined): ModelAnswer => {
  const { messages } = request;
  const before = messages.filter(({ role }) => role === "assistant").length;
  const results = messages.flatMap((message) => (message.role === "tools" ? message.results.map(({ text }) => text) : [])).join("\n");
  const next = line?.turns[before]?.(results);
  if (next === undefined) throw new ModelFault("unusable", "this is not in the script");
  if (typeof next === "string") return said(request, { text: next, value: undefined, calls: [], stop: "end" });
  return said(request, { text: "", value: undefined, calls: [{ id: `call-${before}`, ...next }], stop: "tools" });
};

/** Says what the story needs it to say, and of anything else that it is not in the script. It asks nobody, and costs nothing. */
export const scriptedModel: Model = {
  answer: async (request) => {
    const [first] = request.messages;
    const heard = first?.role === "user" ? first.text : "";
    const line = LINES.find(({ hears }) => heard.includes(hears));
    return request.shape === undefined ? turn(request, line) : reading(request, line);
  },
};
