import { describe, expect, it } from "vitest";
import type { CaseFile } from "../../src/application/case-file.ts";
import { createSendDigests } from "../../src/application/send-digests.ts";
import type { WorkspaceCommand } from "../../src/engine/messages/workspace-command.ts";
import { at, DAY, definition, HOUR, task } from "../support/builders.ts";
import { given, MONDAY, WORKSPACE } from "../support/given.ts";

/** A case whose ladder has asked its process owner on Monday at 13:00, and nobody else is left. */
const unanswered = (): CaseFile => {
  const escalation = { silent: [{ after: "0 minutes", to: "maria" }] };
  const story = given({ definition: definition([task("a", { owner: "anna", silence: "4 working hours", escalation })]) })
    .start()
    .until("2026-03-02 13:00");
  return { definition: story.definition, instance: story.instance, directory: story.directory, texts: new Map(), now: story.now };
};

/** The hours of domain time at whose end somebody got a digest. */
const hoursWithDigests = async (from: number, to: number): Promise<readonly number[]> => {
  const file = unanswered();
  const sent: number[] = [];
  let now = from;
  const send = createSendDigests(
    {
      reads: { board: async () => [file.instance], analyses: async () => [] },
      messages: { heldPeople: async () => [], heldFor: async () => [], settled: async () => undefined },
      files: { of: async () => file, ofAll: async () => [file] },
      handleWorkspace: async (command: WorkspaceCommand) => {
        if (command.type === "QueueDigest" && command.person === "maria") sent.push(now);
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

  it("does not come on a weekend", async () => {
    expect(await hoursWithDigests(at("2026-03-06 10:00"), at("2026-03-09 10:00"))).toEqual([at("2026-03-09 09:00")]);
  });
});
