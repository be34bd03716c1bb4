import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of files that is gone after the test. */
export const folderOf = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = mkdtempSync(join(tmpdir(), "coxswain-definitions-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
};

/** Finds and takes out the mark that says where a problem is expected. */
export const marked = (text: string): { readonly text: string; readonly line: number; readonly column: number } => {
  const before = text.slice(0, text.indexOf("»")).split("\n");
  return { text: text.replace("»", ""), line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};

export const TEAMS = `calendars:
  office: { zone: Europe/Rome, hours: { mon-fri: ["09:00-17:00"] }, holidays: IT }
teams:
  legal: { members: [lea@example.com, luca@example.com], lead: lea@example.com, calendar: office }
  desk: { members: [dora@example.com] }
people:
  lea@example.com: { delegate: luca@example.com, manager: mara@example.com }
admins: [mara@example.com]
`;

export const WORKFLOW = `workflow: review
title: Review
owner: mara@example.com
channel: "#reviews"
calendar: office
case: { key: case_id, title: "Case {{ case_id }}" }
target: 5 working days
inputs:
  case_id: { type: text, required: true }
  tier: { type: choice, options: [small, large], default: small }
  amount: { type: money }
  deadline: { type: date }
  contact: { type: email, personal: true }
  helper: { type: person }
start_on:
  - { event: case.opened, with: { case_id: data.id } }
silence: 1 working day
reminders: { before: [1 working hour] }
escalation:
  silent:
    - { after: 0 minutes, warn: owner }
    - { after: 1 working day, to: process-owner, offer: [reassign, extend, ask-them] }
alternatives:
  ask-them: { do: wait, on: customer, message: question }
messages:
  question: { to: { input: contact }, approve: process-owner, text: "About {{ case_id }}: {{ block.reason }}" }
steps:
  collect:
    owner: { team: legal }
    due: 2 working days
    evidence: { proposed: { type: money, required: true } }
  judge:
    kind: decision
    owner: { team: legal }
    options: { fine: Fine, wrong: { title: Wrong, back_to: collect } }
  agree:
    kind: approval
    approvers: { team: legal }
    quorum: 1
    not: [{ owner_of: collect }]
    shows: [{ label: Proposed, value: proposed }]
    sets: { amount: proposed }
    on_reject: { back_to: collect }
  inform:
    title: Tell {{ case_id }}
    when: outcome("judge") == "fine" && amount > 10
    owner: { same_as: collect }
    ready: [proposed]
  arrive:
    kind: wait
    owner: { team: desk }
    needs: [inform]
    for: { event: letter.came, where: data.id == case_id }
`;
