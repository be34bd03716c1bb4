import type { CaseFile } from "../../application/case-file.ts";
import type { CaseFiles } from "../../application/case-files.ts";
import type { Clock, Logger } from "../../application/ports/machine.ts";
import type { Reads } from "../../application/ports/reads.ts";
import type { Specialists } from "../../application/ports/specialists.ts";
import type { Directory } from "../../engine/directory.ts";
import type { WorkspaceId } from "../../engine/ids.ts";
import type { Waking } from "../../engine/messages/agent-record.ts";
import type { Ran } from "../run-agent.ts";
import { broughtBy, type EndRun } from "./end-run.ts";
import type { RunLog, Waked } from "./run-log.ts";
import { personFor, type Think } from "./think.ts";
import { wordsOf } from "./words.ts";

interface Ports {
  readonly log: RunLog;
  readonly end: EndRun;
  readonly think: Think;
  readonly specialists: Specialists;
  readonly reads: Pick<Reads, "texts">;
  readonly files: CaseFiles;
  readonly directory: () => Directory;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Carries out what woke an agent. It throws where it may be tried again. */
export type RunSpecialist = (workspace: WorkspaceId, waking: Waking, signal: AbortSignal) => Promise<void>;

/** What may be better at the next attempt. */
const TRY_AGAIN: ReadonlySet<Ran["ended"]> = new Set<Ran["ended"]>(["fault", "stopped"]);

export const createRunSpecialist = (ports: Ports): RunSpecialist => {
  const { log, end, think, files, reads, specialists, directory, clock, logger } = ports;

  const attempt = async (waked: Waked, file: CaseFile | undefined, earlier: number, signal: AbortSignal): Promise<void> => {
    const { workspace, waking, specialist } = waked;
    if (earlier > specialist.retries) return await end.finish(waked, { outcome: "failed", ended: "attempts" }, "");
    const words = wordsOf(waking, file, await broughtBy(reads, workspace, waking), clock.now());
    await log.say(waked, { type: "agent.woke", run: waking.run, event: waking.event });
    await log.attempt(waked);
    const { ended, text } = await think(waked, { file, words, signal });
    if (TRY_AGAIN.has(ended) && (earlier < specialist.retries || signal.aborted))
      throw new Error(`${specialist.name} got no answer from its model (${ended})`);
    await end.finish(waked, { outcome: ended === "said" ? "done" : "failed", ended }, text);
  };

  const carryOut = async (waked: Waked, file: CaseFile | undefined, signal: AbortSignal): Promise<void> => {
    const begun = await log.begin(waked);
    if (!begun.ok) return await end.leave(waked, begun.first);
    const { attempts, end: ended } = await log.soFar(waked);
    if (ended === undefined) await attempt(waked, file, attempts, signal);
    else await end.tell(waked, ended);
  };

  return async (workspace, waking, signal) => {
    const specialist = specialists().find(({ name }) => name === waking.agent);
    const file = waking.instance === undefined ? undefined : await files.of(workspace, waking.instance);
    const person = specialist && personFor(specialist, directory(), file);
    if (specialist === undefined || person === undefined || (file === undefined && waking.instance !== undefined))
      return logger.warn({ agent: waking.agent, run: waking.run }, "an agent was not woken: it is gone, or whoever it acts for is");
    await carryOut({ workspace, waking, specialist, person }, file, signal);
  };
};
