import type { MessageRecord } from "../application/ports/messages.ts";
import type { Happening, Json } from "./api.ts";
import { editedWords, newWords, ownWords, type Words } from "./message-words.ts";
import type { MovableClock, PostedLike, ProductLike, SlackLike } from "./ports.ts";
import { whyLineOf } from "./why-line.ts";

interface Watched {
  readonly slack: Pick<SlackLike, "app" | "channels" | "messages">;
  readonly product: Pick<ProductLike, "core">;
  readonly clock: Pick<MovableClock, "now">;
}

/** A message that came, or that says something else than before. */
interface Change {
  readonly message: PostedLike;
  readonly isNew: boolean;
  readonly records: readonly MessageRecord[];
}

const idOf = ({ channel, ts }: PostedLike): string => `${channel} ${ts}`;

/** What the app said, and what it says now where it said something else: what people write they know themselves. */
const createLook = ({ slack, product }: Watched) => {
  const { messages, workspace } = product.core;
  const before = new Map<string, string>();
  const changed = (): readonly Omit<Change, "records">[] =>
    slack
      .channels()
      .flatMap(({ id }) => slack.messages(id))
      .filter(({ user, bot_id }) => user === slack.app.botUserId || bot_id === slack.app.botId)
      .flatMap((message) => {
        const text = before.get(idOf(message));
        before.set(idOf(message), message.text);
        return text === message.text ? [] : [{ message, isNew: text === undefined }];
      });
  changed();
  return async (): Promise<readonly Change[]> =>
    await Promise.all(
      changed().map(async (change) => ({
        ...change,
        records: await messages.sharing(workspace, change.message.channel, change.message.ts),
      })),
    );
};

/** The steps that messages are about. */
const stepsOf = (changes: readonly Change[]): ReadonlySet<string> =>
  new Set(
    changes.flatMap(({ records }) =>
      records.flatMap(({ instance, content }) => ("step" in content && content.step !== undefined ? [`${instance} ${content.step}`] : [])),
    ),
  );

/** New messages, and edits of step cards where no new message says the same. */
const mattering = (changes: readonly Change[]): readonly Change[] => {
  const told = stepsOf(changes.filter(({ isNew }) => isNew));
  return changes.filter((change) => change.isNew || ![...stepsOf([change])].some((step) => told.has(step)));
};

/** Whose direct message with the app a channel is; undefined for a channel of many. */
const personOf = ({ app, channels }: Watched["slack"], channel: string): string | undefined =>
  channels()
    .find(({ id, isIm }) => id === channel && isIm)
    ?.members.find((member) => member !== app.botUserId);

const placeOf = (slack: Watched["slack"], { channel, ts, thread_ts, blocks = [] }: PostedLike): Omit<Happening, "at" | "what"> => ({
  whyNow: whyLineOf(blocks as readonly Json[]),
  channel,
  ts,
  threadTs: thread_ts === ts ? undefined : thread_ts,
  person: personOf(slack, channel),
});

type Told = Happening & { readonly words: readonly Words[] };

/** What the thread was told that somebody was told in person at the same time. */
const isEcho = ({ at, words }: Told, all: readonly Told[]): boolean => {
  const personal = new Set(
    all.filter((each) => each.at === at).flatMap((each) => each.words.filter((one) => one.isPersonal).map((one) => one.about)),
  );
  return words.every(({ isPersonal, about }) => !isPersonal && personal.has(about));
};

/** The same words at the same time are one happening, wherever they were said: the place that says why is the one to look at. */
const once = (all: readonly Told[]): readonly Happening[] => {
  const found = new Map<string, Happening>();
  for (const { words: _, ...each } of all.filter((told) => !isEcho(told, all))) {
    const key = `${each.at} ${each.what}`;
    const before = found.get(key);
    if (before === undefined || (before.whyNow === undefined && each.whyNow !== undefined)) found.set(key, each);
  }
  return [...found.values()];
};

/** What came since the last time it was asked, oldest first: what was told to whom, and which card says something else now. */
export const createHappenings = (watched: Watched): (() => Promise<readonly Happening[]>) => {
  const { files, workspace, catalogue } = watched.product.core;
  const look = createLook(watched);

  const saidBy = async (record: MessageRecord, { message, isNew }: Change): Promise<Words | undefined> => {
    const file = record.instance === undefined ? undefined : await files.of(workspace, record.instance);
    return isNew ? newWords(record, file, catalogue.directory(), message.text) : editedWords(record, file, message.text);
  };

  const wordsOf = async (change: Change): Promise<readonly Words[]> => {
    const said = await Promise.all(change.records.map((record) => saidBy(record, change)));
    const words = new Map(said.filter((each) => each !== undefined).map((each) => [each.what, each]));
    return words.size === 0 && change.isNew ? [ownWords(change.message.text)] : [...words.values()];
  };

  return async () => {
    const found: Told[] = [];
    for (const change of mattering(await look())) {
      const words = await wordsOf(change);
      const at = change.isNew ? (change.records[0]?.at ?? watched.clock.now()) : watched.clock.now();
      if (words.length > 0)
        found.push({ at, what: words.map(({ what }) => what).join("; "), ...placeOf(watched.slack, change.message), words });
    }
    return once(found).toSorted((one, other) => one.at - other.at || Number(one.ts) - Number(other.ts));
  };
};
