import type { CaseFile } from "../../application/case-file.ts";
import type { Ask } from "../../application/ports/ask.ts";
import type { Prose } from "../../application/ports/controls.ts";
import type { MachineClock } from "../../application/ports/machine.ts";
import type { Specialist, Specialists } from "../../application/ports/specialists.ts";
import type { Directory } from "../../engine/directory.ts";
import type { PersonId } from "../../engine/ids.ts";
import { isHere, personAt, processOwnersOf } from "../../engine/people.ts";
import { createRunAgent, type Ran } from "../run-agent.ts";
import type { UseTool } from "../use-tool.ts";
import type { Waked } from "./run-log.ts";
import type { ToolsFor } from "./tools-for.ts";
import { systemOf } from "./words.ts";

/** On whose behalf an agent acts; undefined where that is nobody who is here. */
export const personFor = ({ actsFor: to }: Specialist, directory: Directory, file: CaseFile | undefined): PersonId | undefined => {
  const person = to.who === "address" ? personAt(directory, to.address) : file && processOwnersOf(file)[0];
  return person !== undefined && isHere(directory, person) ? person : undefined;
};

interface Ports {
  readonly ask: Ask;
  readonly useTool: UseTool;
  readonly toolsFor: ToolsFor;
  readonly specialists: Specialists;
  readonly directory: () => Directory;
  readonly machine: MachineClock;
}

interface Task {
  readonly file: CaseFile | undefined;
  readonly words: Prose;
  readonly signal: AbortSignal;
}

/** Lets an agent at what woke it, once. */
export type Think = (waked: Waked, task: Task) => Promise<Ran>;

export const createThink = ({ ask, useTool, toolsFor, specialists, directory, machine }: Ports): Think => {
  return async (waked, { file, words, signal }) => {
    const { workspace, waking, specialist, person } = waked;
    const team = specialists().filter(({ name }) => specialist.team.includes(name));
    const mayAct = (member: Specialist): boolean => personFor(member, directory(), file) !== undefined;
    // The same run: what was said and carried out stands, and only a turn without an answer is asked again.
    const askAgain: Ask = async (asked) => await ask({ ...asked, tries: specialist.retries + 1 });
    return await createRunAgent({ ask: askAgain, useTool, machine })({
      workspace,
      instance: waking.instance,
      person,
      agent: specialist.name,
      run: waking.run,
      pattern: specialist.name,
      purpose: specialist.model,
      system: systemOf(specialist, team),
      words,
      tools: toolsFor(waked, file, { team, mayAct }),
      bounds: { ms: specialist.timeoutMs },
      signal,
      ...(specialist.autonomy === "assist" ? { ceiling: "assist" } : {}),
    });
  };
};
