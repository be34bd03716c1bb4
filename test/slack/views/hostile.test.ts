import { describe, expect, it } from "vitest";
import { decode, valueOfBlockId } from "../../../src/slack/button.ts";
import { doneForm } from "../../../src/slack/views/modals/evidence.ts";
import { tellPerson } from "../../../src/slack/views/telling.ts";
import { validateBlocks, validateView } from "../../../src/slack-stand-in/blocks/validate-blocks.ts";
import { stepKey } from "../../support/builders.ts";
import { answersOf, homeOf, kindsOf, messagesOf, modalsOf } from "./every-view.ts";
import { HOSTILE, hostileFile } from "./hostile-words.ts";
import { claim, email, fileOf, onboarding } from "./story.ts";

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

const wrongIn = (text: string): string[] => [
  ...alive(text)
    .filter((token) => !isOwnLink(token))
    .map((token) => `alive: ${token}`),
  ...(/[<>]/.test(text.replaceAll(/<[^>]*>/g, "")) ? [`half a token: ${text}`] : []),
  ...(/(?<![\w.+-])@(channel|here|everyone)\b/.test(text) ? [`a broadcast: ${text}`] : []),
];

/** In one walk, as there are many: what Slack parses, and what it shows as it is. */
const wrongWith = (part: unknown): string[] => {
  if (Array.isArray(part)) return part.flatMap(wrongWith);
  if (typeof part !== "object" || part === null) return [];
  const { type, text, verbatim } = part as { readonly type?: unknown; readonly text?: unknown; readonly verbatim?: unknown };
  if (type === "mrkdwn") return [...wrongIn(String(text)), ...(verbatim === true ? [] : [`links would be looked for: ${text}`])];
  if (type === "plan" || type === "task_card")
    return [...wrongWith(Object.values(part)), ...wrongWith({ type: "plain_text", text: (part as { title?: unknown }).title })];
  if (type === "plain_text") return /<\s*[@#!]|<https?:|<mailto:/.test(String(text)) ? [`a command: ${text}`] : [];
  return Object.values(part).flatMap(wrongWith);
};

const wrongInAll = (
  posted: readonly { readonly text: string; readonly blocks: unknown }[],
  views: readonly { readonly blocks: unknown }[],
): string[] => [
  ...posted.flatMap(({ text, blocks }) => [...wrongIn(text), ...validateBlocks(blocks), ...wrongWith(blocks)]),
  ...views.flatMap((view) => [...validateView(view), ...wrongWith(view.blocks)]),
];

const EACH_MS = 60_000;

/** Every text in one of the scenes; with HOSTILE_ALL in each of them. */
const wordsFor = (scene: string): readonly (typeof HOSTILE)[number][] =>
  HOSTILE.filter((_words, n) => process.env.HOSTILE_ALL !== undefined || SCENES[n % SCENES.length]?.name === scene);

describe.each(SCENES)("whatever people write about $name", ({ name, file, step }) => {
  it(
    "nothing comes alive, and everything is cut at Slack's limits, in each kind of message and form",
    () => {
      for (const words of wordsFor(name)) {
        const scene = { file: hostileFile(file, words), step, words };
        expect([words, wrongInAll(kindsOf(scene), [doneForm(tellPerson(scene.file, email("carla")), step)])]).toEqual([words, []]);
      }
    },
    EACH_MS,
  );

  it(
    "nothing comes alive in anything else that is shown",
    () => {
      for (const words of wordsFor(name).filter((_words, n) => n % 11 === 0)) {
        const scene = { file: hostileFile(file, words), step, words };
        expect([words, wrongInAll([...messagesOf(scene), ...answersOf(scene)], [...modalsOf(scene), homeOf(scene)])]).toEqual([words, []]);
      }
    },
    EACH_MS,
  );

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
