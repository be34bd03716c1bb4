import type { Who } from "../../engine/definition.ts";
import { StepKey } from "../../engine/ids.ts";
import { type PeopleDocument, ROLES, type WhoDocument } from "../schema/who.ts";

/** A person as written becomes one shape a kind; emails are compared in lower case. */
export const normaliseWho = (who: WhoDocument): Who => {
  if (typeof who === "string") return isRole(who) ? { who } : { who: "address", address: normaliseAddress(who) };
  if ("team" in who) return { who: "team", team: who.team, ...(who.skill === undefined ? {} : { skill: who.skill }) };
  if ("input" in who) return { who: "input", input: who.input };
  if ("same_as" in who) return { who: "same-as", step: StepKey.parse(who.same_as) };
  if ("owner_of" in who) return { who: "owner-of", step: StepKey.parse(who.owner_of) };
  return { who: "manager-of", of: normaliseWho(who.manager_of) };
};

/** One or several become a list; left out, an empty one. */
export const normalisePeople = (people: PeopleDocument | undefined): Who[] => {
  if (people === undefined) return [];
  return Array.isArray(people) ? people.map(normaliseWho) : [normaliseWho(people)];
};

/** Emails in lower case, Slack ids as they are. */
export const normaliseAddress = (address: string): string => (address.includes("@") ? address.trim().toLowerCase() : address.trim());

const isRole = (text: string): text is (typeof ROLES)[number] => (ROLES as readonly string[]).includes(text);
