import type { PersonId } from "../engine/ids.ts";
import type { CaseLine, Channel, Moment, Person, SlashCommand, Story, StoryOffer, WorkflowLine, World } from "./api.ts";
import type { SlackState } from "./api-tools.ts";
import type { MessagesSeen } from "./messages-seen.ts";
import { NotThere } from "./not-there.ts";
import type { MovableClock, ProductLike, SlackLike, UserLike } from "./ports.ts";
import { rolesOf } from "./roles.ts";

/** What stands in the app's manifest. */
export interface AppSurface {
  readonly commands: readonly SlashCommand[];
  readonly shortcuts: World["shortcuts"];
}

export interface WorldPorts {
  readonly slack: SlackLike;
  readonly product: ProductLike;
  readonly clock: MovableClock;
  readonly zone: string;
  readonly surface: AppSurface;
  readonly seen: MessagesSeen;
  readonly playing: () => number;
  /** How it stands between Slack and the app. */
  readonly state: () => SlackState;
  readonly needs: () => Promise<ReadonlyMap<PersonId, number>>;
  readonly next: () => Promise<Moment | undefined>;
  readonly stories: {
    readonly offers: readonly StoryOffer[];
    readonly firstWorkflow: string | undefined;
    now(): Promise<Story | undefined>;
  };
  readonly cases: () => Promise<readonly CaseLine[]>;
  readonly files: { list(): readonly WorkflowLine[]; problems(): Promise<readonly string[]> };
  readonly unknownBlocks: () => readonly string[];
}

const handleOf = ({ email, name }: UserLike): string => (email.includes("@") ? email.slice(0, email.indexOf("@")) : name).toLowerCase();

const peopleOf = ({ slack, product }: WorldPorts, needs: ReadonlyMap<PersonId, number>): readonly Person[] => {
  const directory = product.core.catalogue.directory();
  const definitions = product.core.catalogue.all();
  return slack
    .users()
    .filter(({ isBot }) => !isBot)
    .map((user) => {
      const person = directory.addresses.get(user.id) ?? directory.addresses.get(user.email.toLowerCase());
      return {
        id: user.id,
        handle: handleOf(user),
        name: user.realName,
        roles: person === undefined ? [] : rolesOf(definitions, directory, person),
        needs: person === undefined ? 0 : (needs.get(person) ?? 0),
        zone: user.tz,
        gone: user.deleted,
      };
    });
};

const channelsOf = ({ slack, seen }: WorldPorts, me: string): readonly Channel[] =>
  slack
    .channels()
    .filter(({ isIm, isArchived, members }) => !(isIm || isArchived) && members.includes(me))
    .map(({ id, name }) => ({ id, name, ...seen.unreadIn(me, id) }));

const whoIs = (asked: string | undefined, people: readonly Person[]): string => {
  const found = people.find(({ id, gone }) => id === asked && !gone);
  if (found === undefined) throw new NotThere(`there is nobody ${asked ?? ""} here`);
  return found.id;
};

/** Whoever is needed most; where nobody is, the owner of what the first story tells, else somebody who owns a workflow. */
const mostNeeded = (people: readonly Person[], told: string | undefined): string | undefined => {
  const here = people.filter(({ gone }) => !gone);
  const owners = here.filter(({ roles }) => roles.some((role) => role.startsWith("owns")));
  const teller = owners.find(({ roles }) => roles.includes(`owns ${told}`));
  return (here.toSorted((a, b) => b.needs - a.needs).find(({ needs }) => needs > 0) ?? teller ?? owners[0] ?? here[0])?.id;
};

/** The title of the workflow that the first story tells. */
const toldFirst = ({ product, stories }: WorldPorts): string | undefined =>
  product.core.catalogue.all().find(({ workflow }) => workflow === stories.firstWorkflow)?.title;

/** Everything of one person's screen but the messages; of whoever has most to do when nobody is asked for. */
export const createWorld =
  (ports: WorldPorts) =>
  async (asked: string | undefined): Promise<World> => {
    const { slack, clock, seen, surface, stories, files } = ports;
    const [needs, next, cases, story, problems] = await Promise.all([
      ports.needs(),
      ports.next(),
      ports.cases(),
      ports.stories.now(),
      files.problems(),
    ]);
    const people = peopleOf(ports, needs);
    const me = whoIs(asked ?? story?.turn?.person ?? mostNeeded(people, toldFirst(ports)), people);
    const actor = slack.asUser(me);
    return {
      now: clock.now(),
      playing: ports.playing(),
      zone: ports.zone,
      me,
      bot: { id: slack.app.botUserId, name: slack.app.name },
      people,
      channels: channelsOf(ports, me),
      dm: { id: actor.dm, name: slack.app.name, ...seen.unreadIn(me, actor.dm) },
      home: actor.home(),
      modals: actor.views(),
      commands: surface.commands,
      shortcuts: surface.shortcuts,
      next,
      stories: stories.offers,
      story,
      cases,
      workflows: files.list(),
      problems,
      slack: ports.state(),
      unknownBlocks: ports.unknownBlocks(),
    };
  };
