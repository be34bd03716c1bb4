import type { Ask, Asked, AskOutcome } from "../../../src/application/ports/ask.ts";
import type { ModelAnswer, ToolCall } from "../../../src/application/ports/model.ts";

const SPENT = { usage: { input: 10, cacheRead: 0, cacheWrite: 0, output: 5 }, model: "scripted", cents: 1 };

export const answers = (part: Partial<ModelAnswer>): AskOutcome => ({
  ok: true,
  answer: { ...SPENT, text: "", value: undefined, calls: [], stop: "end", ...part },
});

export const calling = (...calls: readonly (readonly [name: string, input: unknown])[]): AskOutcome =>
  answers({ stop: "tools", calls: calls.map(([name, input], n): ToolCall => ({ id: `call-${n}`, name, input })) });

/** A way to a model that says what it is told to: each run once, but for one without an answer as often as it may be tried. */
export const scripted = (say: (asked: Asked) => AskOutcome): { readonly ask: Ask; readonly asked: Asked[] } => {
  const asked: Asked[] = [];
  const said = new Map<string, AskOutcome[]>();
  return {
    asked,
    ask: async (request) => {
      const { run, tries = 1 } = request;
      const before = said.get(run) ?? [];
      const answered = tries > 1 ? before.find(({ ok }) => ok) : undefined;
      if (answered !== undefined) return answered;
      if (before.length >= tries) return { ok: false, why: "done-before", words: "This run was begun before." };
      asked.push(request);
      const outcome = say(request);
      said.set(run, [...before, outcome]);
      return outcome;
    },
  };
};
