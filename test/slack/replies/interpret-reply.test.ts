import { describe, expect, it } from "vitest";
import { interpretReply } from "../../../src/slack/replies/interpret-reply.ts";
import { mentionsIn, plainReply } from "../../../src/slack/replies/plain-reply.ts";

const BOT = "UBOT";
const ZONE = "Europe/Berlin";
/** Monday, 2 March 2026, 10:00 in Berlin. */
const NOW = Date.parse("2026-03-02T09:00:00Z");

const read = (text: string) => interpretReply(plainReply(text, BOT), ZONE, NOW);
const says = (text: string): string => read(text).says;

describe("a reply", () => {
  it.each([
    "done",
    "Done.",
    "It's done!",
    "all done",
    "I’m done with this",
    "Done, see https://example.com/a",
    "Done with it, thanks",
    "ok, done",
    "*Done*",
    "Done :tada:",
    "Done ✅",
    `<@${BOT}> done`,
    "&gt; is it done?\nyes, done",
    "finished",
    "fertig",
    "erledigt, danke",
    "fatto",
    "ho finito",
    "c'est fait",
    "terminé",
    "hecho",
    "ya está hecho",
  ])("says done: %s", (text) => expect(says(text)).toBe("done"));

  it.each([
    "done?",
    "is it done",
    "not done",
    "I am not done",
    "isn't done",
    "not done yet",
    "almost done",
    "half done",
    "done except the contract",
    "Done. But the report is missing",
    "Done, I think, unless legal disagrees",
    "when it's done I'll tell you",
    "if it's done",
    "can't be done",
    "to be done",
    "no, done",
    "&gt; done",
    '"done" is what Ben said',
    "“done”",
    "`done`",
    "~done~",
    "the customer says it's done",
    "Done and dusted by nobody",
    "noch nicht fertig",
    "fast fertig",
    "non è fatto",
    "pas fini",
    "no está hecho",
    "",
    "yes",
    "👍",
    `done ${"and so on ".repeat(200)}`,
  ])("is never taken for done: %s", (text) => expect(says(text)).not.toBe("done"));

  it.each([
    ["blocked", undefined, "other"],
    ["I'm blocked: waiting for the customer", "waiting for the customer", "customer"],
    ["blocked by legal, they did not answer", "legal, they did not answer", "other"],
    ["waiting for the vendor to ship", "waiting for the vendor to ship", "vendor"],
    ["stuck on <@UBEN>'s answer", "@UBEN 's answer", "person"],
    ["blockiert, warte auf den Kunden", "warte auf den Kunden", "customer"],
    ["sono bloccato per il fornitore", "il fornitore", "vendor"],
    ["j'attends le client", "j'attends le client", "customer"],
    ["esperando al proveedor", "esperando al proveedor", "vendor"],
  ])("says blocked with its reason: %s", (text, reason, on) => expect(read(text)).toEqual({ says: "blocked", reason, on }));

  it.each(["not blocked", "no longer blocked", "unblocked", "nicht mehr blockiert", "sbloccato"])("says that a block is gone: %s", (text) =>
    expect(says(text)).toBe("unblocked"),
  );

  it.each(["I was blocked yesterday", "nobody is blocked", "blocked?"])("is not taken for a block: %s", (text) =>
    expect(says(text)).not.toBe("blocked"),
  );

  it.each([
    ["on it until Thursday 15:00", "2026-03-05T14:00:00Z"],
    ["On it until thu 3pm.", "2026-03-05T14:00:00Z"],
    ["by tomorrow", "2026-03-03T16:00:00Z"],
    ["done by Friday noon", "2026-03-06T11:00:00Z"],
    ["I'll have it done by 10 March", "2026-03-10T16:00:00Z"],
    ["it will be done by 2026-03-10", "2026-03-10T16:00:00Z"],
    ["until 16:30", "2026-03-02T15:30:00Z"],
    ["bis Freitag 15 Uhr", "2026-03-06T14:00:00Z"],
    ["entro venerdì alle 15", "2026-03-06T14:00:00Z"],
    ["d'ici vendredi 15h", "2026-03-06T14:00:00Z"],
    ["hasta el jueves a las 15:00", "2026-03-05T14:00:00Z"],
    ["until 1.4.", "2026-04-01T15:00:00Z"],
    ["until 1 February", "2027-02-01T16:00:00Z"],
  ])("promises a time in its writer's zone: %s", (text, until) => expect(read(text)).toEqual({ says: "commit", until: Date.parse(until) }));

  it.each([
    "until 3",
    "on it until 30 Feb",
    "on it until yesterday",
    "on it until 09:00",
    "until the cows come home",
    "until Thursday, maybe",
    "until 25:00",
    "until 31.12.9999",
  ])("promises no time that is unclear, impossible or past: %s", (text) => expect(says(text)).not.toBe("commit"));

  it("hands over to the one person it mentions", () => {
    expect(read("handing this over to <@UBEN>")).toEqual({ says: "hand-off", to: "UBEN" });
    expect(read("<@UBEN|ben> takes this over")).toEqual({ says: "hand-off", to: "UBEN" });
    expect(says("hand this to <@UBEN> or <@UANNA>")).toBe("unclear");
    expect(says("hand this to Ben")).toBe("unclear");
  });

  it.each(["not mine", "This is not mine, it belongs to Ben", "nicht meins", "no es mío"])("says that it is not theirs: %s", (text) =>
    expect(says(text)).toBe("not-mine"),
  );

  it.each(["on it", "I'm on it", "working on it", "bin dran", "ci penso io", "je m'en occupe", "estoy en ello"])(
    "says that it is being done: %s",
    (text) => expect(says(text)).toBe("on-it"),
  );

  it.each(["who owns this", "what is left?", "Done? Really?", "¿quién lo hace?", "wann ist das fällig"])("asks something: %s", (text) =>
    expect(says(text)).toBe("question"),
  );

  it("is read from its writer's own words, mentions by their id", () => {
    const reply = plainReply(`<@${BOT}> see <https://example.com|the page>, &lt;b&gt; &amp; <@UBEN|ben>\n&gt; quoted`, BOT);
    expect(reply).toEqual({ text: "see https://example.com, <b> & @UBEN", mentions: ["UBEN"] });
    expect(mentionsIn(reply.text)).toEqual(["UBEN"]);
  });
});
