import { canonicalJson } from "../engine/canonical.ts";
import type { Absence } from "../engine/directory.ts";
import { type Instant, PersonId, type WorkspaceId } from "../engine/ids.ts";
import type { LiveCatalogue } from "./catalogue.ts";
import type { Clock, Logger } from "./ports/machine.ts";
import type { KnownPerson, People, Profile, Profiles } from "./ports/people.ts";
import type { Store } from "./ports/store.ts";
import type { TeamFile } from "./ports/workflow-folder.ts";

interface Ports {
  readonly people: People;
  readonly profiles: Profiles;
  readonly catalogue: LiveCatalogue;
  readonly store: Pick<Store, "replan">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly workspace: () => WorkspaceId;
}

/** Keeps the directory in memory: `teams.yaml` joined with what Slack and the store know of people. */
export interface DirectoryKeeper {
  /** A new `teams.yaml`. */
  use(team: TeamFile): Promise<void>;
  /** Asks Slack about everybody who is named, or only about those not known yet, and plans anew what depends on what changed. */
  sync(whom: "all" | "unknown"): Promise<void>;
  /** What is stored of people changed. */
  reread(): Promise<void>;
  /** What the trace says they declared. */
  absent(person: PersonId, absence: Absence): Promise<void>;
  back(person: PersonId, at: Instant): Promise<void>;
}

/** Slack is asked about so many people at once: a new workspace is not ready before it was asked about all. */
const AT_A_TIME = 8;

/** No status is believed for longer than a year. */
const LONGEST_MS = 365 * 24 * 3_600_000;

/** Away since when it was first seen; the end may move. */
const fromSlack = (known: KnownPerson | undefined, profile: Profile, now: Instant): readonly Absence[] => {
  if (profile.awayUntil === undefined) return [];
  const current = known?.absences.find((absence) => absence.source === "slack" && absence.from <= now && now < absence.until);
  const until = Math.min(profile.awayUntil, now + LONGEST_MS);
  return [{ from: current?.from ?? now, until, source: "slack", delegate: undefined }];
};

const stillToCome = (absences: readonly Absence[], now: Instant): readonly Absence[] => absences.filter((absence) => absence.until > now);

/** Whoever is away comes back, and the holiday to come stays; whoever is here takes back what they had planned. */
const endedAt = (absences: readonly Absence[], at: Instant): readonly Absence[] => {
  const [begun, planned] = [absences.filter(({ from }) => from <= at), absences.filter(({ from }) => from > at)];
  return begun.length === 0 ? [] : [...begun.map((absence) => ({ ...absence, until: at })), ...planned];
};

/** What Slack says of a person replaces what it said before; what they declared stays. */
export const joinProfile = (known: KnownPerson | undefined, profile: Profile, now: Instant): KnownPerson => {
  const declared = stillToCome(known?.absences ?? [], now).filter((absence) => absence.source === "declared");
  return {
    id: known?.id ?? PersonId.parse(profile.slackId),
    // Slack leaves both out of somebody who is gone.
    email: profile.email ?? known?.email,
    slackId: profile.slackId,
    name: profile.name,
    zone: profile.zone ?? known?.zone,
    present: profile.present,
    hours: known?.hours,
    absences: [...declared, ...fromSlack(known, profile, now)],
  };
};

const same = (a: KnownPerson | undefined, b: KnownPerson): boolean => a !== undefined && canonicalJson(a) === canonicalJson(b);

/** Slack may be down while we start: what the store knows is enough to go on. */
const lookUpWith =
  (profiles: Profiles, logger: Logger) =>
  async (address: string): Promise<Profile | undefined> => {
    try {
      return address.includes("@") ? await profiles.byEmail(address) : await profiles.bySlackId(address);
    } catch (error) {
      logger.warn({ address, error: String(error) }, "a person could not be looked up");
      return undefined;
    }
  };

/** Answers the people about whom something is new. */
const lookAtAll = async (
  addresses: readonly string[],
  look: (address: string) => Promise<Profile | undefined>,
  remember: (profile: Profile) => Promise<PersonId | undefined>,
): Promise<readonly PersonId[]> => {
  const changed: PersonId[] = [];
  for (let at = 0; at < addresses.length; at += AT_A_TIME) {
    const found = await Promise.all(addresses.slice(at, at + AT_A_TIME).map(look));
    for (const profile of found.filter((each) => each !== undefined)) {
      const id = await remember(profile);
      if (id !== undefined) changed.push(id);
    }
  }
  return changed;
};

export const createDirectoryKeeper = ({ people, profiles, catalogue, store, clock, logger, workspace }: Ports): DirectoryKeeper => {
  const lookUp = lookUpWith(profiles, logger);
  let team: TeamFile | undefined;
  let known: readonly KnownPerson[] = [];

  const rebuild = async (changed: readonly PersonId[] | "all"): Promise<void> => {
    known = await people.all(workspace());
    if (team === undefined) return;
    catalogue.replaceDirectory(team.build(known));
    if (changed === "all" || changed.length > 0) await store.replan(workspace(), changed, clock.now());
  };

  const byProfile = (profile: Profile): KnownPerson | undefined =>
    known.find(
      (person) =>
        person.slackId === profile.slackId || (profile.email !== undefined && person.email?.toLowerCase() === profile.email.toLowerCase()),
    );

  /** Answers the person's id if something about them is new. */
  const remember = async (profile: Profile): Promise<PersonId | undefined> => {
    const before = byProfile(profile);
    const person = joinProfile(before, profile, clock.now());
    if (same(before, person)) return undefined;
    await people.save(workspace(), person);
    return person.id;
  };

  /** Slack no longer finds by email whoever left: it is asked by the id they had. */
  const stillThere = async (address: string): Promise<Profile | undefined> => {
    const profile = await lookUp(address);
    const slackId = known.find((person) => person.email === address.toLowerCase())?.slackId;
    return profile === undefined && slackId !== undefined && slackId !== address ? await lookUp(slackId) : profile;
  };

  const change = async (person: PersonId, absences: (now: readonly Absence[]) => readonly Absence[]): Promise<void> => {
    const found = known.find((candidate) => candidate.id === person);
    const described = catalogue.directory().people.get(person);
    const base: KnownPerson | undefined = found ?? (described && { ...described, hours: undefined, absences: [] });
    if (base === undefined) return;
    await people.save(workspace(), { ...base, absences: absences(stillToCome(base.absences, clock.now())) });
    await rebuild([person]);
  };

  return {
    use: async (next) => {
      const replaced = team?.hash !== next.hash;
      team = next;
      await rebuild(replaced ? "all" : []);
    },
    reread: async () => await rebuild([]),
    sync: async (whom) => {
      const isKnown = (address: string): boolean =>
        known.some((person) => person.slackId === address || person.email === address.toLowerCase());
      const addresses = (team?.addresses ?? []).filter((address) => whom === "all" || !isKnown(address));
      const changed = await lookAtAll(addresses, stillThere, remember);
      if (changed.length > 0) await rebuild(changed);
    },
    absent: async (person, absence) =>
      // The same form, sent again after its answer was lost, declares nothing twice.
      await change(person, (now) => [...now.filter((known) => canonicalJson(known) !== canonicalJson(absence)), absence]),
    back: async (person, at) => await change(person, (now) => endedAt(now, at)),
  };
};
