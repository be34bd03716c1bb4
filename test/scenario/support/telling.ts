import { Webhook } from "standardwebhooks";
import { type Stage, WEBHOOK_SECRET } from "../../support/stage.ts";

/** Another system tells the product something, signed; answers what it got. */
export const tells = async (
  stage: Stage,
  id: string,
  type: string,
  data: Readonly<Record<string, unknown>>,
  settle = true,
): Promise<{ readonly status: number; readonly body: unknown }> => {
  const body = JSON.stringify({ type, data });
  const at = new Date();
  const headers = {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(WEBHOOK_SECRET).sign(id, at, body),
  };
  const response = await fetch(`http://127.0.0.1:${stage.app().port}/events`, { method: "POST", headers, body });
  const answer = { status: response.status, body: await response.json() };
  if (settle) await stage.settled();
  return answer;
};

const textsIn = (part: unknown): string[] => {
  if (Array.isArray(part)) return part.flatMap(textsIn);
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    typeof value === "string" && (key === "text" || key === "title") ? [value] : textsIn(value),
  );
};

/** Everything that can be read on a message, a form or a page, buttons included. */
export const wordsOf = (shown: { readonly text?: string; readonly blocks?: readonly unknown[] } | undefined): string =>
  shown === undefined ? "" : [shown.text ?? "", ...textsIn(shown.blocks ?? [])].join("\n");

/** What only this person was shown, oldest first. */
export const whisperedTo = (stage: Stage, handle: string): readonly string[] => {
  const { id } = stage.as(handle);
  return stage.slack.ephemerals().flatMap(({ user, message }) => (user === id ? [wordsOf(message)] : []));
};

/** What this person reads in their direct messages with the app, as it stands now. */
export const directTo = (stage: Stage, handle: string): readonly string[] => {
  const person = stage.as(handle);
  return person.sees(person.dm).map(wordsOf);
};

/** Everything in a channel, threads included, as it stands now. */
export const saidIn = (stage: Stage, channel: string): readonly string[] => stage.slack.messages(channel).map(wordsOf);

/** The person's phone still shows a message as it was: they press a button that may be gone by now. */
export const pressesOld = async (
  stage: Stage,
  handle: string,
  old: { readonly ts: string; readonly channel: string; readonly thread_ts?: string; readonly blocks?: readonly unknown[] },
  label: string,
): Promise<void> => {
  const button = buttonsIn(old.blocks ?? []).find((each) => textsIn(each).includes(label));
  if (button === undefined) throw new Error(`the old message had no "${label}"`);
  pressed += 1;
  const { id } = stage.as(handle);
  const payload = {
    type: "block_actions",
    team: { id: stage.slack.team.id },
    user: { id },
    trigger_id: "expired",
    container: { type: "message", message_ts: old.ts, channel_id: old.channel, is_ephemeral: false },
    channel: { id: old.channel },
    message: { ts: old.ts, ...(old.thread_ts === undefined ? {} : { thread_ts: old.thread_ts }) },
    actions: [{ ...button, action_ts: `${pressed}.000000` }],
  };
  const acknowledgement = { ok: true, via: "socket", tookMs: 0 } as const;
  await stage.slack.redeliver({ kind: "interactive", payload, attempt: 0, at: 0, acknowledgement });
  await stage.settled();
};

let pressed = 2_000_000_000;

const buttonsIn = (part: unknown): Readonly<Record<string, unknown>>[] => {
  if (Array.isArray(part)) return part.flatMap(buttonsIn);
  if (typeof part !== "object" || part === null) return [];
  if ("type" in part && part.type === "button") return [{ ...part }];
  return Object.values(part).flatMap(buttonsIn);
};

/** `action verdict` of every row of a case's trace, in order. */
export const traceOf = async (stage: Stage, caseId: string): Promise<readonly string[]> => {
  const { rows } = await stage.database.pool.query<{ action: string; verdict: string }>(
    "SELECT action, verdict FROM audit_log WHERE case_id = $1 ORDER BY run, seq",
    [caseId],
  );
  return rows.map(({ action, verdict }) => `${action} ${verdict}`);
};
