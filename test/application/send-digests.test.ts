import { describe, expect, it } from "vitest";
import type { CaseFile } from "../../src/application/case-file.ts";
import { createSendDigests } from "../../src/application/send-digests.ts";
import type { Suggestion } from "../../src/engine/autonomy/suggestion.ts";
import type { DigestItem } from "../../src/engine/messages/effect.ts";
import type { WorkspaceCommand } from "../../src/engine/messages/workspace-command.ts";
import { at, DAY, definition, HOUR, personId, task } from "../support/builders.ts";
import { given, MONDAY, WORKSPACE } from "../support/given.ts";
import { aSuggestion } from "../support/suggestions.ts";

/** A case whose ladder has asked its process owner on Monday at 13:00, and nobody else is left. */
const unanswered = (): CaseFile => {
  const escalation = { silent: [{ after: "0 minutes", to: "maria" }] };
  const story = given({ definition: definition([task("a", { owner: "anna", silence: "4 working hours", escalation })]) })
    .start()
    .until("2026-03-02 13:00");
  return { definition: story.definition, instance: story.instance, directory: story.directory, texts: new Map(), now: story.now };
};

/** The hours of domain time at whose end somebody got a digest. */
const hoursWithDigests = async (from: number, to: number): Promise<readonly number[]> =>
  (await digestsOf(unanswered(), from, to)).filter(({ person }) => person === "maria").map(({ at: hour }) => hour);

const digestsOf = async (file: CaseFile, from: number, to: number) => {
  const sent: { readonly at: number; readonly person: string; readonly items: readonly DigestItem[] }[] = [];
  let now = from;
  const send = createSendDigests(
    {
      reads: { board: async () => [file.instance], analyses: async () => [] },
      messages: { heldPeople: async () => [], heldFor: async () => [], settled: async () => undefined },
      files: { of: async () => file, ofAll: async () => [file] },
      handleWorkspace: async (command: WorkspaceCommand) => {
        if (command.type === "QueueDigest") sent.push({ at: now, person: command.person, items: command.items });
        return { ok: true, instance: undefined, seq: 0 };
      },
    },
    8,
  );
  for (; now <= to; now += HOUR) await send(WORKSPACE, now - HOUR, now);
  return sent;
};

describe("a digest", () => {
  it("comes at the first opening of a working day, and not an hour after the question itself", async () => {
    expect(await hoursWithDigests(at("2026-03-02 14:00"), MONDAY + 2 * DAY)).toEqual([at("2026-03-03 09:00"), at("2026-03-04 09:00")]);
  });

  it("names what an agent suggested to somebody, until they answer or the case has moved on", async () => {
    const story = given({ definition: definition([task("a", { owner: "anna" })]) }).start();
    const { definition: whole, directory, instance, now } = story;
    const act = { type: "AddNote", instance: instance.id, text: "Secret words" } as const;
    const fileOf = (status: Suggestion["status"]): CaseFile => {
      const suggestions = { s: { ...aSuggestion("s", act, "proposes", { status }), to: [personId("anna")] } };
      return { definition: whole, directory, instance: { ...instance, suggestions }, texts: new Map(), now };
    };
    const [digest, ...more] = await digestsOf(fileOf("open"), MONDAY, MONDAY + HOUR);
    expect(digest).toMatchObject({ person: "anna", items: [{ why: "suggestion", act: "note" }] });
    expect(JSON.stringify(digest?.items)).not.toContain("Secret");
    expect(more).toEqual([]);
    expect(await digestsOf(fileOf("expired"), MONDAY, MONDAY + DAY)).toEqual([]);
  });

  it("does not come on a weekend", async () => {
    expect(await hoursWithDigests(at("2026-03-06 10:00"), at("2026-03-09 10:00"))).toEqual([at("2026-03-09 09:00")]);
  });
});
