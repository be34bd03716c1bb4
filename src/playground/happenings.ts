import type { CaseFile } from "../application/case-file.ts";
import type { MessageRecord } from "../application/ports/messages.ts";
import type { Happening, Json, Message } from "./api.ts";
import { caseTitleOf, saidIn, stepTitleOf, wasSaid } from "./in-words.ts";
import type { MovableClock, ProductLike, SlackLike } from "./ports.ts";
import { whyLineOf } from "./why-line.ts";

export interface Watched {
  readonly slack: Pick<SlackLike, "app" | "channels" | "messages">;
  readonly product: ProductLike;
  readonly clock: MovableClock;
}

type Posted = Omit<Message, "isEphemeral">;

/** A message that came, or that says something else than before. */
interface Change {
  readonly message: Posted;
  readonly isNew: boolean;
}

const idOf = ({ channel, ts }: Posted): string => `${channel} ${ts}`;

/** What the app said, and what it says now where it said something else: what people write they know themselves. */
const createLook = ({ slack }: Watched) => {
  const before = new Map<string, string>();
  return (): readonly Change[] => {
    const said = slack
      .channels()
      .flatMap(({ id }) => slack.messages(id))
      .filter(({ user, bot_id }) => user === slack.app.botUserId || bot_id === slack.app.botId);
    const changed = said.flatMap((message) => {
      const text = before.get(idOf(message));
      before.set(idOf(message), message.text);
      return text === message.text ? [] : [{ message, isNew: text === undefined }];
    });
    return changed.sort((one, other) => Number(one.message.ts) - Number(other.message.ts));
  };
};

/** Markup of people, channels and dates out of a notification's text. */
const plain = (text: string): string =>
  text
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/<[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/[*_]/g, "");

const SHOWN = 160;
const shortened = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text);

const wordsFor = (record: MessageRecord, file: CaseFile | undefined, text: string): string | undefined => {
  const { content, audience } = record;
  if (file === undefined) return undefined;
  if (content.kind === "digest" || content.kind === "start-form" || content.kind === "trouble") return undefined;
  const said = saidIn(file, content, audience);
  if (said === undefined) return `${caseTitleOf(file)}: ${shortened(plain(text))}`;
  return wasSaid(file, said);
};

/** What an edit says, where it is about a step; a case's own card only shows what else happened. */
const editFor = ({ content }: MessageRecord, file: CaseFile | undefined, text: string): string | undefined => {
  if (file === undefined || content.kind === "case" || !("step" in content) || content.step === undefined) return undefined;
  return `${stepTitleOf(file, content.step)}: its ${content.kind === "step" ? "card" : "notice"} now says “${shortened(plain(text))}”`;
};

const placeOf = ({ channel, ts, thread_ts, blocks = [] }: Posted): Omit<Happening, "at" | "what"> => ({
  whyNow: whyLineOf(blocks as readonly Json[]),
  channel,
  ts,
  threadTs: thread_ts === ts ? undefined : thread_ts,
});

/** What came since the last time it was asked, oldest first: what was told to whom, and which notice says something else now. */
export const createHappenings = (watched: Watched): (() => Promise<readonly Happening[]>) => {
  const { messages, files, workspace } = watched.product.core;
  const look = createLook(watched);
  look();

  const told = async ({ message, isNew }: Change): Promise<Happening | undefined> => {
    const records = await messages.sharing(workspace, message.channel, message.ts);
    const [first] = records;
    const at = isNew && first !== undefined ? first.at : watched.clock.now();
    const words = new Set<string>();
    for (const record of records) {
      const file = record.instance === undefined ? undefined : await files.of(workspace, record.instance);
      const said = isNew ? wordsFor(record, file, message.text) : editFor(record, file, message.text);
      if (said !== undefined) words.add(said);
    }
    if (words.size === 0 && isNew) words.add(shortened(plain(message.text)));
    return words.size === 0 ? undefined : { at, what: [...words].join("; "), ...placeOf(message) };
  };

  return async () => {
    const found: Happening[] = [];
    for (const change of look()) {
      const happening = await told(change);
      if (happening !== undefined) found.push(happening);
    }
    return found.sort((one, other) => one.at - other.at);
  };
};
