import type { FunctionComponent } from "preact";
import type { Json } from "../../../api.ts";
import type { Context } from "../context.ts";

export interface BlockProps {
  readonly block: Json;
  /** Its own, or of what it stands in. */
  readonly blockId: string;
  readonly context: Context;
}

export type BlockKind = FunctionComponent<BlockProps>;
