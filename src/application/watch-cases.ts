import { createHash } from "node:crypto";
import { canonicalJson } from "../engine/canonical.ts";
import type { WorkspaceId } from "../engine/ids.ts";
import { actorsOf, openSteps } from "../insights/facts/in-case.ts";
import { type Loads, standingOf, type WatchRow, watchRows } from "../insights/watch/rows.ts";
import type { CaseFile } from "./case-file.ts";
import type { Store } from "./ports/store.ts";

/** In the trace, and on every card. */
export const ANALYST = "analyst";
/** An analysis that is older says nothing about today, whatever has not changed. */
export const KEPT_MS = 7 * 24 * 3_600_000;

export interface Watching {
  readonly rows: readonly WatchRow[];
  /** The same while nothing has changed but the time. */
  readonly state: string;
}

export const watching = (files: readonly CaseFile[], loads: Loads): Watching => {
  const rows = watchRows(files, loads);
  return {
    rows,
    state: createHash("sha256")
      .update(canonicalJson(rows.map(standingOf)))
      .digest("hex"),
  };
};

/** What waits for those whose turn it is, everywhere. */
export const loadsOf = async (store: Pick<Store, "loadOf">, workspace: WorkspaceId, files: readonly CaseFile[]): Promise<Loads> => {
  const people = [...new Set(files.flatMap((file) => openSteps(file).flatMap((step) => actorsOf(file, step))))];
  return people.length === 0 ? new Map() : await store.loadOf(workspace, people);
};

/** A step that is open as it was when it was looked at. */
export const standsIn = (file: CaseFile | undefined, { step, pass }: { readonly step: string; readonly pass: number }): boolean =>
  file?.instance.status === "running" && openSteps(file).some((open) => open.key === step && open.pass === pass);
