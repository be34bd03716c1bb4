import { templateNames } from "../../engine/template.ts";
import type { WorkflowDocument } from "../schema/workflow.ts";
import { allLadders } from "./mentions.ts";
import type { Finding, WorkflowRule } from "./rule.ts";

/** Whoever is asked has three ways out to choose from. */
export const alternativesAreThree: WorkflowRule = ({ document }) =>
  allLadders(document).flatMap(({ levels, path }) =>
    levels.flatMap((level, index): Finding[] => {
      if (level.offer === undefined || level.warn !== undefined || level.offer.length >= 3) return [];
      const count = level.offer.length === 0 ? "no alternative" : level.offer.length === 1 ? "one alternative" : "two alternatives";
      return [{ path: [...path, index, "offer"], on: "key", message: `${count} offered`, expected: "three" }];
    }),
  );

/** A step whose `needs` are left out follows the step above; where that one begins a branch beside another, the other is easily forgotten. */
export const joinsAreSaid: WorkflowRule = ({ document }) => {
  const steps = Object.entries(document.steps);
  return steps.flatMap(([key, step], index): Finding[] => {
    const [above, needs] = [steps[index - 1]?.[0], steps[index - 1]?.[1].needs];
    const beforeAbove = steps[index - 2]?.[0];
    if (step.needs !== undefined || needs === undefined || beforeAbove === undefined) return [];
    const follows = Array.isArray(needs) ? needs.includes(beforeAbove) : true;
    return follows
      ? []
      : [
          {
            path: ["steps", key],
            on: "key",
            message: `"${key}" waits only for "${above}", which begins a branch beside others`,
            expected: `needs: [${above}], if that is meant`,
          },
        ];
  });
};

/** A title is seen by everybody in the channel. */
export const titlesAreNotPersonal: WorkflowRule = ({ document }) => {
  const personal = personalNames(document);
  const titles = [
    { title: document.case.title, path: ["case", "title"] },
    ...Object.entries(document.steps).map(([key, { title }]) => ({ title: title ?? "", path: ["steps", key, "title"] })),
  ];
  return titles.flatMap(({ title, path }) =>
    (title.includes("{{") ? templateNames(title) : [])
      .filter((name) => personal.has(name))
      .map(
        (name): Finding => ({
          path,
          within: { text: title, offset: title.indexOf(name) },
          message: `the personal "${name}" in a title`,
          expected: "a name that everybody may read",
        }),
      ),
  );
};

const personalNames = (document: WorkflowDocument): ReadonlySet<string> => {
  const fields = [document.inputs, ...Object.values(document.steps).map(({ evidence }) => evidence ?? {})].flatMap((each) =>
    Object.entries(each),
  );
  return new Set(fields.filter(([, { personal }]) => personal === true).map(([name]) => name));
};
