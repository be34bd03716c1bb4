import type { Definition, StartOn } from "../engine/definition.ts";
import { CommandId, type InstanceId, type WorkspaceId } from "../engine/ids.ts";
import type { Envelope } from "../engine/messages/envelope.ts";
import type { Value } from "../engine/value.ts";
import { coerceValues } from "./coerce-values.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { HandleWorkspaceCommand } from "./handle-workspace-command.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Answer } from "./ports/store.ts";
import { instanceCausedBy } from "./run-action.ts";

/** An event whose signature was checked. `id` is the sender's, once for each event however often it is sent. */
export interface IncomingEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Each part of an event is a command of its own, whose id is the event's: a repeat acts once, part by part. */
export const envelope = (workspace: WorkspaceId, event: IncomingEvent, part: string): Envelope => ({
  id: CommandId.parse(`event:${event.id}:${part}`.slice(0, 500)),
  workspace,
  actor: { kind: "event", id: event.type },
  via: "webhook",
  correlation: event.id,
});

/** Follows `data.owner.email` into the event; own properties only. */
const at = (event: IncomingEvent, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (value, key) => (typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined),
      event,
    );

interface Ports {
  readonly catalogue: Catalogue;
  readonly handle: HandleCommand;
  readonly handleWorkspace: HandleWorkspaceCommand;
}

type StartByEvent = (
  workspace: WorkspaceId,
  event: IncomingEvent,
  definition: Definition,
  rule: StartOn,
) => Promise<InstanceId | undefined>;

const whyRefused = (answer: Extract<Answer, { ok: false }>): readonly string[] => {
  const fields = Object.entries(answer.rejection.fields ?? {}).map(([name, problem]) => `${name}: ${problem}`);
  return fields.length > 0 ? fields : [answer.rejection.message];
};

/** Answers the instance that the event started or found running; a mapping that does not hold is not dropped, but asked of a person. */
export const createStartByEvent = ({ catalogue, handle, handleWorkspace }: Ports): StartByEvent => {
  const badEvent = async (
    workspace: WorkspaceId,
    event: IncomingEvent,
    definition: Definition,
    inputs: Readonly<Record<string, Value>>,
    problems: readonly string[],
  ): Promise<void> => {
    await handleWorkspace({
      ...envelope(workspace, event, `bad:${definition.workflow}`),
      type: "RecordBadEvent",
      workflow: definition.workflow,
      event: event.type,
      eventId: event.id,
      problems,
      // A personal value has no place in the chain; the form asks for it again.
      inputs: Object.fromEntries(
        Object.entries(inputs).filter(([name]) => !definition.inputs.some((field) => field.name === name && field.personal)),
      ),
    });
  };

  return async (workspace, event, definition, rule) => {
    const raw = Object.fromEntries(Object.entries(rule.with).map(([input, path]) => [input, at(event, path)]));
    const { values, problems } = coerceValues(definition.inputs, raw, catalogue.directory());
    const inputs = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
    const bad = Object.entries(problems).map(([name, problem]) => `${name} (${rule.with[name]}): ${problem}`);
    if (bad.length > 0) {
      await badEvent(workspace, event, definition, inputs, bad);
      return undefined;
    }
    const answer = await handle({
      ...envelope(workspace, event, `start:${definition.workflow}`),
      type: "StartWorkflow",
      workflow: definition.workflow,
      newInstance: instanceCausedBy(JSON.stringify([workspace, event.id, definition.workflow])),
      inputs,
      event: { type: event.type, id: event.id },
      confirmed: true,
    });
    if (answer.ok) return answer.instance;
    if (answer.rejection.code === "already-running") return answer.rejection.instance;
    await badEvent(workspace, event, definition, inputs, whyRefused(answer));
    return undefined;
  };
};
