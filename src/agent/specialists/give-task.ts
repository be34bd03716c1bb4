import { z } from "zod";
import type { Specialist } from "../../application/ports/specialists.ts";
import { type OwnTool, ownTool, VALUES, WORDS } from "../tools/tool.ts";

/** What a lead asks of an agent of its team. */
export interface Task {
  readonly to: string;
  readonly goal: string;
  readonly inputs: readonly { readonly name: string; readonly value: string }[];
  readonly expects: string;
}

/** A run gives no more tasks than that. */
const MOST_TASKS = 4;

interface Lead {
  readonly team: readonly Specialist[];
  /** How the case of the run may be called; none outside any. */
  readonly isCase: (named: string) => boolean;
  /** Makes the event that wakes whoever it is for; undefined, or why it cannot. */
  readonly give: (task: Task) => Promise<string | undefined>;
}

/** As it is kept for whoever gets the task. */
export const taskWords = ({ goal, inputs, expects }: Task): string =>
  [`Goal: ${goal}`, ...inputs.map(({ name, value }) => `${name}: ${value}`), `Expected: ${expects}`].join("\n");

/** Splits work: the task is an event, and its result another. Nobody is called. */
export const giveTaskTool = ({ team, isCase, give }: Lead): OwnTool => {
  let given = 0;
  const names = team.map(({ name }) => name);
  return ownTool(
    {
      name: "give_task",
      description: `Gives a task to an agent of your team (${names.join(", ")}). Its result wakes you again, later: end when you have given what you had to give.`,
    },
    {
      to: z.string().min(1).max(80).describe("The agent, by its name"),
      goal: WORDS,
      case: z.string().min(1).max(300).describe("The case that you work on, by its id; `none` where you work on none"),
      inputs: VALUES,
      expects: z.string().min(1).max(500).describe("What the result has to say"),
    },
    async ({ case: named, ...task }) => {
      if (!names.includes(task.to)) return { wrong: `${JSON.stringify(task.to)} is not in your team. It has: ${names.join(", ")}.` };
      if (!isCase(named)) return { wrong: "A task is about the case that you work on, or about none where you work on none." };
      if (given >= MOST_TASKS) return { wrong: `You have given ${MOST_TASKS} tasks. Wait for their results.` };
      given += 1;
      const wrong = await give(task);
      return wrong === undefined ? "Given. Its result will wake you." : { wrong };
    },
  );
};
