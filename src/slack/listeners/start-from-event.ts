import { isTextRef, type Value } from "../../engine/value.ts";
import type { StartForm } from "../views/modals/start.ts";
import type { Asker, Listening } from "./listening.ts";

/** `company (data.company): Expected a text.` */
const PROBLEM = /^([^\s(]+) \([^)]*\): (.+)$/s;

const problemsOf = (problems: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    problems.map((problem, n) => {
      const [, field, what] = PROBLEM.exec(problem) ?? [];
      return field === undefined || what === undefined ? [`${n + 1}`, problem] : [field, what];
    }),
  );

const isValue = (value: unknown): value is Value => value === null || ["string", "number", "boolean"].includes(typeof value);

/** Which event it was stands in the message's key: `start-form:<workflow>:<event id>:<person>`. */
const eventIdOf = (key: string, workflow: string): string => {
  const rest = key.slice(`start-form:${workflow}:`.length);
  const end = rest.lastIndexOf(":");
  return end < 0 ? rest : rest.slice(0, end);
};

/** The start form of an event that could start nothing, filled in as far as the event goes. Undefined when it is not known any more. */
export const eventForm = async (l: Listening, key: string, place: Asker["place"]): Promise<StartForm | undefined> => {
  const content = (await l.messages.find(l.workspace, key))?.content;
  if (content?.kind !== "start-form") return undefined;
  const definition = l.catalogue.current(content.workflow);
  if (definition === undefined) return undefined;
  const texts = await l.reads.texts(
    l.workspace,
    Object.values(content.inputs).flatMap((value) => (isTextRef(value) ? [value.text] : [])),
  );
  const plain = (value: unknown): unknown => (isTextRef(value) ? texts.get(value.text) : value);
  const values = Object.entries(content.inputs).flatMap(([name, value]): (readonly [string, Value])[] => {
    const known = plain(value);
    return isValue(known) ? [[name, known]] : [];
  });
  return {
    definition,
    directory: l.catalogue.directory(),
    values: Object.fromEntries(values),
    problems: problemsOf(content.problems),
    place: { ...place, event: { type: content.event, id: eventIdOf(key, content.workflow) } },
  };
};
