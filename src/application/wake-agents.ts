import { createHash } from "node:crypto";
import type { InstanceId, StepKey, WorkspaceId } from "../engine/ids.ts";
import type { Waking } from "../engine/messages/agent-record.ts";
import type { Command } from "../engine/messages/command.ts";
import type { Event, EventBody } from "../engine/messages/event.ts";
import type { AgentRecords } from "./ports/agent-records.ts";
import type { NewJob } from "./ports/jobs.ts";
import type { Logger } from "./ports/machine.ts";
import type { Purpose } from "./ports/model.ts";
import type { Specialist, Specialists } from "./ports/specialists.ts";
import type { IncomingEvent } from "./start-by-event.ts";

/** What happens in a case, by the names that agents wake on. */
const INSIDE: { readonly [T in EventBody["type"]]?: string } = {
  "instance.started": "case.started",
  "step.blocked": "task.blocked",
  "step.completed": "task.completed",
  "decision.made": "task.completed",
  "approval.decided": "task.completed",
};

interface Ports {
  readonly specialists: Specialists;
  readonly records: Pick<AgentRecords, "keep">;
  /** Whether a model is configured for that purpose: without one an agent sleeps. */
  readonly hasModel: (purpose: Purpose) => boolean;
  readonly logger: Logger;
}

/** What was decided, on its way into the store. */
interface Deciding {
  readonly command: Command;
  readonly events: readonly Event[];
}

export interface WakeAgents {
  /** Whom an event from outside wakes, once for each case that it is about; what it brought is kept where it can be erased. */
  byEvent(workspace: WorkspaceId, event: IncomingEvent, cases: readonly InstanceId[]): Promise<readonly Waking[]>;
  /** The jobs that wake agents, to be committed with what they wake on. */
  jobsOf(deciding: Deciding, instance: InstanceId | undefined): readonly NewJob[];
}

/** The same for the same cause, whoever tells of it. */
export const runOfAgent = (agent: string, ...cause: readonly (string | number | undefined)[]): string =>
  `agent:${agent}:${createHash("sha256")
    .update(JSON.stringify([agent, ...cause]))
    .digest("hex")
    .slice(0, 32)}`;

const MOST_TEXT = 20_000;

const isFor = (event: string) => (specialist: Specialist) => specialist.wakesOn.includes(event);

const jobOf = (workspace: WorkspaceId, waking: Waking): NewJob => ({
  queue: "specialist",
  data: { workspace, ...waking },
  key: waking.run,
});

export const createWakeAgents = ({ specialists, records, hasModel, logger }: Ports): WakeAgents => {
  const awake = (event: string): readonly Specialist[] => specialists().filter((each) => isFor(event)(each) && hasModel(each.model));

  /** An agent that acts for the owner of a case has nobody to act for where there is none. */
  const casesFor = ({ actsFor }: Specialist, cases: readonly InstanceId[]): readonly (InstanceId | undefined)[] => {
    if (cases.length > 0) return cases;
    return actsFor.who === "case-owner" ? [] : [undefined];
  };

  const insideWakes = ({ body, seq, step }: Event, instance: InstanceId): readonly Waking[] => {
    const event = INSIDE[body.type];
    if (event === undefined) return [];
    const at: { readonly step?: StepKey } = step === undefined ? {} : { step };
    return awake(event).map(({ name }) => ({ agent: name, run: runOfAgent(name, instance, seq), event, instance, ...at, depth: 0 }));
  };

  return {
    byEvent: async (workspace, { id, type, data }, cases) => {
      const asleep = specialists().filter((each) => isFor(type)(each) && !hasModel(each.model));
      if (asleep.length > 0)
        logger.info({ event: type, agents: asleep.map(({ name }) => name) }, "agents sleep: no model is configured for them");
      const wakes = awake(type).flatMap((specialist) =>
        casesFor(specialist, cases).map((instance) => {
          const run = runOfAgent(specialist.name, id, instance);
          return { agent: specialist.name, run, event: type, instance, text: `${run}:event`, depth: 0 };
        }),
      );
      // One for each run: it is erased with its run, and with its case.
      const brought = JSON.stringify(data).slice(0, MOST_TEXT);
      for (const { instance, text } of wakes) await records.keep(workspace, instance, text, brought);
      return wakes;
    },
    jobsOf: ({ command, events }, instance) => {
      const { workspace, actor } = command;
      const wakes = events.flatMap((event) => {
        if ("wakes" in event.body) return event.body.wakes;
        // What an agent did itself wakes no agent: a person who takes it up does.
        return instance === undefined || actor.kind === "agent" ? [] : insideWakes(event, instance);
      });
      return wakes.map((waking) => jobOf(workspace, waking));
    },
  };
};
