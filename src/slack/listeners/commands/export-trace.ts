import type { TraceRow } from "../../../application/ports/reads.ts";
import type { Instance } from "../../../engine/instance.ts";
import { errorWords } from "../../bolt-logger.ts";
import { md } from "../../mrkdwn.ts";
import { alsoOf, toCommand } from "../../to-command.ts";
import type { Answer as Said } from "../../views/answers/answer.ts";
import { say } from "../../views/answers/say.ts";
import { preformatted } from "../../views/blocks.ts";
import { refusedWords } from "../carry-out.ts";
import type { Listening } from "../listening.ts";
import type { Typed } from "./to-asker.ts";

export type ExportFormat = "json" | "csv";

const COLUMNS = [
  "seq",
  "at",
  "action",
  "verdict",
  "reason",
  "step",
  "pass",
  "actorKind",
  "actorId",
  "onBehalfOf",
  "via",
  "data",
  "previousHash",
  "hash",
] as const;

const cell = (value: unknown): string => {
  const text = value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  // A spreadsheet would run what begins like a formula.
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** The trace as a file: JSON lines, or a table with a header. Instants as UTC. */
export const traceText = (rows: readonly TraceRow[], format: ExportFormat): string => {
  const dated = rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
  const lines =
    format === "json"
      ? dated.map((row) => JSON.stringify(row))
      : [COLUMNS.join(","), ...dated.map((row) => COLUMNS.map((column) => cell(row[column])).join(","))];
  return `${lines.join("\n")}\n`;
};

const PAGE = 500;

const wholeTrace = async (l: Listening, instance: Instance): Promise<readonly TraceRow[]> => {
  const rows: TraceRow[] = [];
  for (;;) {
    const page = await l.reads.trace(l.workspace, instance.id, rows.at(-1)?.seq ?? 0, PAGE);
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
};

const TEXT_PAGE = 2_900;

const pagesOf = (text: string): readonly string[] => {
  const pages: string[] = [];
  for (const line of text.split("\n").flatMap((each) => each.match(/[\s\S]{1,2900}/g) ?? [])) {
    const last = pages.at(-1);
    if (last !== undefined && last.length + line.length + 1 <= TEXT_PAGE) pages[pages.length - 1] = `${last}\n${line}`;
    else pages.push(line);
  }
  return pages;
};

/** Where no file may be sent, the same lines are sent as text, page by page. */
const sendText = async (l: Listening, channel: string, title: string, text: string): Promise<void> => {
  const pages = pagesOf(text);
  for (const [n, page] of pages.entries()) {
    await l.client.chat.postMessage({ channel, text: `${title}, page ${n + 1} of ${pages.length}`, blocks: [preformatted(page)] });
  }
};

const deliver = async (l: Listening, slackId: string, name: string, text: string): Promise<void> => {
  const { channel } = await l.client.conversations.open({ users: slackId });
  const id = channel?.id ?? slackId;
  try {
    await l.client.filesUploadV2({ channel_id: id, filename: name, title: name, content: text });
  } catch (error) {
    l.logger.warn({ error: errorWords(error) }, "a file could not be sent, so the export goes out as text");
    await sendText(l, id, name, text);
  }
};

const fileName = ({ workflow, caseId, run }: Instance, format: ExportFormat): string =>
  `trace-${workflow}-${caseId.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").slice(0, 60)}-run-${run}.${format === "json" ? "jsonl" : "csv"}`;

/** Sends the whole trace to whoever may have it, by direct message. The export is itself a row, the last one in the file. */
export const exportTrace = async (l: Listening, typed: Typed, instance: Instance, format: ExportFormat): Promise<Said> => {
  const command = toCommand(
    l.workspace,
    { ...typed, id: alsoOf(typed.id, "export") },
    { type: "ReadTrace", instance: instance.id, how: "export" },
  );
  const answer = await l.handle(command);
  if (!answer.ok) return await refusedWords(l, answer.rejection, instance.id);
  const name = fileName(instance, format);
  l.background.run("sending an export", async () => deliver(l, typed.slackId, name, traceText(await wholeTrace(l, instance), format)));
  return say(md`The trace is on its way to you as a direct message: ${name}`);
};
