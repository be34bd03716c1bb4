import { describe, expect, it } from "vitest";
import { decode, valueOfBlockId } from "../../../src/slack/button.ts";
import { stepKey } from "../../support/builders.ts";
import { answersOf, homeOf, messagesOf, modalsOf } from "./every-view.ts";
import { HOSTILE, hostileFile } from "./hostile-words.ts";
import { claim, email, expectBlocks, expectView, fileOf, mrkdwnOf, onboarding, plainOf } from "./story.ts";

const blocked = fileOf(
  onboarding()
    .when(email("sara"), { type: "CompleteStep", step: "handover", evidence: { goals: "May" } })
    .when(email("maria"), { type: "ReassignStep", step: "contract-review", to: email("luca"), note: "Please" })
    .when(email("luca"), { type: "BlockStep", step: "contract-review", reason: "No signature", on: "customer", onWhom: "Rita" })
    .until("2026-03-02 11:00")
    .when(email("lea"), { type: "DraftMessage", message: "customer-question", step: stepKey("contract-review") }),
);
const atApproval = fileOf(
  claim()
    .when(email("tom"), { type: "TakeStep", step: "triage-classify" })
    .when(email("tom"), { type: "DecideStep", step: "triage-classify", option: "high" })
    .when(email("compliance"), { type: "DecideStep", step: "idd-check", option: "pass" })
    .when(email("lin"), {
      type: "CompleteStep",
      step: "liquidation-propose",
      evidence: { proposed_reserve: 9_500, underwriting_aligned: true },
    }),
);
const SCENES = [
  { name: "a blocked step", file: blocked, step: stepKey("contract-review") },
  { name: "an approval", file: atApproval, step: stepKey("liquidation-approve") },
] as const;

const slackIds = new Set([...blocked.directory.people.values()].map((person) => person.slackId));

/** What is alive in a text that Slack parses: dates and mentions that we wrote are not an attack. */
const alive = (text: string): string[] =>
  [...text.matchAll(/<([^>]*)>/g)]
    .map(([, token]) => token!)
    .filter((token) => !/^!date\^\d+\^\{date_short_pretty\} \{time\}\|[A-Za-z0-9 :()/_+-]+$/.test(token))
    .filter((token) => !(token.startsWith("@") && slackIds.has(token.slice(1))));

/** A url or file field may hold a real address: it becomes a link that shows exactly where it leads. */
const isOwnLink = (token: string): boolean => /^https?:\/\/[^|<>\s]+$/.test(token);

const expectInert = (text: string): void => {
  expect(alive(text).filter((token) => !isOwnLink(token))).toEqual([]);
  expect(text.replaceAll(/<[^>]*>/g, "")).not.toMatch(/[<>]/);
  expect(text).not.toMatch(/(?<![\w.+-])@(channel|here|everyone)\b/);
};

const expectSafe = (blocks: unknown): void => {
  for (const element of mrkdwnOf(blocks)) {
    expectInert(String(element.text));
    expect(element.verbatim).toBe(true);
  }
  for (const text of plainOf(blocks)) expect(text).not.toMatch(/<\s*[@#!]|<https?:|<mailto:/);
};

describe.each(SCENES)("whatever people write about $name", ({ file, step }) => {
  it.each([
    ["first", 0],
    ["second", 1],
    ["third", 2],
    ["fourth", 3],
    ["fifth", 4],
  ])("nothing comes alive, and everything is cut at Slack's limits: the %s hundred texts", (_name, hundred) => {
    for (const words of HOSTILE.slice(hundred * 100, hundred * 100 + 100)) {
      const scene = { file: hostileFile(file, words), step, words };
      for (const { text, blocks } of [...messagesOf(scene), ...answersOf(scene)]) {
        expectInert(text);
        expectBlocks(blocks);
        expectSafe(blocks);
      }
      for (const view of [...modalsOf(scene), homeOf(scene)]) {
        expectView(view);
        expectSafe(view.blocks);
      }
    }
  });

  it("every button's value and block's id is read back", () => {
    const values: string[] = [];
    const collect = (_key: string, part: unknown): unknown => {
      if (typeof part === "object" && part !== null && "type" in part && part.type === "button" && "value" in part)
        values.push(String(part.value));
      return part;
    };
    const scene = { file, step, words: "words" };
    const views = [...messagesOf(scene), ...answersOf(scene), ...modalsOf(scene), homeOf(scene)];
    JSON.stringify(views, collect);
    expect(values.length).toBeGreaterThan(100);
    for (const value of values) expect([value, decode(value)]).not.toEqual([value, undefined]);
    const blockIds = [...JSON.stringify(views).matchAll(/"block_id":"((?:[^"\\]|\\.)*#\d+)"/g)].map(
      ([, id]) => JSON.parse(`"${id}"`) as string,
    );
    for (const id of blockIds) expect(valueOfBlockId(id)).toBeDefined();
  });
});

it("500 different texts are tried", () => expect([HOSTILE.length, new Set(HOSTILE).size > 450]).toEqual([500, true]));
