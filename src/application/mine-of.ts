import type { PersonId, WorkspaceId } from "../engine/ids.ts";
import type { CaseFiles } from "./case-files.ts";
import type { Waiting } from "./home-model.ts";
import type { Reads } from "./ports/reads.ts";

interface Ports {
  readonly reads: Pick<Reads, "assignedTo">;
  readonly files: Pick<CaseFiles, "ofAll">;
}

/** Whoever owns a step and is asked about it, too, sees it once: as its owner. */
const RANK = ["owner", "approver", "member", "asked"];
/** A matter of its own, beside what the step asks of them. */
const APART: ReadonlySet<string> = new Set(["draft", "suggestion"]);

const keyOf = ({ file, step, role }: Waiting): string => `${file.instance.id} ${step} ${APART.has(role) ? role : ""}`;

const once = (lines: readonly Waiting[]): readonly Waiting[] => {
  const kept = new Map<string, Waiting>();
  for (const line of lines) {
    const known = kept.get(keyOf(line));
    if (known === undefined || RANK.indexOf(line.role) < RANK.indexOf(known.role)) kept.set(keyOf(line), line);
  }
  return [...kept.values()];
};

/** What waits for somebody now, each once, in the order of due: steps, approvals, alternatives to choose, messages to approve or send, suggestions. */
export const mineOf = async ({ reads, files }: Ports, workspace: WorkspaceId, person: PersonId): Promise<readonly Waiting[]> => {
  const assigned = await reads.assignedTo(workspace, person);
  const cases = await files.ofAll(workspace, [...new Map(assigned.map(({ instance }) => [instance.id, instance])).values()]);
  const byId = new Map(cases.map((file) => [file.instance.id, file]));
  return once(
    assigned.flatMap(({ instance, step, role }) => {
      const file = byId.get(instance.id);
      return file === undefined ? [] : [{ file, step, role }];
    }),
  );
};
