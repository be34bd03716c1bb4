import type { Catalogue } from "../application/ports/catalogue.ts";
import type { KnownPerson, People, Profile, Profiles } from "../application/ports/people.ts";
import { PersonId, type WorkspaceId } from "../engine/ids.ts";

/** Who in Slack is whom to us. */
export interface PeopleOfSlack {
  /** From memory; somebody not seen before is asked for once, kept, and known from then on. */
  personOf(slackId: string): Promise<PersonId>;
  /** Keeps what Slack says of somebody now, if they are known or take part from now on. Undefined when it changes nothing. */
  refresh(profile: Profile): Promise<PersonId | undefined>;
}

interface Ports {
  readonly workspace: WorkspaceId;
  readonly catalogue: Pick<Catalogue, "directory">;
  readonly people: People;
  readonly profiles: Pick<Profiles, "bySlackId">;
  /** What is stored of people changed: the directory is to be built anew. */
  readonly changed: () => Promise<void>;
}

const knownFrom = (id: PersonId, slackId: string, profile: Profile | undefined, before: KnownPerson | undefined): KnownPerson => ({
  id,
  slackId,
  email: profile?.email ?? before?.email,
  name: profile?.name ?? before?.name ?? slackId,
  zone: profile?.zone ?? before?.zone,
  present: profile?.present ?? before?.present ?? true,
  absences: before?.absences ?? [],
  hours: before?.hours,
});

const same = (a: KnownPerson | undefined, b: KnownPerson): boolean =>
  a !== undefined && a.name === b.name && a.zone === b.zone && a.present === b.present && a.email === b.email && a.slackId === b.slackId;

export const createPeopleOfSlack = ({ workspace, catalogue, people, profiles, changed }: Ports): PeopleOfSlack => {
  const underWay = new Map<string, Promise<PersonId>>();

  const remembered = (address: string | undefined): PersonId | undefined =>
    address === undefined ? undefined : catalogue.directory().addresses.get(address);

  const save = async (id: PersonId, slackId: string, profile: Profile | undefined): Promise<boolean> => {
    const before = (await people.all(workspace)).find((person) => person.id === id);
    const known = knownFrom(id, slackId, profile, before);
    if (same(before, known)) return false;
    await people.save(workspace, known);
    await changed();
    return true;
  };

  /** Whoever `teams.yaml` names by email is the same person as the Slack account with that email. */
  const meet = async (slackId: string): Promise<PersonId> => {
    const profile = await profiles.bySlackId(slackId);
    const id = remembered(profile?.email) ?? PersonId.parse(slackId);
    await save(id, slackId, profile);
    return id;
  };

  return {
    personOf: async (slackId) => {
      const known = remembered(slackId);
      if (known !== undefined) return known;
      const meeting = underWay.get(slackId) ?? meet(slackId).finally(() => underWay.delete(slackId));
      underWay.set(slackId, meeting);
      return await meeting;
    },
    refresh: async (profile) => {
      const id = remembered(profile.slackId) ?? remembered(profile.email);
      if (id === undefined) return undefined;
      return (await save(id, profile.slackId, profile)) ? id : undefined;
    },
  };
};
