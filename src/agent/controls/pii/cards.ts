import { type DigitRun, digitRuns } from "./digit-runs.ts";
import type { Span } from "./span.ts";

const SHORTEST = 13;
const LONGEST = 19;
/** Visa, Mastercard, American Express, Diners, JCB, Discover, Maestro, UnionPay. */
const BRANDS =
  /^(?:4\d{12}(?:\d{3}){0,2}|(?:5[1-5]|2[2-7])\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35\d{14}|(?:6011|65\d\d|64[4-9]\d)\d{12}|(?:5[06-9]|6\d)\d{10,17}|62\d{14,17})$/;

const passesLuhn = (digits: string): boolean => {
  let sum = 0;
  for (let n = 0; n < digits.length; n++) {
    const digit = Number(digits[digits.length - 1 - n]);
    const counted = n % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
};

/** The longest card number that begins with this group of digits. */
const cardFrom = ({ groups }: DigitRun, first: number): Span | undefined => {
  if (!/^[2-6]/.test(groups[first]?.digits ?? "")) return undefined;
  let digits = "";
  let found: Span | undefined;
  for (let n = first; n < groups.length && digits.length < LONGEST; n++) {
    const group = groups[n];
    if (group === undefined || digits.length + group.digits.length > LONGEST) break;
    digits += group.digits;
    if (digits.length >= SHORTEST && BRANDS.test(digits) && passesLuhn(digits))
      found = { start: groups[first]?.start ?? 0, end: group.end };
  }
  return found;
};

export const findCards = (text: string): readonly Span[] =>
  digitRuns(text).flatMap((run) => run.groups.map((_, first) => cardFrom(run, first)).filter((span) => span !== undefined));
