import type { Json } from "../json.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Acknowledgement, Carrier, Outbound, Retry } from "./acknowledgement.ts";
import { planRetry } from "./retry.ts";
import { hears } from "./subscriptions.ts";

/** One try to hand something to the app. */
export interface Delivery {
  readonly kind: Outbound["kind"];
  readonly payload: Json;
  readonly attempt: number;
  /** Machine time. */
  readonly at: number;
  readonly acknowledgement: Acknowledgement;
}

export interface Outbox {
  /** A slash command or an interaction: one try. */
  send(outbound: Outbound): Promise<Acknowledgement>;
  /** An event: resolves with the first try; the later ones go on by themselves. */
  event(event: Json): Promise<Acknowledgement>;
  /** The same once more: an event by its id, as when Slack did not see the acknowledgement, or any delivery. */
  redeliver(what: string | Delivery, retry: Retry): Promise<Acknowledgement>;
  readonly deliveries: readonly Delivery[];
  /** Tries under way and retries that wait. */
  outstanding(): number;
  stop(): void;
}

export interface OutboxSettings {
  readonly workspace: Workspace;
  readonly carrier: () => Carrier | undefined;
  readonly redeliverAfterMs: readonly [number, number, number];
}

const NOBODY: Acknowledgement = { ok: false, via: "none", error: "connection_failed", tookMs: 0 };
const UNHEARD: Acknowledgement = { ok: true, via: "none", tookMs: 0 };

const wrapEvent = (workspace: Workspace, event: Json): Json => ({
  token: "stand-in-verification",
  team_id: workspace.team.id,
  api_app_id: workspace.app.id,
  event,
  type: "event_callback",
  event_id: workspace.nextId("Ev"),
  event_time: Math.floor(workspace.clock.now() / 1000),
  authorizations: [
    { enterprise_id: null, team_id: workspace.team.id, user_id: workspace.app.botUserId, is_bot: true, is_enterprise_install: false },
  ],
  is_ext_shared_channel: false,
});

export const createOutbox = ({ workspace, carrier, redeliverAfterMs }: OutboxSettings): Outbox => {
  const deliveries: Delivery[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let underWay = 0;
  let stopped = false;

  const carry = async (outbound: Outbound, retry?: Retry): Promise<Acknowledgement> => {
    underWay += 1;
    const at = workspace.machineClock.now();
    const acknowledgement = await (carrier()?.(outbound, retry) ?? NOBODY);
    deliveries.push({ kind: outbound.kind, payload: outbound.payload, attempt: retry?.attempt ?? 0, at, acknowledgement });
    underWay -= 1;
    return acknowledgement;
  };
  const retryLater = (outbound: Outbound, last: Acknowledgement, attempt: number): void => {
    const plan = planRetry(last, attempt, redeliverAfterMs);
    if (!plan || stopped) {
      workspace.signal.changed();
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      void carry(outbound, plan).then((next) => retryLater(outbound, next, plan.attempt));
    }, plan.afterMs);
    timer.unref();
    timers.add(timer);
    workspace.signal.changed();
  };
  const deliverEvent = async (payload: Json): Promise<Acknowledgement> => {
    const outbound: Outbound = { kind: "events_api", payload };
    const first = await carry(outbound);
    retryLater(outbound, first, 0);
    return first;
  };
  return {
    deliveries,
    outstanding: () => underWay + timers.size,
    event: async (event) => (hears(workspace, event) ? deliverEvent(wrapEvent(workspace, event)) : UNHEARD),
    send: async (outbound) => {
      const acknowledgement = await carry(outbound);
      workspace.signal.changed();
      return acknowledgement;
    },
    redeliver: async (what, retry) => {
      const known = typeof what === "string" ? deliveries.find(({ payload }) => payload.event_id === what) : what;
      if (!known) throw new Error(`Slack stand-in: no event ${what} was ever delivered`);
      return carry(known, retry);
    },
    stop: () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
};
