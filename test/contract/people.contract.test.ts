import { expect, it } from "vitest";
import type { KnownPerson } from "../../src/application/ports/people.ts";
import { createPeopleStore } from "../../src/store/people-store.ts";
import { absence, DAY, personId } from "../support/builders.ts";
import { describeOnEachDatabase } from "../support/databases.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";

const anna: KnownPerson = {
  id: personId("UANNA"),
  email: "anna@acme.example",
  slackId: "UANNA",
  name: "Anna Berg",
  zone: "Europe/Berlin",
  present: true,
  absences: [absence(MONDAY, MONDAY + DAY)],
  hours: undefined,
};

describeOnEachDatabase("The people", (open) => {
  const openPeople = async () => createPeopleStore(await open());

  it("are given back as they were saved, the last word counting", async () => {
    const people = await openPeople();
    await people.save(WORKSPACE, anna);
    await people.save(WORKSPACE, { ...anna, zone: "Europe/Rome", absences: [] });
    expect(await people.all(WORKSPACE)).toEqual([{ ...anna, zone: "Europe/Rome", absences: [] }]);
  });

  it("are one record each, whichever address was known first", async () => {
    const people = await openPeople();
    await people.save(WORKSPACE, { ...anna, id: personId("anna@acme.example"), slackId: undefined });
    await people.save(WORKSPACE, { ...anna, email: "ANNA@acme.example" });
    expect((await people.all(WORKSPACE)).map(({ id, slackId }) => [id, slackId])).toEqual([["anna@acme.example", "UANNA"]]);
  });

  it("are not mixed up when nothing is known of them but a name", async () => {
    const people = await openPeople();
    await people.save(WORKSPACE, anna);
    await people.save(WORKSPACE, { ...anna, id: personId("ben"), email: undefined, slackId: undefined, name: "Ben" });
    expect((await people.all(WORKSPACE)).map(({ name }) => name).toSorted()).toEqual(["Anna Berg", "Ben"]);
  });

  it("are one record even when two replicas meet them at once", async () => {
    const people = await openPeople();
    await Promise.all([1, 2, 3, 4].map(() => people.save(WORKSPACE, anna)));
    expect(await people.all(WORKSPACE)).toHaveLength(1);
  });
});
