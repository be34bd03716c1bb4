import { expect, it } from "vitest";
import { createPrecedence } from "../../src/application/precedence.ts";

const order = (): { readonly log: string[]; readonly note: (what: string) => () => void } => {
  const log: string[] = [];
  return { log, note: (what) => () => void log.push(what) };
};

it("lets work in the background go at once when nobody waits for an answer", async () => {
  const { turn } = createPrecedence({ momentMs: 1, longestMs: 60_000, apartMs: 60_000 });
  await Promise.all([turn(), turn()]);
  expect(await turn()).toBeUndefined();
});

it("answers people first, and goes on in the background when they are answered", async () => {
  const { log, note } = order();
  const { first, turn } = createPrecedence({ momentMs: 1, longestMs: 60_000, apartMs: 0 });
  const answer = Promise.withResolvers<void>();
  const asked = first(() => answer.promise).then(note("answered"));
  const background = turn().then(note("background"));
  answer.resolve();
  await Promise.all([asked, background]);
  expect(log).toEqual(["answered", "background"]);
});

it("holds nothing up for ever, however long somebody waits", async () => {
  const { first, turn } = createPrecedence({ momentMs: 1, longestMs: 10, apartMs: 5 });
  const answer = Promise.withResolvers<void>();
  const asked = first(() => answer.promise);
  await Promise.all([turn(), turn(), turn()]);
  answer.resolve();
  expect(await asked).toBeUndefined();
});

it("goes on after an answer that failed", async () => {
  const { first, turn } = createPrecedence({ momentMs: 1, longestMs: 60_000, apartMs: 0 });
  await expect(first(() => Promise.reject(new Error("the database is down")))).rejects.toThrow("the database is down");
  expect(await turn()).toBeUndefined();
});
