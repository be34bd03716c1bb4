import type { InstanceId, WorkspaceId } from "../engine/ids.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { HandleWorkspaceCommand } from "./handle-workspace-command.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Answer, Store } from "./ports/store.ts";
import { createStartByEvent, envelope, type IncomingEvent } from "./start-by-event.ts";
import type { WakeAgents } from "./wake-agents.ts";

export type ReceiveEvent = (workspace: WorkspaceId, event: IncomingEvent) => Promise<Answer>;

interface Ports {
  readonly store: Pick<Store, "waitingFor" | "answerOf">;
  readonly catalogue: Catalogue;
  readonly handle: HandleCommand;
  readonly handleWorkspace: HandleWorkspaceCommand;
  readonly wakeAgents: Pick<WakeAgents, "byEvent">;
}

/** Starts workflows by `start_on`, feeds `wait` steps and wakes agents; a repeat of the event gets the first answer and does nothing. */
export const createReceiveEvent = ({ store, catalogue, handle, handleWorkspace, wakeAgents }: Ports): ReceiveEvent => {
  const start = createStartByEvent({ catalogue, handle, handleWorkspace });

  const startAll = async (workspace: WorkspaceId, event: IncomingEvent): Promise<readonly InstanceId[]> => {
    const started: InstanceId[] = [];
    for (const definition of catalogue.all()) {
      const rule = definition.startOn.find((candidate) => candidate.event === event.type);
      const instance = rule === undefined ? undefined : await start(workspace, event, definition, rule);
      if (instance !== undefined) started.push(instance);
    }
    return started;
  };

  const deliverAll = async (
    workspace: WorkspaceId,
    event: IncomingEvent,
    started: readonly InstanceId[],
  ): Promise<readonly InstanceId[]> => {
    const delivered: InstanceId[] = [];
    const waiting = new Set((await store.waitingFor(workspace, event.type)).map((entry) => entry.instance));
    for (const instance of waiting) {
      // What it started waits for the next of its kind, not for itself.
      if (started.includes(instance)) continue;
      const answer = await handle({ ...envelope(workspace, event, `deliver:${instance}`), type: "DeliverEvent", instance, event });
      if (answer.ok) delivered.push(instance);
    }
    return delivered;
  };

  return async (workspace, event) => {
    const whole = envelope(workspace, event, "received");
    const earlier = await store.answerOf(workspace, whole.id);
    if (earlier !== undefined) return earlier;
    const started = await startAll(workspace, event);
    const delivered = await deliverAll(workspace, event, started);
    const wakes = await wakeAgents.byEvent(workspace, event, [...started, ...delivered]);
    return await handleWorkspace({ ...whole, type: "RecordEvent", event: event.type, eventId: event.id, started, delivered, wakes });
  };
};
