/** What is needed to read Slack's marks aloud. */
export interface Reader {
  /** `maria` for `UMARIA`; an id that nobody has stays as it is. */
  readonly personOf: (id: string) => string;
  /** `#claims` for `CCLAIMS`. */
  readonly channelOf: (id: string) => string;
  readonly zone: string;
}

const two = (part: string | undefined): string => (part ?? "").padStart(2, "0");

/** `Fri 20 Nov 2026 15:00`. */
export const plainMoment = (epochSeconds: number, zone: string): string => {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(epochSeconds * 1_000));
  const part = (type: string): string | undefined => parts.find((each) => each.type === type)?.value;
  return `${part("weekday")} ${part("day")} ${part("month")} ${part("year")} ${two(part("hour"))}:${two(part("minute"))}`;
};

const ENTITIES: readonly (readonly [string, string])[] = [
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&amp;", "&"],
];

const unescaped = (text: string): string => ENTITIES.reduce((said, [entity, sign]) => said.replaceAll(entity, sign), text);

const withoutBold = (text: string): string => text.replaceAll(/(?<![\p{L}\p{N}*])\*([^*\n]+)\*(?![\p{L}\p{N}*])/gu, "$1");

/** Slack's mark-up as plain words: people by handle, moments in the zone, links by their label or address. */
export const plainText = (text: string, { personOf, channelOf, zone }: Reader): string => {
  const said = text
    .replaceAll(/<!date\^(\d+)\^[^>]*>/g, (_, seconds: string) => plainMoment(Number(seconds), zone))
    .replaceAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `@${personOf(id)}`)
    .replaceAll(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => channelOf(id))
    .replaceAll(/<!(channel|here|everyone)>/g, "@$1")
    .replaceAll(/<([^<>|]+)\|([^<>]*)>/g, "$2")
    .replaceAll(/<((?:https?|mailto):[^<>]*)>/g, "$1");
  return unescaped(withoutBold(said));
};
