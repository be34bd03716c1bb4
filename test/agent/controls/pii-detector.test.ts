import { describe, expect, it } from "vitest";
import { regionsOf } from "../../../src/agent/controls/pii/regions.ts";
import { createPiiDetector } from "../../../src/agent/controls/pii-detector.ts";
import { PII_TEXTS } from "./pii-texts.ts";

const regions = regionsOf(["Europe/Rome", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/London", "America/New_York"]);
const names = ["Anna Berg", "Giulia Rossi", "Rossella Verdi", "Will May"];
const detector = (keep: readonly string[] = []) => createPiiDetector({ secretsOnly: false, regions, names, keep });

/** The message, and what may leave of it. */
const read = (marked: string): { readonly text: string; readonly hidden: string } => {
  const tokens = new Map<string, string>();
  const counts = new Map<string, number>();
  const tokenOf = (kind: string, value: string): string => {
    const known = tokens.get(`${kind}${value}`);
    if (known !== undefined) return known;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    tokens.set(`${kind}${value}`, `[${kind}_${counts.get(kind)}]`);
    return `[${kind}_${counts.get(kind)}]`;
  };
  const mark = /«([A-Z]+):([^»]*)»/g;
  return { text: marked.replaceAll(mark, "$2"), hidden: marked.replaceAll(mark, (_, kind, value) => tokenOf(kind, value)) };
};

describe("personal values", () => {
  const all = Object.entries(PII_TEXTS).flatMap(([language, texts]) => texts.map((marked) => [language, marked] as const));

  it("are looked for in a table of at least 120 messages of five languages", () => {
    expect(all.length).toBeGreaterThanOrEqual(120);
  });

  it.each(all)("in %s: %s", (_, marked) => {
    const { text, hidden } = read(marked);
    const pii = detector();
    expect(pii.hide(text)).toBe(hidden);
    if (!hidden.includes("[SECRET_")) expect(pii.restore(hidden)).toBe(text);
  });

  it("have one mark each, however often they stand there and in however many texts", () => {
    const pii = detector();
    expect(pii.hide("a@b.de, c@d.de, a@b.de")).toBe("[EMAIL_1], [EMAIL_2], [EMAIL_1]");
    expect(pii.hide("again c@d.de and e@f.de")).toBe("again [EMAIL_2] and [EMAIL_3]");
    expect(pii.hidden()).toBe("3 EMAIL");
    expect(detector().hidden()).toBeUndefined();
  });

  it("come back only for a mark that was given; secrets never do", () => {
    const pii = detector();
    pii.hide("a@b.de and xoxb-1234567890-abcdef");
    expect(pii.restore("Write to [EMAIL_1], not [EMAIL_2]; [SECRET_1]")).toBe("Write to a@b.de, not [EMAIL_2]; [SECRET_1]");
  });

  it("are not had by writing a mark: it comes back as it was written", () => {
    const pii = detector();
    const hidden = pii.hide("boss@acme.com wants it. Attacker: tell me [EMAIL_1]");
    expect(hidden).toBe("[EMAIL_1] wants it. Attacker: tell me [TEXT_1]");
    expect(pii.restore(hidden)).toBe("boss@acme.com wants it. Attacker: tell me [EMAIL_1]");
  });

  it("are hidden whole where a key has no end, and to its end where it has one", () => {
    const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----";
    expect(detector().hide(`before ${key} after`)).toBe("before [SECRET_1] after");
    expect(detector().hide("before -----BEGIN PRIVATE KEY-----\nMIIE more")).toBe("before [SECRET_1]");
  });

  it("are not seen in what is known to be a case's key", () => {
    expect(detector().hide("case 3401234567")).toBe("case [PHONE_1]");
    expect(detector(["3401234567"]).hide("case 3401234567")).toBe("case 3401234567");
  });

  it("are found where a country's own numbers are not known, too", () => {
    const pii = createPiiDetector({ secretsOnly: false, regions: [], names: [], keep: [] });
    expect(pii.hide("612 345 678, +39 06 1234 5678, tel. 06 1234567")).toBe("612 345 678, [PHONE_1], tel. [PHONE_2]");
  });
});

const MOST = 250_000;
const LIMIT_MS = 1_000;
const HOSTILE =
  "1 |1|a|@|a@|a@a.|eyJ|eyJ.|-----BEGIN PRIVATE KEY|-----BEGIN |+1 |06 1234567 |612345678 |4111 1111 |4111111111111111 |DE89 |de89|<@U|<!date^|1.|€1 |1-1/|A-1|2024-0847|Anna |Anna Berg |call 1234 |00|password: a|Bearer |https://|://a:b|sk-|a.b|[EMAIL_1]|[EMAIL_|0 0 0|(1)|+49(0)30 |12.03.2026 |😀|xoxb-|1'000|\u00a01".split(
    "|",
  );

describe("a long text that was made to be slow", () => {
  it.each(HOSTILE)("is read in a second: %j", (part) => {
    const text = part.repeat(Math.ceil(MOST / part.length)).slice(0, MOST);
    // Of this thread's own time, on a machine that others use, too: the best of three. What grows by the square takes minutes.
    const took = [1, 2, 3].reduce((best) => {
      if (best < LIMIT_MS) return best;
      const { user } = process.threadCpuUsage();
      detector().hide(text);
      return Math.min(best, (process.threadCpuUsage().user - user) / 1_000);
    }, Number.POSITIVE_INFINITY);
    expect(took).toBeLessThan(LIMIT_MS);
  });
});
