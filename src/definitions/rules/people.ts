import { nearest } from "../../engine/nearest.ts";
import { normaliseAddress } from "../normalise/who.ts";
import { ROLES } from "../schema/who.ts";
import { isEmail, isSlackId } from "./directory-names.ts";
import { type WhoMention, whoMentions } from "./mentions.ts";
import { explainStep } from "./names-in-scope.ts";
import type { Finding, WorkflowContext, WorkflowRule } from "./rule.ts";

/** Every team that is named is in `teams.yaml`. */
export const teamsAreKnown: WorkflowRule = ({ document, directory }) => {
  if (directory === undefined) return [];
  return whoMentions(document).flatMap(({ who, path }): Finding[] => {
    if (typeof who === "string" || !("team" in who) || directory.teams.has(who.team)) return [];
    const teams = [...directory.teams.keys()];
    return [
      {
        path: [...path, "team"],
        message: `unknown team "${who.team}"`,
        expected: `a team of teams.yaml: ${teams.join(", ")}`,
        nearest: nearest(who.team, teams),
      },
    ];
  });
};

/** Every person that is named is in `teams.yaml`, or is a Slack user id. */
export const peopleAreKnown: WorkflowRule = ({ document, directory }) =>
  whoMentions(document).flatMap(({ who, path }): Finding[] => {
    if (typeof who !== "string" || (ROLES as readonly string[]).includes(who) || isSlackId(who)) return [];
    const address = normaliseAddress(who);
    if (directory === undefined ? isEmail(address) : directory.people.has(address)) return [];
    const known = [...ROLES, ...(directory?.people ?? [])];
    return [
      {
        path,
        message: `unknown person "${who}"`,
        expected: "an email of teams.yaml, a Slack user id, or a role",
        nearest: nearest(who, known),
      },
    ];
  });

/** `same_as` and `owner_of` name an earlier step; outside a step, any step. */
export const peopleOfStepsComeBefore: WorkflowRule = (context) =>
  whoMentions(context.document).flatMap(({ who, path, step }): Finding[] => {
    if (typeof who === "string" || !("same_as" in who || "owner_of" in who)) return [];
    const [key, named] = "same_as" in who ? (["same_as", who.same_as] as const) : (["owner_of", who.owner_of] as const);
    const why = explainStep(context, named, step === undefined ? new Set(context.graph.keys) : context.graph.ancestors(step));
    return why === undefined ? [] : [{ path: [...path, key], ...why }];
  });

const ADDRESS_TYPES = ["person", "email"];

/** `{ input: ... }` names an input that can hold a person; a message may also go to what stands in a text. */
export const peopleInputsHoldPeople: WorkflowRule = (context) =>
  whoMentions(context.document).flatMap((mention) => {
    const { who, path } = mention;
    return typeof who === "object" && "input" in who ? checkInput(context, path[0] === "messages", who.input, mention) : [];
  });

const checkInput = ({ document }: WorkflowContext, isOutside: boolean, name: string, { path }: WhoMention): Finding[] => {
  const expected = "an input of type person or email";
  const input = document.inputs[name];
  if (input === undefined) {
    const people = Object.entries(document.inputs).filter(([, { type }]) => ADDRESS_TYPES.includes(type));
    return [
      {
        path: [...path, "input"],
        message: `unknown input "${name}"`,
        expected,
        nearest: nearest(
          name,
          people.map(([each]) => each),
        ),
      },
    ];
  }
  const fits = ADDRESS_TYPES.includes(input.type) || (isOutside && input.type === "text");
  return fits ? [] : [{ path: [...path, "input"], message: `input "${name}" is a ${input.type}`, expected }];
};

/** The process owner is somebody in their own right. */
export const processOwnerIsSomebody: WorkflowRule = ({ document }) =>
  whoMentions(document).flatMap(({ who, path }): Finding[] => {
    const leansOnAStep =
      who === "process-owner" || who === "step-team-lead" || (typeof who === "object" && ("same_as" in who || "owner_of" in who));
    return path[0] === "owner" && leansOnAStep
      ? [
          {
            path,
            message: "the process owner cannot be found through the process",
            expected: "an email, a Slack user id, a team, an input or the starter",
          },
        ]
      : [];
  });
