import { randomUUID } from "node:crypto";
import { refuse } from "../web-api/refusal.ts";
import type { ResponseUrl, Trigger } from "./state.ts";
import type { Workspace } from "./workspace.ts";

/** What has long expired need not be remembered for ever. */
const keepNewest = (kept: Map<string, unknown>, most: number): void => {
  for (const oldest of kept.keys()) {
    if (kept.size <= most) return;
    kept.delete(oldest);
  }
};

/** A trigger is good once and for three seconds. */
export const newTrigger = (workspace: Workspace, user: string, from: Pick<Trigger, "viewId" | "channel"> = {}): string => {
  const id = `${workspace.nextCount()}.${workspace.machineClock.now()}.${randomUUID().replaceAll("-", "")}`;
  const expiresAt = workspace.machineClock.now() + workspace.triggerLifeMs;
  keepNewest(workspace.state.triggers, 1000);
  workspace.state.triggers.set(id, { user, expiresAt, used: false, ...from });
  return id;
};

export const takeTrigger = (workspace: Workspace, id: unknown): Trigger => {
  const trigger = typeof id === "string" ? workspace.state.triggers.get(id) : undefined;
  if (!trigger) return refuse("invalid_trigger_id");
  if (trigger.used) refuse("exchanged_trigger_id");
  if (workspace.machineClock.now() > trigger.expiresAt) refuse("expired_trigger_id");
  return trigger;
};

const RESPONSE_URL_LIFE_MS = 30 * 60_000;

export const newResponseUrl = (workspace: Workspace, place: Pick<ResponseUrl, "user" | "channel" | "messageTs" | "threadTs">): string => {
  const id = randomUUID();
  keepNewest(workspace.state.responseUrls, 10_000);
  workspace.state.responseUrls.set(id, { ...place, expiresAt: workspace.machineClock.now() + RESPONSE_URL_LIFE_MS, uses: 0 });
  return id;
};
