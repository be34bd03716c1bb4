import type { Definition } from "../engine/definition.ts";
import type { Directory } from "../engine/directory.ts";
import type { Instant } from "../engine/ids.ts";
import type { Instance } from "../engine/instance.ts";

/** All that a view needs to show one case as it is now. A view is a pure function of it. */
export interface CaseFile {
  readonly definition: Definition;
  readonly instance: Instance;
  readonly directory: Directory;
  /** Personal texts by `TextRef.text`; an erased one is missing and shows as *erased*. */
  readonly texts: ReadonlyMap<string, string>;
  /** Domain time at which it is shown. */
  readonly now: Instant;
}
