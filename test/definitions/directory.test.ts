import { describe, expect, it } from "vitest";
import type { KnownPerson } from "../../src/application/ports/people.ts";
import { buildDirectory } from "../../src/definitions/build-directory.ts";
import { type DirectoryFile, normaliseHours } from "../../src/definitions/directory-file.ts";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { PersonId } from "../../src/engine/ids.ts";
import { folderOf, TEAMS } from "./folder.ts";

const load = (teams: string, years: readonly number[] = []): DirectoryFile => {
  const { directory, problems } = loadDefinitions(folderOf({ "teams.yaml": teams }), { years });
  if (directory === undefined) throw new Error(JSON.stringify(problems));
  return directory;
};

const known = (id: string, email: string | undefined, more: Partial<KnownPerson> = {}): KnownPerson => ({
  id: PersonId.parse(id),
  email,
  slackId: id,
  name: "Lea Rossi",
  zone: "Europe/Rome",
  present: true,
  absences: [],
  hours: undefined,
  ...more,
});

describe("teams.yaml", () => {
  it("closes a calendar on the holidays of its country, in the years that are asked for", () => {
    const teams = TEAMS.replace("holidays: IT }", "holidays: [IT, DE-BY], closed: [2026-12-24], open: [2026-12-27] }");
    const { closed, open } = load(teams, [2026]).calendars.office ?? { closed: [], open: [] };
    expect(closed).toEqual(expect.arrayContaining(["2026-04-25", "2026-11-01", "2026-12-24", "2026-10-03"]));
    expect(closed).toEqual([...new Set(closed)].sort());
    expect(open).toEqual(["2026-12-27"]);
  });

  it("keeps its hash over comments and further years, and changes it with what it says", () => {
    const { hash } = load(TEAMS);
    expect(load(`# ours\n${TEAMS}`, [2026, 2027]).hash).toBe(hash);
    expect(load(TEAMS.replace("holidays: IT", "holidays: FR")).hash).not.toBe(hash);
    expect(load(TEAMS.replace("lead: lea", "lead: luca")).hash).not.toBe(hash);
  });

  it("reads ranges of weekdays, round the weekend too; a day on its own wins", () => {
    expect(normaliseHours({ fri: ["09:00-12:00"], "mon-fri": ["09:00-12:30", "14:00-18:00"], "sun-mon": ["22:00-06:00"] })).toEqual({
      mon: [[1320, 360]],
      tue: [
        [540, 750],
        [840, 1080],
      ],
      wed: [
        [540, 750],
        [840, 1080],
      ],
      thu: [
        [540, 750],
        [840, 1080],
      ],
      fri: [[540, 720]],
      sun: [[1320, 360]],
    });
  });

  it("begins a turn of the rota at midnight on the team's clock", () => {
    const rota =
      "assign: on-call, rota: [{ from: 2026-07-06T08:00:00Z, person: luca@example.com }, { from: 2026-07-01, person: lea@example.com }, { from: 2026-07-03T18:30:00, person: lea@example.com }]";
    const { legal } = load(
      TEAMS.replace("lead: lea@example.com, calendar: office", `lead: lea@example.com, calendar: office, ${rota}`),
    ).teams;
    expect(legal?.rota.map(({ from }) => new Date(from).toISOString())).toEqual([
      "2026-06-30T22:00:00.000Z",
      "2026-07-03T16:30:00.000Z",
      "2026-07-06T08:00:00.000Z",
    ]);
  });
});

describe("the directory", () => {
  it("joins what the file says of somebody with what Slack knows", () => {
    const directory = buildDirectory(load(TEAMS), [
      known("U1", "LEA@example.com", { absences: [{ from: 1, until: 2, source: "declared", delegate: undefined }] }),
    ]);
    expect(directory.people.get(PersonId.parse("U1"))).toMatchObject({
      name: "Lea Rossi",
      slackId: "U1",
      zone: "Europe/Rome",
      delegate: "luca@example.com",
      manager: "mara@example.com",
      absences: [{ from: 1, until: 2 }],
    });
    expect(directory.addresses.get("lea@example.com")).toBe("U1");
    expect(directory.addresses.get("U1")).toBe("U1");
    expect(directory.teams.get("legal")).toMatchObject({
      members: ["U1", "luca@example.com"],
      lead: "U1",
      assign: "first",
      calendar: "office",
    });
  });

  it("keeps somebody whom Slack does not know yet by their address", () => {
    const directory = buildDirectory(load(TEAMS), []);
    expect(directory.people.get(PersonId.parse("dora@example.com"))).toMatchObject({
      name: "Dora",
      email: "dora@example.com",
      slackId: undefined,
      present: true,
      skills: [],
    });
    expect(directory.admins).toEqual(["mara@example.com"]);
  });

  it("keeps people who are in no team, by their Slack id", () => {
    const directory = buildDirectory(load(TEAMS.replace("admins: [mara@example.com]", "admins: [U7, mara@example.com]")), [
      known("U9", undefined, { present: false }),
    ]);
    expect(directory.people.get(PersonId.parse("U9"))).toMatchObject({ present: false, email: undefined });
    expect(directory.people.get(PersonId.parse("U7"))).toMatchObject({ slackId: "U7", email: undefined, name: "U7" });
  });
});
