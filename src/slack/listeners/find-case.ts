import { caseKeyOf } from "../../engine/case-key.ts";
import { InstanceId } from "../../engine/ids.ts";
import type { Instance } from "../../engine/instance.ts";
import { nearest } from "../../engine/nearest.ts";
import { caseFor, maySee } from "./case-of.ts";
import type { Asker, Listening } from "./listening.ts";

export interface FoundCase {
  /** Open ones first, then the newest run. */
  readonly instance: Instance | undefined;
  /** Several when workflows share a key. */
  readonly all: readonly Instance[];
  /** What may have been meant when there is none. */
  readonly nearest: string | undefined;
}

const isOpen = ({ status }: Instance): boolean => status === "running" || status === "paused";

/** The newest run of each workflow, or the open ones. */
const current = (found: readonly Instance[]): readonly Instance[] => {
  const open = found.filter(isOpen);
  return open.length > 0 ? open : found.slice(0, 1);
};

/** A name is hinted at only to those who may see the case. */
const hint = async (l: Listening, asker: Pick<Asker, "person" | "slackId">, typed: string): Promise<string | undefined> => {
  const near = nearest(typed.trim(), await l.reads.caseIds(l.workspace));
  const instance = near === undefined ? undefined : (await l.reads.byCase(l.workspace, caseKeyOf(near)))[0];
  const t = await caseFor(l, asker.person, instance?.id);
  return t !== undefined && (await maySee(l, asker, t)) ? near : undefined;
};

/** A case by its key, however it is spelt, or by its id. */
export const findCase = async (l: Listening, asker: Pick<Asker, "person" | "slackId">, typed: string): Promise<FoundCase> => {
  const key = InstanceId.safeParse(typed.trim()).success ? typed.trim() : caseKeyOf(typed);
  const found = await l.reads.byCase(l.workspace, key);
  if (found.length > 0) return { instance: current(found)[0], all: current(found), nearest: undefined };
  return { instance: undefined, all: [], nearest: await hint(l, asker, typed) };
};
