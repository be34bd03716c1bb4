import type { Person } from "../api.ts";

export interface PeopleGroup {
  readonly title: string;
  readonly people: readonly Person[];
}

const GROUPS: readonly (readonly [verb: RegExp, title: string])[] = [
  [/^owns\b/, "Process owners"],
  [/^leads\b/, "Leads"],
  [/^approves\b/, "Approvers"],
  [/^(?:in|does)\b/, "In a team"],
  [/^admin\b/, "Admins"],
];
const NEEDED = "Needed now";
const OTHERS = "Everyone else";

const titleOf = ({ roles, needs, gone }: Person): string =>
  needs > 0 && !gone ? NEEDED : (GROUPS.find(([verb]) => verb.test(roles[0] ?? ""))?.[1] ?? OTHERS);

/** First whoever something waits for, then people by the most telling of what they are, in a fixed order; who has left is last of each group. */
export const groupPeople = (people: readonly Person[]): readonly PeopleGroup[] => {
  const groups = new Map<string, Person[]>();
  for (const person of [...people].sort((a, b) => Number(a.gone) - Number(b.gone) || a.name.localeCompare(b.name)))
    groups.set(titleOf(person), [...(groups.get(titleOf(person)) ?? []), person]);
  return [NEEDED, ...GROUPS.map(([, title]) => title), OTHERS].flatMap((title) => {
    const found = groups.get(title);
    return found ? [{ title, people: found }] : [];
  });
};
