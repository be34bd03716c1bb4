import { mkdir, writeFile } from "node:fs/promises";

/** People who are in `teams.yaml` below. */
const OWNERS = Array.from({ length: 32 }, (_, n) => `worker-${n}@example.com`);
export const ownerOf = (n: number): string => OWNERS[n % OWNERS.length] ?? "";

const TEAMS = `calendars:
  office: { zone: Europe/Rome, hours: { mon-fri: ["09:00-13:00", "14:00-18:00"] }, holidays: IT }
teams:
  workers: { members: [${OWNERS.join(", ")}], lead: ${ownerOf(0)}, assign: first }
admins: [${ownerOf(0)}]
`;

const head = (id: string): string => `workflow: ${id}
title: Work of many steps
about: Generated, to be measured with.
owner: ${ownerOf(0)}
channel: "#work"
calendar: office
case: { key: case_id, title: "Case {{ case_id }} of {{ customer }}" }
access: { start: [{ team: workers }], see: channel }
priority: { critical: amount > 50000, high: amount > 10000, else: medium }
inputs:
  case_id:  { type: text, label: Case, required: true }
  customer: { type: text, label: Customer, required: true }
  amount:   { type: money, label: Amount, required: true }
  worker:   { type: person, label: First }
  next:     { type: person, label: Second }
reminders: { before: [4 working hours], at_due: true, overdue: { every: 1 working day, at_most: 3 } }
silence: 1 working day
escalation:
  - { after: 0 minutes, warn: owner }
  - { after: 4 working hours, to: step-team-lead, offer: [reassign, extend, cancel] }
  - { after: 1 working day, to: process-owner, offer: [reassign, extend, cancel] }
steps:
`;

const KINDS = [
  (n: number) => `  step-${n}:
    title: Do part ${n}
    owner: ${ownerOf(n)}
    due: ${1 + (n % 4)} working days
`,
  (n: number) => `  step-${n}:
    title: Do part ${n} and show it
    owner: { team: workers }
    due: 2 working days
    needs: [step-${n - 1}]
    when: amount > ${n}
    evidence: { proof_${n}: { type: text, label: Proof of ${n}, required: true } }
`,
  (n: number) => `  step-${n}:
    kind: decision
    title: Decide on part ${n} for {{ customer }}
    owner: ${ownerOf(n)}
    due: 4 working hours
    needs: [step-${n - 1}]
    options: { go: Go on, stop: { title: Stop, verdict: WARN, reason: true } }
`,
  (n: number) => `  step-${n}:
    title: Finish part ${n}
    owner: ${ownerOf(n)}
    due: 1 working day
    needs: [step-${n - 1}, step-${n - 2}]
    when: outcome("step-${n - 1}") == "go"
`,
];

/** Kinds of steps take turns; the second and fourth of four wait for those before them. */
const workflow = (id: string, steps: number): string =>
  head(id) + Array.from({ length: steps }, (_, n) => KINDS[n % KINDS.length]?.(n) ?? "").join("");

/** A chain of plain tasks, each done by a click alone. */
const chain = (id: string, steps: number): string =>
  head(id) +
  Array.from({ length: steps }, (_, n) => {
    const owner = n < 2 ? `{ input: ${n === 0 ? "worker" : "next"} }` : ownerOf(n);
    const needs = n === 0 ? "" : `    needs: [step-${n - 1}]\n`;
    return `  step-${n}:\n    title: Do part ${n}\n    owner: ${owner}\n    due: ${1 + (n % 4)} working days\n${needs}`;
  }).join("");

export const CHAIN = "chain";

/** A folder of so many workflows with so many steps each, and one of eight plain tasks in a row. */
export const writeDefinitions = async (folder: string, count: number, steps: number): Promise<void> => {
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/teams.yaml`, TEAMS);
  await writeFile(`${folder}/${CHAIN}.yaml`, chain(CHAIN, 8));
  for (let n = 1; n < count; n++) await writeFile(`${folder}/work-${n}.yaml`, workflow(`work-${n}`, steps));
};
