import { z } from "zod";
import type { Entry, RecordedRun } from "../../../application/ports/agent-records.ts";
import { ACT } from "../../button.ts";
import { nameOf, short } from "../../escape.ts";
import { SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { actions, button, context, section } from "../blocks.ts";
import { aboutCase, caseName, type Telling, when } from "../telling.ts";
import { type Answer, answer } from "./answer.ts";

/** Runs on one page, and entries of each: what a section holds comfortably. */
export const RUNS_PAGE = 5;
export const ENTRIES_SHOWN = 10;
const WORDS = 220;

export interface RunShown {
  readonly run: RecordedRun;
  readonly entries: readonly Entry[];
  /** Are there more of them? */
  readonly more: boolean;
}

const Prompt = z.object({
  context: z.string().optional(),
  messages: z.array(z.object({ text: z.string().optional() })),
});

/** What was new in a question: our own standing words are the same in each, and in the export. */
const promptWords = (text: string): string => {
  try {
    const { context: known = "", messages } = Prompt.parse(JSON.parse(text));
    return [...messages.flatMap((message) => message.text ?? []), known].join("\n");
  } catch {
    return text;
  }
};

const entryLine = ({ kind, name, verdict, reason, ref, text }: Entry): Mrkdwn => {
  if (kind === "verdict") return md`• *${verdict ?? ""}* ${name ?? ""}: ${short(reason ?? "", SHOWN.title)}`;
  const what = name === undefined ? kind : `${kind} ${name}`;
  if (text === undefined) return md`• ${short(what, SHOWN.name)}: ${ref === undefined ? "nothing" : "erased"}`;
  return md`• ${short(what, SHOWN.name)}: ${short(kind === "prompt" ? promptWords(text) : text, WORDS)}`;
};

const costWords = ({ usage, cents, unpriced }: RecordedRun): string => {
  const tokens = usage.input + usage.cacheRead + usage.cacheWrite + usage.output;
  const price = unpriced > 0 ? "price not known" : `${cents.toLocaleString("en", { maximumFractionDigits: 4 })} US cents`;
  return `${tokens.toLocaleString("en")} tokens, ${price}`;
};

const runLines = (t: Telling, { run, entries, more }: RunShown): Mrkdwn => {
  const { pattern, purpose, onBehalfOf, began, model, outcome } = run;
  const whom = onBehalfOf === undefined ? NOTHING : md` for ${nameOf(t.file.directory, onBehalfOf)}`;
  const by = model === undefined ? "no model answered" : short(model, SHOWN.name);
  const head = md`*${short(pattern, SHOWN.name)}* (${purpose})${whom}, ${when(t, began)}: ${short(outcome ?? "no answer", SHOWN.name)} · ${by} · ${costWords(run)}`;
  return joinMd([head, ...entries.map(entryLine), more ? md`• and more, in the export` : undefined]);
};

/** What models were asked for a case, what they answered, what was judged of it, and what it cost; with marks for what is personal. */
export const agentRunsAnswer = (t: Telling, runs: readonly RunShown[], skip: number, hasMore: boolean): Answer => {
  const words = md`What models were asked for ${caseName(t)}${runs.length === 0 ? ": nothing more." : "."}`;
  return answer(words, [
    section(words),
    ...runs.map((shown) => section(runLines(t, shown))),
    ...actions([hasMore ? button("Next page", ACT.agentRuns, aboutCase(t, { after: skip + RUNS_PAGE })) : undefined]),
    ...context(
      md`As it left and came back: marks such as [PERSON_1] stand for what no model saw. \`node src/cli.ts audit &lt;case&gt; --as &lt;you&gt; --agent\` writes it whole. This reading is a row of the trace, too.`,
    ),
  ]);
};
