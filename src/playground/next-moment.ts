import type { CaseFile } from "../application/case-file.ts";
import type { Moment } from "./api.ts";
import { foresee, momentOf } from "./foresee.ts";
import { caseTitleOf, nameOf } from "./in-words.ts";
import { createNextDigest, type Digest } from "./next-digest.ts";
import type { MovableClock, ProductLike } from "./ports.ts";

const digestMoment = ({ at, person, file, things }: Digest): Moment => ({
  at,
  what: `Morning digest to ${nameOf(file, person)}: ${things === 1 ? "one thing is" : `${things} things are`} left over`,
  instance: file.instance.id,
  caseTitle: caseTitleOf(file),
  rule: undefined,
});

const earlier = (one: Moment | undefined, other: Moment | undefined): Moment | undefined =>
  one !== undefined && (other === undefined || one.at <= other.at) ? one : other;

const firstOf = (files: readonly CaseFile[]): Moment | undefined =>
  files.map((file) => foresee(file, 1)[0]).reduce<Moment | undefined>((first, next) => earlier(first, next && momentOf(next)), undefined);

/** What happens next by itself in any case, in words; undefined when nothing would. */
export const createNextMoment = (ports: { readonly clock: MovableClock; readonly product: ProductLike }) => {
  const { workspace, store, files } = ports.product.core;
  const nextDigest = createNextDigest(ports);
  return async (): Promise<Moment | undefined> => {
    const open = await files.ofAll(workspace, await store.openInstances(workspace, undefined));
    const digest = await nextDigest();
    return earlier(firstOf(open), digest && digestMoment(digest));
  };
};
