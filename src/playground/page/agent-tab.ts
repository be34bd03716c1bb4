import type { VNode } from "preact";
import type { AgentEntryLine, AgentRunLine, AgentView } from "../api-agent.ts";
import type { Desk } from "./desk.ts";
import { html } from "./html.ts";
import { useFetched } from "./use-fetched.ts";
import { whenOf } from "./when.ts";

const KINDS: Readonly<Record<AgentEntryLine["kind"], string>> = {
  prompt: "Asked",
  answer: "Answered",
  "tool-call": "Called",
  "tool-result": "Was told",
  verdict: "Judged",
  fault: "Failed",
};

/** JSON is laid out; anything else is shown as it is. */
const readable = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

const Entry = ({ kind, name, verdict, reason, text, isErased }: AgentEntryLine): VNode =>
  html`<li class=${verdict === "DENY" ? "deny" : ""}>
    <strong>${KINDS[kind]}</strong> ${name !== undefined && html`<code>${name}</code>`}
    ${verdict !== undefined && html`<span class="verdict">${verdict}</span>`}
    ${reason !== undefined && html`<span class="about">${reason}</span>`}
    ${isErased && html`<span class="about">Erased</span>`}
    ${text !== undefined && text !== "" && html`<pre tabindex="0">${readable(text)}</pre>`}
  </li>`;

const Run = ({ line, zone }: { line: AgentRunLine; zone: string }): VNode =>
  html`<li class=${line.outcome === "end" || line.outcome === "tools" ? "trace" : "trace warn"}>
    <details>
      <summary>
        <time>${whenOf(line.at, zone)}</time> <strong>${line.pattern}</strong>
        ${line.forWhom !== undefined && html`<span class="about">for ${line.forWhom}</span>`}
        <span class="about">${line.model ?? "no model"}, ${line.outcome ?? "no answer yet"}, ${line.tokens} tokens, ${line.cents.toFixed(2)} cents</span>
      </summary>
      <ol class="entries">${line.entries.map((entry) => html`<${Entry} key=${entry.seq} ...${entry} />`)}</ol>
    </details>
  </li>`;

/** Newest first, each with its verdicts, answers and costs. */
export const AgentRuns = ({ runs, zone }: { runs: AgentView["runs"]; zone: string }): VNode =>
  runs.length === 0
    ? html`<p class="nothing">No model was asked anything in this case.</p>`
    : html`<ol class="trail requests" reversed>
        ${runs.toReversed().map((line) => html`<${Run} key=${line.run} line=${line} zone=${zone} />`)}
      </ol>`;

/** What models were asked for a case. */
export const AgentTab = ({ desk, instance }: { desk: Desk; instance: string }): VNode => {
  const { fetched: view, error } = useFetched<AgentView>(`/api/agent?instance=${encodeURIComponent(instance)}`, desk.version);
  return html`
    <p class="about">What models were asked for this case, newest first: as it left, with what the controls said of it, and what came back.</p>
    ${error && html`<p class="act-error" role="alert">${error}</p>`}
    ${view && html`<${AgentRuns} runs=${view.runs} zone=${desk.zone} />`}
    ${view && view.older > 0 && html`<p class="about">${view.older} older ones are not shown here: the export of the trace has them all.</p>`}
  `;
};
