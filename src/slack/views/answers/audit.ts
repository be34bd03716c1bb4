import type { AgentRecords } from "../../../application/ports/agent-records.ts";
import type { TraceRow } from "../../../application/ports/reads.ts";
import type { PersonId } from "../../../engine/ids.ts";
import { ACT } from "../../button.ts";
import { nameOf, short } from "../../escape.ts";
import { SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md, NOTHING } from "../../mrkdwn.ts";
import { actions, button, context, section } from "../blocks.ts";
import { aboutCase, caseName, type Telling, when } from "../telling.ts";
import { type Answer, answer } from "./answer.ts";

/** Rows on one page: what a section holds comfortably. */
export const AUDIT_PAGE = 20;

const actorWords = (t: Telling, row: TraceRow): string => {
  const who = row.actorKind === "person" ? nameOf(t.file.directory, row.actorId as PersonId) : `${row.actorKind} ${row.actorId}`;
  return row.onBehalfOf === undefined ? who : `${who} for ${nameOf(t.file.directory, row.onBehalfOf as PersonId)}`;
};

const rowLine = (t: Telling, row: TraceRow): Mrkdwn => {
  const step = row.step === undefined ? NOTHING : md` ${row.step}${(row.pass ?? 1) > 1 ? ` (pass ${row.pass})` : ""}`;
  const why = row.reason === "" ? NOTHING : md` · ${short(row.reason, SHOWN.title)}`;
  return md`${row.seq}. ${when(t, row.at)} · *${row.verdict}* ${short(row.action, SHOWN.name)}${step} · ${short(actorWords(t, row), SHOWN.name)}${why}`;
};

/** Lines into sections of a few, so that none is cut. */
const chunks = (lines: readonly Mrkdwn[]): Mrkdwn[] =>
  Array.from({ length: Math.ceil(lines.length / 5) }, (_, n) => joinMd(lines.slice(n * 5, n * 5 + 5)));

/** What models were asked for the case, and what it cost. */
type AgentTally = Awaited<ReturnType<AgentRecords["ofCase"]>>;

const agentLine = ({ runs, tokens, cents, unpriced }: AgentTally): Mrkdwn | undefined => {
  if (runs === 0) return undefined;
  const cost = unpriced === 0 ? NOTHING : md`, and ${unpriced.toLocaleString("en")} tokens without a known price`;
  return md`Agent: ${runs} ${runs === 1 ? "run" : "runs"}, ${tokens.toLocaleString("en")} tokens, ${(Math.round(cents * 100) / 100).toFixed(2)} US cents${cost}. \`node src/cli.ts audit &lt;case&gt; --as &lt;you&gt; --agent\` writes what was asked and answered.`;
};

export interface AuditPage {
  readonly rows: readonly TraceRow[];
  /** Do rows follow? */
  readonly more: boolean;
  readonly agent: AgentTally;
}

/** A page of the trace, in order, with the way to the next and to the export. */
export const auditAnswer = (t: Telling, { rows, more, agent }: AuditPage): Answer => {
  const words = md`Trace of ${caseName(t)}${rows.length === 0 ? ": nothing more." : "."}`;
  const last = rows.at(-1);
  return answer(words, [
    section(words),
    ...chunks(rows.slice(0, AUDIT_PAGE).map((row) => rowLine(t, row))).map((chunk) => section(chunk)),
    ...actions([
      more && last !== undefined ? button("Next page", ACT.audit, aboutCase(t, { after: last.seq })) : undefined,
      agent.runs === 0 ? undefined : button("What models were asked", ACT.agentRuns, aboutCase(t)),
    ]),
    ...context(
      last === undefined ? undefined : md`Hash of row ${last.seq}: ${last.hash.slice(0, 16)}`,
      agentLine(agent),
      md`\`/workflow audit &lt;case&gt; csv\` (or json) sends it whole, with every hash. This reading is a row of the trace, too.`,
    ),
  ]);
};
