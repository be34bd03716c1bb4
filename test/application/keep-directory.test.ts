import { describe, expect, it } from "vitest";
import { createDirectoryKeeper } from "../../src/application/keep-directory.ts";
import type { KnownPerson, Profile } from "../../src/application/ports/people.ts";
import type { TeamFile } from "../../src/application/ports/workflow-folder.ts";
import type { Directory } from "../../src/engine/directory.ts";
import { VersionHash } from "../../src/engine/ids.ts";
import { absence, DAY, directory, HOUR, person, personId } from "../support/builders.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

const ANNA: Profile = {
  slackId: "UANNA",
  email: "anna@acme.example",
  name: "Anna Berg",
  zone: "Europe/Berlin",
  present: true,
  awayUntil: undefined,
};

const givenKeeper = (profiles: Record<string, Profile> = {}) => {
  const people = new Map<string, KnownPerson>();
  const planned: (readonly string[] | "all")[] = [];
  const clock = { at: MONDAY, now: () => clock.at };
  const slack = { profiles, isDown: false };
  const asked = async (address: string): Promise<Profile | undefined> => {
    if (slack.isDown) throw new Error("Slack is down");
    return slack.profiles[address];
  };
  let now: Directory = directory();
  const keeper = createDirectoryKeeper({
    people: {
      all: async () => [...people.values()],
      save: async (_, known) => void people.set(known.id, known),
    },
    profiles: { byEmail: asked, bySlackId: asked },
    catalogue: {
      directory: () => now,
      replaceDirectory: (next: Directory) => {
        now = next;
      },
    } as Parameters<typeof createDirectoryKeeper>[0]["catalogue"],
    store: {
      replan: async (_, whom) => {
        planned.push(whom);
        return 0;
      },
    },
    clock,
    logger: createRecordingLogger(),
    workspace: () => WORKSPACE,
  });
  const team: TeamFile = {
    hash: VersionHash.parse("teams-1"),
    normalised: {},
    addresses: ["anna@acme.example"],
    build: (known) => directory({ people: known.map((each) => person(each.id, { ...each, skills: [] })) }),
  };
  return { keeper, team, people, planned, clock, slack, directoryNow: () => now };
};

describe("the directory", () => {
  it("learns from Slack who is named in teams.yaml, and plans anew what is theirs", async () => {
    const { keeper, team, people, planned, directoryNow } = givenKeeper({ "anna@acme.example": ANNA });
    await keeper.use(team);
    await keeper.sync("all");
    expect([...people.values()]).toMatchObject([{ slackId: "UANNA", zone: "Europe/Berlin", present: true }]);
    expect(planned).toEqual(["all", ["UANNA"]]);
    expect(directoryNow().people.get(personId("UANNA"))?.name).toBe("Anna Berg");
  });

  it("plans nothing anew when nothing changed", async () => {
    const { keeper, team, planned } = givenKeeper({ "anna@acme.example": ANNA });
    await keeper.use(team);
    await keeper.sync("all");
    await keeper.sync("all");
    await keeper.use(team);
    expect(planned).toEqual(["all", ["UANNA"]]);
  });

  it("goes on with what it knows while Slack is down", async () => {
    const { keeper, team, slack, people } = givenKeeper({ "anna@acme.example": ANNA });
    await keeper.use(team);
    slack.isDown = true;
    await keeper.sync("all");
    expect(people.size).toBe(0);
  });

  it("takes a status for an absence from when it was seen, and forgets it when the status is gone", async () => {
    const { keeper, team, people, slack, clock } = givenKeeper({ "anna@acme.example": { ...ANNA, awayUntil: MONDAY + DAY } });
    await keeper.use(team);
    await keeper.sync("all");
    clock.at = MONDAY + HOUR;
    slack.profiles = { "anna@acme.example": { ...ANNA, awayUntil: MONDAY + 2 * DAY } };
    await keeper.sync("all");
    expect(people.get("UANNA")?.absences).toEqual([{ from: MONDAY, until: MONDAY + 2 * DAY, source: "slack", delegate: undefined }]);
    slack.profiles = { "anna@acme.example": ANNA };
    await keeper.sync("all");
    expect(people.get("UANNA")?.absences).toEqual([]);
  });

  it("keeps what a person declared, whatever Slack says, until they are back", async () => {
    const { keeper, team, people, clock } = givenKeeper({ "anna@acme.example": ANNA });
    await keeper.use(team);
    await keeper.sync("all");
    const away = absence(MONDAY, MONDAY + 5 * DAY);
    await keeper.absent(personId("UANNA"), away);
    await keeper.sync("all");
    expect(people.get("UANNA")?.absences).toEqual([away]);
    clock.at = MONDAY + DAY;
    await keeper.back(personId("UANNA"), clock.at);
    expect(people.get("UANNA")?.absences).toEqual([{ ...away, until: MONDAY + DAY }]);
  });

  it("keeps the holiday to come when somebody is back, and takes it back when they are here", async () => {
    const { keeper, team, people, clock } = givenKeeper({ "anna@acme.example": ANNA });
    await keeper.use(team);
    await keeper.sync("all");
    const [now, later] = [absence(MONDAY, MONDAY + 2 * DAY), absence(MONDAY + 9 * DAY, MONDAY + 12 * DAY)];
    for (const each of [now, later, later]) await keeper.absent(personId("UANNA"), each);
    clock.at = MONDAY + HOUR;
    await keeper.back(personId("UANNA"), clock.at);
    expect(people.get("UANNA")?.absences).toEqual([{ ...now, until: clock.at }, later]);
    clock.at = MONDAY + DAY;
    await keeper.back(personId("UANNA"), clock.at);
    expect(people.get("UANNA")?.absences).toEqual([]);
  });

  it("notices that somebody left, whom Slack no longer finds by email, and keeps their address and zone", async () => {
    const { keeper, team, people, slack, planned } = givenKeeper({ "anna@acme.example": ANNA });
    await keeper.use(team);
    await keeper.sync("all");
    slack.profiles = { UANNA: { ...ANNA, email: undefined, zone: undefined, present: false } };
    await keeper.sync("all");
    expect(people.get("UANNA")).toMatchObject({ present: false, email: "anna@acme.example", zone: "Europe/Berlin" });
    expect(planned.at(-1)).toEqual(["UANNA"]);
  });
});
