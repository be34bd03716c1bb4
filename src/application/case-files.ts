import type { InstanceId, WorkspaceId } from "../engine/ids.ts";
import type { Instance } from "../engine/instance.ts";
import { isTextRef } from "../engine/value.ts";
import type { CaseFile } from "./case-file.ts";
import type { Catalogue } from "./ports/catalogue.ts";
import type { Clock } from "./ports/machine.ts";
import type { Reads } from "./ports/reads.ts";

/** Gathers what a view needs of a case. */
export interface CaseFiles {
  of(workspace: WorkspaceId, id: InstanceId): Promise<CaseFile | undefined>;
  /** For instances already read; texts of all in one question. */
  ofAll(workspace: WorkspaceId, instances: readonly Instance[]): Promise<readonly CaseFile[]>;
}

const textIds = (instance: Instance): readonly string[] => {
  const suggested = Object.values(instance.suggestions ?? {}).flatMap(({ act, final }) => [act, ...(final === undefined ? [] : [final])]);
  const drafts = Object.values(instance.drafts).flatMap(({ offered }) => Object.values(offered?.words ?? {}));
  const packets = Object.values(instance.steps).flatMap((step) =>
    "handOff" in step ? Object.values(step.handOff?.words?.words ?? {}) : [],
  );
  const values = [
    ...drafts,
    ...packets,
    ...Object.values(instance.inputs),
    ...Object.values(instance.evidence).map((evidence) => evidence.value),
    ...suggested.flatMap((act) => [
      ...("evidence" in act ? Object.values(act.evidence ?? {}) : []),
      ...("inputs" in act ? Object.values(act.inputs) : []),
    ]),
  ];
  return values.filter(isTextRef).map((ref) => ref.text);
};

export const createCaseFiles = ({
  reads,
  catalogue,
  clock,
}: {
  readonly reads: Pick<Reads, "instance" | "texts">;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
}): CaseFiles => {
  const ofAll: CaseFiles["ofAll"] = async (workspace, instances) => {
    const ids = [...new Set(instances.flatMap(textIds))];
    const texts = ids.length === 0 ? new Map<string, string>() : await reads.texts(workspace, ids);
    const files: CaseFile[] = [];
    for (const instance of instances) {
      const definition = await catalogue.version(instance.version);
      if (definition !== undefined) files.push({ definition, instance, directory: catalogue.directory(), texts, now: clock.now() });
    }
    return files;
  };
  return {
    ofAll,
    of: async (workspace, id) => {
      const instance = await reads.instance(workspace, id);
      return instance === undefined ? undefined : (await ofAll(workspace, [instance]))[0];
    },
  };
};
