import type { CaseFile } from "../application/case-file.ts";
import type { Catalogue } from "../application/ports/catalogue.ts";
import type { MessageRecord } from "../application/ports/messages.ts";
import type { Attempted } from "./attempt-call.ts";
import { contentHash, hasPlan, type Recorded, renderRecord } from "./render-record.ts";
import type { Capability } from "./views/render-message.ts";
import type { Rendered } from "./views/rendered.ts";

/** What is shown: one record, or a bundle of them. */
export interface Showing {
  readonly message: MessageRecord;
  readonly file: CaseFile | undefined;
  readonly also: readonly Recorded[];
  readonly repeat: boolean;
}

export interface Shown<T> {
  readonly attempted: Attempted<T>;
  readonly rendered: Rendered;
  readonly hash: string;
}

export interface ShowRecord {
  /** Undefined where its case is gone. */
  render(showing: Showing): Rendered | undefined;
  show<T>(showing: Showing, call: (rendered: Rendered, hash: string) => Promise<Attempted<T>>): Promise<Shown<T> | undefined>;
}

const isRefused = (attempted: Attempted<unknown>): boolean =>
  !attempted.ok && attempted.failure.outcome === "terminal" && attempted.failure.code.startsWith("invalid_blocks");

/**
 * Whether the workspace takes Slack's plan block is found out by using it: what is refused for it goes out plain, and so does everything
 * after it.
 */
export const createShowRecord = (catalogue: Pick<Catalogue, "current" | "directory">, plan: boolean): ShowRecord => {
  let capability: Capability = { plan };
  const renderWith = ({ message, file, also, repeat }: Showing, capable: Capability): Rendered | undefined =>
    renderRecord(message, file, { also, repeat, capability: capable }, catalogue);
  return {
    render: (showing) => renderWith(showing, capability),
    show: async (showing, call) => {
      const shownAs = async (rendered: Rendered) => {
        const hash = contentHash(rendered, showing.repeat);
        return { attempted: await call(rendered, hash), rendered, hash };
      };
      const rendered = renderWith(showing, capability);
      if (rendered === undefined) return undefined;
      const first = await shownAs(rendered);
      if (!isRefused(first.attempted) || !hasPlan(rendered.blocks)) return first;
      const plain = renderWith(showing, { plan: false });
      if (plain === undefined) return undefined;
      const second = await shownAs(plain);
      // Refused once more: it was not the plan.
      if (!isRefused(second.attempted)) capability = { plan: false };
      return second;
    },
  };
};
