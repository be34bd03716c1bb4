import { z } from "zod";
import type { Model, ModelAnswer, ModelFault, ModelMessage, ModelRequest, Models, Purpose, Usage } from "../application/ports/model.ts";

/** What a model was asked, and whether it did it. */
interface Trial {
  readonly what: string;
  readonly run: (model: Model) => Promise<readonly [works: boolean, answers: readonly ModelAnswer[]]>;
}

const DEADLINE_MS = 60_000;
const SYSTEM = "You help people who run a process together. Answer briefly and plainly.";

const asking = (purpose: Purpose, text: string): Omit<ModelRequest, "messages"> & { readonly messages: readonly ModelMessage[] } => ({
  purpose,
  system: SYSTEM,
  messages: [{ role: "user", text }],
  maxTokens: 300,
  deadlineMs: DEADLINE_MS,
});

const Reply = z.object({ means: z.enum(["done", "blocked", "question"]), confidence: z.number().min(0).max(1) });
const NoInput = z.strictObject({});

const anObject: Trial["run"] = async (model) => {
  const answer = await model.answer({
    ...asking("classify", "Somebody wrote of their step: “legal wants the agreement first, I cannot go on”. What does it mean?"),
    shape: Reply,
  });
  return [Reply.safeParse(answer.value).data?.means === "blocked", [answer]];
};

const aText: Trial["run"] = async (model) => {
  const answer = await model.answer(asking("draft", "Word one sentence that reminds Ines of the security review, due on Friday."));
  return [answer.stop === "end" && answer.text.includes("Ines"), [answer]];
};

const aStream: Trial["run"] = async (model) => {
  let heard = "";
  const answer = await model.answer({
    ...asking("analyse", "Two steps wait on legal since Monday; nothing else is late. Say in one sentence what is stuck."),
    onText: (piece) => {
      heard += piece;
    },
  });
  return [answer.stop === "end" && heard !== "" && heard === answer.text, [answer]];
};

const aTool: Trial["run"] = async (model) => {
  const tools = [{ name: "get_workflow_state", description: "How many steps of the case are open.", input: NoInput }];
  const asked = asking("act", "How many steps are open? Look it up with the tool, then answer with the number.");
  const first = await model.answer({ ...asked, tools });
  if (first.stop !== "tools") return [false, [first]];
  const results = first.calls.map(({ id }) => ({ id, text: "17 steps are open.", isError: false }));
  const said: ModelMessage = { role: "assistant", text: first.text, calls: first.calls };
  const second = await model.answer({ ...asked, tools, messages: [...asked.messages, said, { role: "tools", results }] });
  return [first.calls[0]?.name === "get_workflow_state" && second.text.includes("17"), [first, second]];
};

const TRIALS: Readonly<Record<Purpose, Trial>> = {
  classify: { what: "an object", run: anObject },
  draft: { what: "a text", run: aText },
  analyse: { what: "a stream", run: aStream },
  act: { what: "a tool", run: aTool },
};
const PURPOSES = ["classify", "draft", "analyse", "act"] as const;

const tokensOf = (answers: readonly ModelAnswer[], kind: keyof Usage): number => answers.reduce((sum, { usage }) => sum + usage[kind], 0);

const costOf = (answers: readonly ModelAnswer[]): string => {
  const known = answers.flatMap(({ cents }) => (cents === undefined ? [] : [cents]));
  if (known.length < answers.length) return "price not known";
  return `${known.reduce((sum, cents) => sum + cents, 0).toPrecision(2)} cents`;
};

const figures = (answers: readonly ModelAnswer[]): string => {
  const cached = tokensOf(answers, "cacheRead") + tokensOf(answers, "cacheWrite");
  const asked = `${tokensOf(answers, "input") + cached} tokens in${cached === 0 ? "" : ` (${cached} by the cache)`}`;
  return `${asked}, ${tokensOf(answers, "output")} out, ${costOf(answers)}`;
};

const tryOne = async (purpose: Purpose, model: Model, name: string): Promise<readonly [works: boolean, line: string]> => {
  const { what, run } = TRIALS[purpose];
  const begun = performance.now();
  const seconds = (): string => `${((performance.now() - begun) / 1_000).toFixed(1)} s`;
  try {
    const [works, answers] = await run(model);
    const verdict = works ? `${what} works` : `${what} did not come as asked (${answers.at(-1)?.stop})`;
    return [works, [purpose, name, verdict, figures(answers), seconds()].join(" · ")];
  } catch (error) {
    // The port's promise: nothing else is thrown.
    const { kind, message } = error as ModelFault;
    return [false, [purpose, `${what} failed, ${kind}`, message, seconds()].join(" · ")];
  }
};

/** Asks each purpose's model one small thing, and says in a line what came of it. */
export const tryModels = async (models: Models, nameFor: (purpose: Purpose) => string, print: (line: string) => void): Promise<0 | 1> => {
  let code: 0 | 1 = 0;
  for (const purpose of PURPOSES) {
    const model = models(purpose);
    if (model === undefined) {
      print(`${purpose} · none configured; templates are used`);
      continue;
    }
    const [works, line] = await tryOne(purpose, model, nameFor(purpose));
    print(line);
    if (!works) code = 1;
  }
  return code;
};
