import { z } from "zod";
import { parseDuration } from "../../engine/duration.ts";
import { closed } from "./closed.ts";
import { address, dottedName, oneOf, text, wordId } from "./words.ts";

const SECOND = 1_000;
const TIMEOUT = "a plain duration from 5 seconds to 5 minutes, such as 2 minutes";

const isTimeout = (written: string): boolean => {
  const parsed = parseDuration(written);
  return parsed?.kind === "plain" && parsed.ms >= 5 * SECOND && parsed.ms <= 300 * SECOND;
};

const upTo = (least: number, most: number) => {
  const error = `a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

const names = (what: string) => z.array(wordId, { error: `a list of ${what}` }).min(1, { error: `at least one of the ${what}` });

const agent = closed(
  {
    responsibility: text,
    prompt: text.max(8_000, { error: "at most 8000 letters" }),
    tools: z.array(text, { error: "a list of tools" }).optional(),
    model: oneOf(["classify", "draft", "analyse", "act"]).optional(),
    autonomy: oneOf(["assist", "automate"]).optional(),
    for: address.meta({ description: "An email or a Slack user id, or `case owner`: whoever owns the process of the case." }),
    wakes_on: z.array(dottedName, { error: "a list of events, such as [task.blocked]" }).optional(),
    timeout: z.string({ error: TIMEOUT }).refine(isTimeout, { error: TIMEOUT }).optional(),
    retries: upTo(0, 5).optional(),
    an_hour: upTo(1, 1_000).optional(),
    team: names("agents").optional(),
  },
  { error: "an agent such as { responsibility: ..., prompt: ..., for: case owner, wakes_on: [task.blocked] }" },
);
export type AgentDocument = z.infer<typeof agent>;

/** `agents.yaml` as written. */
export const AgentsDocument = closed({ agents: z.record(wordId, agent, { error: "agents by name" }) }, { error: "agents, by name" }).meta({
  id: "agents",
  title: "The agents of a Coxswain workspace",
});
export type AgentsDocument = z.infer<typeof AgentsDocument>;
