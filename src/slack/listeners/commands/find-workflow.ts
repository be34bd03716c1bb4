import type { Catalogue } from "../../../application/ports/catalogue.ts";
import type { Definition } from "../../../engine/definition.ts";
import { nearest } from "../../../engine/nearest.ts";

const plain = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, " ");

/** A workflow by its id or title, however it is spelt; by the beginning of a word of either, if only one has such a word. */
export const findWorkflow = (
  catalogue: Pick<Catalogue, "all">,
  typed: string,
): { readonly definition: Definition | undefined; readonly nearest: string | undefined } => {
  const all = catalogue.all();
  const names = (definition: Definition): readonly string[] => [plain(definition.workflow), plain(definition.title)];
  const exact = all.find((definition) => names(definition).includes(plain(typed)));
  const beginning = all.filter((definition) => names(definition).some((name) => ` ${name}`.includes(` ${plain(typed)}`)));
  const definition = exact ?? (beginning.length === 1 ? beginning[0] : undefined);
  if (definition !== undefined) return { definition, nearest: undefined };
  // `onbording` is near *customer onboarding* by one of its words.
  const near =
    nearest(plain(typed), all.flatMap(names)) ??
    nearest(
      plain(typed),
      all.flatMap(names).flatMap((name) => name.split(" ")),
    );
  return {
    definition: undefined,
    nearest: near && all.find((each) => names(each).some((name) => ` ${name}`.includes(` ${near}`)))?.workflow,
  };
};
