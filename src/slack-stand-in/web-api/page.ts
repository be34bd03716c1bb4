import { type Json, textOf } from "../json.ts";
import { refuse } from "./refusal.ts";

export interface Page<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
  /** `response_metadata` as Slack gives it: an empty cursor at the end. */
  readonly metadata: { readonly next_cursor: string };
}

const encode = (offset: number): string => Buffer.from(`next:${offset}`).toString("base64");

const decode = (cursor: string): number => {
  const offset = /^next:(\d+)$/.exec(Buffer.from(cursor, "base64").toString())?.[1];
  return offset === undefined ? refuse("invalid_cursor") : Number(offset);
};

const readLimit = (limit: unknown, usual: number): number => {
  if (limit === undefined || limit === "") return usual;
  const asked = Number(limit);
  return Number.isInteger(asked) && asked > 0 ? Math.min(asked, 1000) : refuse("invalid_limit");
};

/** One page of what is listed, by `limit` and `cursor`. */
export const pageOf = <T>(all: readonly T[], args: Json, usual = 100): Page<T> => {
  const cursor = textOf(args.cursor);
  const from = cursor === undefined ? 0 : decode(cursor);
  const to = from + readLimit(args.limit, usual);
  const hasMore = to < all.length;
  return { items: all.slice(from, to), hasMore, metadata: { next_cursor: hasMore ? encode(to) : "" } };
};
