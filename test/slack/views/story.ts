import { expect } from "vitest";
import type { CaseFile } from "../../../src/application/case-file.ts";
import type { KnownPerson } from "../../../src/application/ports/people.ts";
import { buildDirectory, mentionedIn } from "../../../src/definitions/build-directory.ts";
import { loadDefinitions } from "../../../src/definitions/load.ts";
import type { Definition } from "../../../src/engine/definition.ts";
import { PersonId } from "../../../src/engine/ids.ts";
import { invariant } from "../../../src/engine/invariant.ts";
import type { PostMessage } from "../../../src/engine/messages/effect.ts";
import { renderMessage } from "../../../src/slack/views/render-message.ts";
import type { Rendered } from "../../../src/slack/views/rendered.ts";
import { validateBlocks, validateView } from "../../../src/slack-stand-in/blocks/validate-blocks.ts";
import { at } from "../../support/builders.ts";
import { given, type Story } from "../../support/given.ts";

// The shipped workflows, played through the real engine; what it posts is what is rendered.

const loaded = loadDefinitions(new URL("../../../workflows", import.meta.url).pathname, { years: [2026] });
invariant(loaded.directory !== undefined, "workflows/teams.yaml cannot be read");

const OTHERS = ["maria@example.com", "claims-head@example.com", "compliance@example.com"];

const known = (address: string): KnownPerson => {
  const first = address.split("@")[0]!;
  return {
    id: PersonId.parse(address),
    email: address,
    slackId: `U${first.replaceAll("-", "").toUpperCase()}`,
    name: first.charAt(0).toUpperCase() + first.slice(1),
    zone: "Europe/Rome",
    present: true,
    absences: [],
    hours: undefined,
  };
};

export const directory = buildDirectory(loaded.directory, [...new Set([...mentionedIn(loaded.directory), ...OTHERS])].map(known));

export const workflow = (id: string): Definition => {
  const found = loaded.definitions.find((definition) => definition.workflow === id);
  invariant(found !== undefined, `there is no ${id}`);
  return found;
};

/** Monday, 2 March 2026, 9:30 in Milan. */
export const START = at("2026-03-02 08:30");

export const email = (first: string): PersonId => PersonId.parse(`${first}@example.com`);

export const onboarding = (): Story =>
  given({ definition: workflow("customer-onboarding"), directory, now: START }).start(email("sara"), {
    inputs: {
      customer_id: "A-17",
      customer: "Acme",
      tier: "enterprise",
      contract: "https://contracts.example/a-17",
      contact: { text: "text-1", hash: "h" },
      csm: "carla@example.com",
    },
    personal: { contact: "rita@acme.example" },
  });

export const claim = (): Story =>
  given({ definition: workflow("claim-handling"), directory, now: START }).start(email("tina"), {
    inputs: {
      claim_id: "2024-0847",
      claim_type: "property",
      region: "northeast",
      reserve: 12_000,
      claimant: { text: "text-2", hash: "h" },
    },
    personal: { claimant: "Rita Rossi" },
  });

export const fileOf = (story: Story): CaseFile => ({
  definition: story.definition,
  instance: story.instance,
  directory: story.directory,
  texts: new Map([
    ["text-1", "rita@acme.example"],
    ["text-2", "Rita Rossi"],
  ]),
  now: story.now,
});

export const posts = (story: Story): readonly PostMessage[] => story.effects.filter((effect) => effect.type === "post");

export const show = (story: Story, message: PostMessage | undefined, plan = false): Rendered => {
  invariant(message !== undefined, "nothing was posted");
  const rendered = renderMessage(message.content, message.audience, fileOf(story), { plan });
  expect(validateBlocks(rendered.blocks)).toEqual([]);
  return rendered;
};

/** The last message of a kind that was queued. */
export const lastOf = (story: Story, kind: PostMessage["content"]["kind"], to?: string): PostMessage | undefined =>
  posts(story).findLast(
    ({ content, audience }) => content.kind === kind && (to === undefined || (audience.to === "person" && audience.person === email(to))),
  );

interface Part {
  readonly [key: string]: unknown;
}

const isPart = (value: unknown): value is Part => typeof value === "object" && value !== null;

const partsOf = (value: unknown): Part[] => (isPart(value) ? [value, ...Object.values(value).flatMap(partsOf)] : []);

/** Every text that people read in blocks or a view. */
export const textsOf = (blocks: unknown): string[] =>
  partsOf(blocks).flatMap((part) => [part.text, part.title].filter((text): text is string => typeof text === "string"));

export const words = (rendered: { readonly blocks: unknown }): string => textsOf(rendered.blocks).join("\n");

/** Labels of the buttons. */
export const buttonsOf = (blocks: unknown): string[] =>
  partsOf(blocks)
    .filter((part) => part.type === "button")
    .map((part) => String((part.text as Part).text));

export const expectView = (view: unknown): void => expect(validateView(view)).toEqual([]);
export const expectBlocks = (blocks: unknown): void => expect(validateBlocks(blocks)).toEqual([]);
