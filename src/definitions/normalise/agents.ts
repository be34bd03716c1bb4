import { type Specialist, TOOL_NAMES } from "../../application/ports/specialists.ts";
import type { AgentDocument, AgentsDocument } from "../schema/agents.ts";
import { normaliseDuration } from "./duration.ts";
import { normaliseAddress } from "./who.ts";

/** As it stands in `for:`. */
export const CASE_OWNER = "case owner";

const TWO_MINUTES = 120_000;

const timeoutOf = (written: string | undefined): number => {
  const duration = written === undefined ? undefined : normaliseDuration(written);
  return duration?.kind === "plain" ? duration.ms : TWO_MINUTES;
};

const normaliseAgent = (name: string, agent: AgentDocument): Specialist => ({
  name,
  responsibility: agent.responsibility,
  prompt: agent.prompt,
  tools: TOOL_NAMES.filter((tool) => agent.tools?.includes(tool)),
  model: agent.model ?? "act",
  autonomy: agent.autonomy ?? "assist",
  actsFor: agent.for === CASE_OWNER ? { who: "case-owner" } : { who: "address", address: normaliseAddress(agent.for) },
  wakesOn: [...new Set(agent.wakes_on)],
  timeoutMs: timeoutOf(agent.timeout),
  retries: agent.retries ?? 2,
  anHour: agent.an_hour ?? 20,
  team: [...new Set(agent.team)],
});

/** Fills in the defaults of `agents.yaml`. */
export const normaliseAgents = ({ agents }: AgentsDocument): readonly Specialist[] =>
  Object.entries(agents).map(([name, agent]) => normaliseAgent(name, agent));
