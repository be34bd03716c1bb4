import type { Catalogue } from "../application/ports/catalogue.ts";
import type { Directory, Team } from "../engine/directory.ts";

/** Narrower than what a folder may list: nothing that any file system takes for a path, a switch or a control character. */
const FILE_NAME = /^[\p{L}\p{N}_][\p{L}\p{N} ._-]*\.ya?ml$/u;

/** Why no file of that name can be begun; undefined when it can. Names that differ by case alone are one file on some systems. */
export const unfitName = (name: string, taken: readonly string[]): string | undefined => {
  if (!FILE_NAME.test(name)) return `"${name}" is not the name of a definition; expected one such as leave-request.yaml, without a folder.`;
  const same = taken.find((each) => each.toLowerCase() === name.toLowerCase());
  return same === undefined ? undefined : `There is a file ${same} already. Choose another name, or change that one.`;
};

const wordsOf = (name: string): string =>
  name
    .replace(/\.ya?ml$/, "")
    .replaceAll(/[\s._-]+/g, " ")
    .trim();

const idOf = (name: string): string =>
  wordsOf(name)
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[-0-9]+|-+$/g, "") || "new-workflow";

const titleOf = (name: string): string => {
  const words = wordsOf(name);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const leadOf = ({ people }: Directory, { lead, members }: Team): string | undefined =>
  [lead, ...members].map((id) => (id === undefined ? undefined : people.get(id)?.email)).find((email) => email !== undefined);

/** Who could do it: the first team, and whom to ask in it. */
const firstTeam = (directory: Directory): { readonly team: string; readonly owner: string } | undefined =>
  [...directory.teams.values()].flatMap((team) => {
    const owner = leadOf(directory, team);
    return owner === undefined ? [] : [{ team: team.id, owner }];
  })[0];

const template = (name: string, lines: { readonly owner: string; readonly team: string; readonly place: string }): string => `\
# yaml-language-server: $schema=./workflow.schema.json
workflow: ${idOf(name)}
title: ${JSON.stringify(titleOf(name))}
about: Two steps to begin with. Change them, save, and start a case.
owner: ${lines.owner}
${lines.place}
case: { key: subject, title: "{{ subject }}" }
access: { start: [{ team: ${lines.team} }], see: channel }

inputs:
  subject: { type: text, label: What it is about, required: true }

reminders: { before: [4 working hours], at_due: true }
silence: 1 working day
escalation:
  overdue: [{ after: 1 working day, to: process-owner, offer: [extend, reassign, cancel] }]

steps:
  prepare:
    title: Prepare it
    owner: { team: ${lines.team} }
    due: 2 working days
  check:
    title: Check it
    owner: process-owner
    needs: [prepare]
    due: 1 working day
`;

/** A small workflow that works as it stands, for people, a channel and a calendar that there are; undefined when there is nobody. */
export const beginWorkflow = (name: string, catalogue: Pick<Catalogue, "all" | "directory">): string | undefined => {
  const found = firstTeam(catalogue.directory());
  if (found === undefined) return undefined;
  const [neighbour] = catalogue.all();
  const channel = JSON.stringify(neighbour?.channel ?? "#general");
  const calendar = neighbour?.calendar === undefined ? [] : [`calendar: ${neighbour.calendar}`];
  return template(name, { ...found, place: [`channel: ${channel}`, ...calendar].join("\n") });
};
