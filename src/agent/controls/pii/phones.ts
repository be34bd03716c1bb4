import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { type DigitRun, digitRuns, type Group } from "./digit-runs.ts";
import { type Span, spansOf } from "./span.ts";

/** Groups of one number at most, and digits of one. */
const MOST_GROUPS = 9;
const FEWEST = 7;
const MOST = 15;
/** Without a `+` or a 0 before it, a number has as many. */
const FEWEST_BARE = 9;
/** In one text; what looks like a number after so many is taken for one unasked. */
const MOST_LOOKS = 3_000;
const WORD =
  /(?<!\p{L})(?:tel|telefon\p{L}*|teléfono|téléphone|telephone|phone|mobile?|cell|cellulare|cellphone|call|ring|reach|whatsapp|sms|fax|handy|ruf\p{L}*|anruf\p{L}*|chiam\p{L}*|portable|appel\p{L}*|joign\p{L}*|móvil|movil|llam\p{L}*)(?!\p{L})/giu;
/** So far before a number. */
const BEFORE = 30;

interface Candidate {
  readonly text: string;
  readonly digits: string;
  readonly grouped: boolean;
  readonly plus: boolean;
  /** The words before it speak of telephones. */
  readonly announced: boolean;
}

interface Look {
  readonly regions: readonly CountryCode[];
  left: number;
}

const abroad = ({ text, digits, plus }: Candidate, look: Look): boolean => {
  look.left -= 1;
  const number = parsePhoneNumberFromString(plus ? `+${text}` : `+${digits.slice(2)}`);
  return number?.isPossible() === true;
};

/** As it is written at home: with the 0 in front, where there is one. */
const isAtHome = ({ digits, grouped, announced }: Candidate, number: PhoneNumber): boolean => {
  if (digits.startsWith("0")) return number.isValid() || ((grouped || announced) && digits.length >= FEWEST_BARE && number.isPossible());
  const withoutZero = /^\D*[1-9]/.test(number.formatNational());
  return withoutZero && number.isValid() && (grouped || announced || number.getType() === "MOBILE");
};

const atHome = (candidate: Candidate, look: Look): boolean => {
  const { text, digits } = candidate;
  if (!digits.startsWith("0") && digits.length < FEWEST_BARE) return false;
  return look.regions.some((region) => {
    look.left -= 1;
    const number = parsePhoneNumberFromString(text, region);
    return number !== undefined && isAtHome(candidate, number);
  });
};

const isNumber = (candidate: Candidate, look: Look): boolean => {
  const { digits, plus, announced } = candidate;
  const outside = plus || /^00[1-9]/.test(digits);
  if (digits.length < FEWEST || digits.length > (plus ? MOST : MOST + 2)) return false;
  if (look.left <= 0) return outside || digits.startsWith("0");
  return announced || (outside && abroad(candidate, look)) || atHome(candidate, look);
};

const lengthOf = (groups: readonly Group[]): number => groups.reduce((sum, { digits }) => sum + digits.length, 0);

/** Where looking further could still say yes. */
const isWorthLooking = ({ digits }: Group, called: boolean, look: Look): boolean => look.left > 0 || called || digits.startsWith("0");

/** These groups as one number; with too many digits it is none. */
const candidateOf = (text: string, groups: readonly Group[], plus: boolean, announced: boolean): Candidate => {
  const digits = lengthOf(groups) > MOST + 2 ? "" : groups.map((group) => group.digits).join("");
  return { text: text.slice(groups[0]?.start, groups.at(-1)?.end), digits, grouped: groups.length > 1, plus, announced };
};

/** `(212) 736`: the bracket before belongs to it. */
const opened = (text: string, start: number, end: number): 0 | 1 =>
  text[start - 1] === "(" && /^[^(]*\)/.test(text.slice(start, end)) ? 1 : 0;

type Found = Span & { readonly last: number };

/** The longest number that begins with this group. */
const numberFrom = (text: string, run: DigitRun, first: number, announced: boolean, look: Look): Found | undefined => {
  const plus = run.plus && first === 0;
  const groups = run.groups.slice(first, first + MOST_GROUPS);
  const [begin] = groups;
  if (begin === undefined || !isWorthLooking(begin, plus || announced, look)) return undefined;
  for (let length = lengthOf(groups); length >= FEWEST; length = lengthOf(groups)) {
    if (isNumber(candidateOf(text, groups, plus, announced), look)) {
      const start = plus ? text.lastIndexOf("+", begin.start) : begin.start;
      const end = groups.at(-1)?.end ?? start;
      return { start: start - opened(text, start, end), end, last: first + groups.length - 1 };
    }
    groups.pop();
  }
  return undefined;
};

/** Is a telephone spoken of just before? Asked from the beginning to the end. */
const announcements = (text: string): ((start: number) => boolean) => {
  const words = spansOf(WORD, text);
  let next = 0;
  return (start) => {
    while ((words[next]?.end ?? start + 1) <= start) next += 1;
    const word = words[next - 1];
    return word !== undefined && start - word.end <= BEFORE;
  };
};

/** Numbers that one can call: with a country's, those of the regions, and what is said to be one. */
export const findPhones = (text: string, regions: readonly CountryCode[]): readonly Span[] => {
  const look: Look = { regions, left: MOST_LOOKS };
  const isAnnounced = announcements(text);
  const spans: Span[] = [];
  for (const run of digitRuns(text)) {
    for (let first = 0; first < run.groups.length; first++) {
      const found = numberFrom(text, run, first, isAnnounced(run.groups[first]?.start ?? 0), look);
      if (found === undefined) continue;
      spans.push(found);
      first = found.last;
    }
  }
  return spans;
};
