import type { Telling } from "../../views/telling.ts";

/** Of everybody who is known here: a model names nobody of them by itself. */
export const namesKnown = ({ file }: Telling): readonly string[] => [...file.directory.people.values()].map(({ name }) => name);
