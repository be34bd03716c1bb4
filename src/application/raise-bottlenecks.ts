import { CommandId, type PersonId, type WorkspaceId } from "../engine/ids.ts";
import { processOwnersOf } from "../engine/people.ts";
import type { Bottleneck } from "../insights/watch/analysis.ts";
import type { WatchRow } from "../insights/watch/rows.ts";
import { rowWords } from "../insights/watch/words.ts";
import type { CaseFile } from "./case-file.ts";
import type { CaseFiles } from "./case-files.ts";
import { dayStartOf } from "./day-start.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { Logger } from "./ports/machine.ts";
import { ANALYST } from "./watch-cases.ts";

interface Ports {
  readonly files: CaseFiles;
  readonly handle: HandleCommand;
  readonly logger: Logger;
}

/** To one person in one day of theirs; the rest is in their digest. */
const MOST_A_DAY = 3;

const raisedIn = ({ instance }: CaseFile) => Object.values(instance.suggestions ?? {}).filter(({ kind }) => kind === "escalate");

/** Said once of a step at one level of its ladder, whatever was answered. */
const wasRaised = (file: CaseFile, { step, pass, level }: Bottleneck): boolean =>
  raisedIn(file).some(({ act }) => act.type === "EscalateStep" && act.step === step && act.pass === pass && act.level === level);

/**
 * What is critical is put to the process owner as an escalation, the most delayed first: a suggestion, or done where policy and a signature
 * say so. Whom it reaches is the ladder's to say; that it is right, the figures say, and nothing that a model worded.
 */
export const createRaiseBottlenecks = ({ files, handle, logger }: Ports) => {
  const raise = async (run: string, file: CaseFile, person: PersonId, bottleneck: Bottleneck, row: WatchRow): Promise<void> => {
    const { instance, step, pass, level, confidence } = bottleneck;
    const answer = await handle({
      id: CommandId.parse(`${ANALYST}:${instance}:${step}:${pass}:${file.instance.steps[step]?.episodes ?? 0}:${level}`),
      workspace: file.instance.workspace,
      actor: { kind: "agent", id: ANALYST, onBehalfOf: person },
      via: "agent",
      correlation: run,
      ...(confidence === undefined ? {} : { judgement: { confidence, evidence: [`steps.${step}`], run } }),
      ...{ type: "EscalateStep", instance, step, pass, level, raisedBy: ANALYST, why: rowWords(row) },
    });
    if (!answer.ok) logger.info({ run, instance, step, why: answer.rejection.message }, "a bottleneck was not escalated");
  };

  return async (workspace: WorkspaceId, run: string, bottlenecks: readonly Bottleneck[], rows: readonly WatchRow[]): Promise<void> => {
    const cases = [...new Set(rows.map(({ instance }) => instance))];
    const around = (await Promise.all(cases.map(async (id) => await files.of(workspace, id)))).filter((file) => file !== undefined);
    const told = new Map<PersonId, number>();
    const before = (person: PersonId, now: number, file: CaseFile): number => {
      const since = dayStartOf(file.directory, person, now);
      const known = told.get(person) ?? around.flatMap(raisedIn).filter(({ to, at }) => to.includes(person) && at >= since).length;
      told.set(person, known);
      return known;
    };
    for (const bottleneck of bottlenecks) {
      const file = around.find(({ instance }) => instance.id === bottleneck.instance);
      const row = rows.find(({ instance, step }) => instance === bottleneck.instance && step === bottleneck.step);
      const person = file && processOwnersOf(file)[0];
      if (file === undefined || row === undefined || person === undefined || wasRaised(file, bottleneck)) continue;
      const count = before(person, file.now, file);
      if (count >= MOST_A_DAY) continue;
      told.set(person, count + 1);
      await raise(run, file, person, bottleneck, row);
    }
  };
};
