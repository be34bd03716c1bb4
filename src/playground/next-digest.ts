import type { CaseFile } from "../application/case-file.ts";
import { dayStartOf } from "../application/day-start.ts";
import { leftOver } from "../application/send-digests.ts";
import { nextOpening } from "../engine/calendar.ts";
import { calendarOfPerson } from "../engine/hours.ts";
import type { Instant, PersonId } from "../engine/ids.ts";
import type { MovableClock, ProductLike } from "./ports.ts";

/** A morning on which somebody is told what is left over. */
export interface Digest {
  readonly at: Instant;
  readonly person: PersonId;
  /** One of the cases that it names. */
  readonly file: CaseFile;
  readonly things: number;
}

/** Digests are looked at on the hour. */
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** As many as a digest looks through. */
const MOST_CASES = 200;

/** The hour at or after the person's next working morning: today's, unless it is over. */
const hourFor = ({ directory, definition, now }: CaseFile, person: PersonId): Instant => {
  const calendar = calendarOfPerson(directory, definition, person);
  const [today = now, tomorrow = now] = [now, now + DAY].map((day) => nextOpening(calendar, dayStartOf(directory, person, day)));
  const opening = today > Math.floor(now / HOUR) * HOUR ? today : tomorrow;
  return Math.ceil(opening / HOUR) * HOUR;
};

/** When the next morning digest goes out, so that hours in which none can need not be looked at. Undefined while nothing is left over. */
export const createNextDigest = ({ clock, product }: { readonly clock: MovableClock; readonly product: ProductLike }) => {
  const { workspace, reads, messages, files } = product.core;

  const heldFor = async (person: PersonId): Promise<readonly CaseFile[]> => {
    const found: CaseFile[] = [];
    for (const { content, instance } of await messages.heldFor(workspace, person)) {
      const file = instance === undefined ? undefined : await files.of(workspace, instance);
      const step = content.kind === "reminder" ? file?.instance.steps[content.step] : undefined;
      if (file !== undefined && step?.status === "active") found.push(file);
    }
    return found;
  };

  const leftOvers = async (): Promise<readonly Omit<Digest, "at">[]> =>
    (await files.ofAll(workspace, await reads.board(workspace, undefined, MOST_CASES))).flatMap((file) =>
      leftOver(file).map(({ person }) => ({ person, file, things: 1 })),
    );

  const held = async (): Promise<readonly Omit<Digest, "at">[]> => {
    const found: Omit<Digest, "at">[] = [];
    for (const person of await messages.heldPeople(workspace))
      for (const file of await heldFor(person)) found.push({ person, file, things: 1 });
    return found;
  };

  return async (): Promise<Digest | undefined> => {
    const found = [...(await leftOvers()), ...(await held())].map((each) => ({ ...each, at: hourFor(each.file, each.person) }));
    const [first] = found.filter(({ at }) => at > clock.now()).sort((one, other) => one.at - other.at);
    if (first === undefined) return undefined;
    const things = found.filter(({ person }) => person === first.person).reduce((sum, each) => sum + each.things, 0);
    return { ...first, things };
  };
};
