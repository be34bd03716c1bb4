import { TOOL_NAMES } from "../../application/ports/specialists.ts";
import { nearest } from "../../engine/nearest.ts";
import { CASE_OWNER } from "../normalise/agents.ts";
import { normaliseAddress } from "../normalise/who.ts";
import type { AgentDocument, AgentsDocument } from "../schema/agents.ts";
import { type DirectoryNames, isEmail, isSlackId } from "./directory-names.ts";
import type { Finding } from "./rule.ts";

/** `directory` is undefined when `teams.yaml` cannot be read: nobody is then called unknown. */
export type AgentRule = (document: AgentsDocument, directory: DirectoryNames | undefined) => readonly Finding[];

const each = ({ agents }: AgentsDocument, look: (name: string, agent: AgentDocument) => readonly Finding[]): readonly Finding[] =>
  Object.entries(agents).flatMap(([name, agent]) => look(name, agent));

/** An agent is given tools that there are. */
export const agentToolsAreKnown: AgentRule = (document) =>
  each(document, (name, { tools = [] }) =>
    tools.flatMap((tool, index): Finding[] =>
      (TOOL_NAMES as readonly string[]).includes(tool)
        ? []
        : [
            {
              path: ["agents", name, "tools", index],
              message: `unknown tool "${tool}"`,
              expected: `one of ${TOOL_NAMES.join(", ")}`,
              nearest: nearest(tool, TOOL_NAMES),
            },
          ],
    ),
  );

/** It acts for a person of `teams.yaml`, for a Slack user, or for the owner of the case's process. */
export const agentsActForSomebody: AgentRule = (document, directory) =>
  each(document, (name, { for: written }) => {
    if (written === CASE_OWNER || isSlackId(written)) return [];
    const person = normaliseAddress(written);
    if (directory === undefined ? isEmail(person) : directory.people.has(person)) return [];
    return [
      {
        path: ["agents", name, "for"],
        message: `unknown person "${written}"`,
        expected: `an email of teams.yaml, a Slack user id, or ${CASE_OWNER}`,
        nearest: nearest(written, [CASE_OWNER, ...(directory?.people ?? [])]),
      },
    ];
  });

/** A lead gives tasks to agents of this file, not to itself. */
export const agentTeamsAreKnown: AgentRule = (document) =>
  each(document, (name, { team = [] }) => {
    const others = Object.keys(document.agents).filter((other) => other !== name);
    return team.flatMap((member, index): Finding[] =>
      others.includes(member)
        ? []
        : [
            {
              path: ["agents", name, "team", index],
              message: member === name ? `"${name}" is in its own team` : `unknown agent "${member}"`,
              expected: others.length === 0 ? "another agent of this file" : `one of ${others.join(", ")}`,
              nearest: nearest(member, others),
            },
          ],
    );
  });

/** Nobody leads a lead: a task is given once, and its result comes back once. */
export const agentTeamsAreOfSpecialists: AgentRule = (document) =>
  each(document, (name, { team = [] }) =>
    team.flatMap((member, index): Finding[] =>
      member === name || document.agents[member]?.team === undefined
        ? []
        : [
            {
              path: ["agents", name, "team", index],
              message: `"${member}" leads a team itself`,
              expected: "an agent without a team",
            },
          ],
    ),
  );

/** What an agent gives and gets back goes to whom it is meant for, and wakes nobody else. */
export const agentsDoNotWakeOnTasks: AgentRule = (document) =>
  each(document, (name, { wakes_on = [] }) =>
    wakes_on.flatMap((event, index): Finding[] =>
      event.startsWith("agent.")
        ? [
            {
              path: ["agents", name, "wakes_on", index],
              message: `"${event}" wakes whoever it is for, and nobody else`,
              expected: "an event from outside, case.started, task.blocked or task.completed",
            },
          ]
        : [],
    ),
  );

/** An agent that neither wakes nor is given tasks is never heard of. */
export const agentsAreWoken: AgentRule = (document) => {
  const members = new Set(Object.values(document.agents).flatMap(({ team = [] }) => team));
  return each(document, (name, { wakes_on = [] }) =>
    wakes_on.length > 0 || members.has(name)
      ? []
      : [{ path: ["agents", name], on: "key", message: `nothing wakes "${name}"`, expected: "wakes_on, or the team of a lead" }],
  );
};
