import { expect, it } from "vitest";
import { createChaseRequests } from "../../src/application/chase-requests.ts";
import type { Catalogue } from "../../src/application/ports/catalogue.ts";
import { InstanceId } from "../../src/engine/ids.ts";
import type { StartSuggestion } from "../../src/engine/messages/start-proposal-event.ts";
import type { ProposedStart } from "../../src/engine/proposed-start.ts";
import { DAY, definition, directory, personId, task } from "../support/builders.ts";
import { MONDAY, WORKSPACE } from "../support/given.ts";
import { aSuggestion } from "../support/suggestions.ts";

const workflow = definition([task("a")]);
const people = directory({ people: ["sam"] });
const id = InstanceId.parse("00000000-0000-4000-8000-00000000000c");
const act = { type: "StartWorkflow", workflow: workflow.workflow, newInstance: id, inputs: {} } as const;
const asked = (askedAt: number): ProposedStart => ({
  workflow: workflow.workflow,
  suggestion: { ...aSuggestion(id, act, "asks"), kind: "start", act, onBehalfOf: personId("sam") } as StartSuggestion,
  origin: { kind: "message", channel: "C1", ts: "1.1" },
  because: "asked",
  missing: ["case_id"],
  owner: undefined,
  askedAt,
  reminders: 0,
  escalated: false,
});

it("a request whose writer answers in the moment of a reminder is reminded of anew, a working day after that answer", async () => {
  const ids: string[] = [];
  let proposed = asked(MONDAY);
  const chases = createChaseRequests({
    reads: { proposals: async () => [proposed], instance: async () => undefined },
    catalogue: { directory: () => people, current: () => workflow } as unknown as Catalogue,
    handleWorkspace: async (command) => {
      ids.push(command.id);
      // What was answered once is answered the same for good: "nobody has to be reminded of that now".
      return { ok: false, rejection: { code: "wrong-state", message: "Not now." } };
    },
  });
  await chases(WORKSPACE, MONDAY, MONDAY + DAY);
  proposed = asked(MONDAY + DAY);
  await chases(WORKSPACE, MONDAY, MONDAY + DAY);
  await chases(WORKSPACE, MONDAY, MONDAY + 2 * DAY);
  expect(new Set(ids).size).toBe(2);
});
