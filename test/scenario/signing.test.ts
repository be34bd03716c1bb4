import { expect, it } from "vitest";
import { CommandId, type PersonId, StepKey, WorkflowId } from "../../src/engine/ids.ts";
import { openOnEither } from "../support/databases.ts";
import { openStage, type Stage } from "../support/stage.ts";
import { MONDAY_9 } from "./support/given-claim.ts";
import { does } from "./support/given-onboarding.ts";
import { directTo, tells, traceOf, whisperedTo } from "./support/telling.ts";

const open = openOnEither();
const MINUTE = 60_000;

const caseOf = async (stage: Stage) => {
  const { core } = stage.app();
  const [instance] = await core.reads.byCase(core.workspace, "p-1");
  const step = instance?.steps[StepKey.parse("check")];
  if (instance === undefined || step?.status === "waiting" || step === undefined) throw new Error("the purchase is not under way");
  return { core, instance, step };
};

const ownerOf = async (stage: Stage): Promise<PersonId> => {
  const { step } = await caseOf(stage);
  if (!("owner" in step) || step.owner === undefined) throw new Error("nobody checks the purchase");
  return step.owner;
};

/** What an agent read in a thread: the supplier is late. */
const hears = async (stage: Stage, id: string): Promise<void> => {
  const { core, instance } = await caseOf(stage);
  const onBehalfOf = await ownerOf(stage);
  await core.handle({
    ...{ id: CommandId.parse(id), workspace: core.workspace, via: "agent", actor: { kind: "agent", id: "coxswain", onBehalfOf } },
    ...{ type: "BlockStep", instance: instance.id, step: StepKey.parse("check"), reason: "The supplier is late", on: "vendor" },
    judgement: { confidence: 0.97, evidence: [], run: id },
  });
  await stage.settled();
};

/** As the hourly review does when enough proposals were accepted. */
const isEarned = async (stage: Stage): Promise<void> => {
  const { core } = stage.app();
  const by = { id: CommandId.parse("review"), workspace: core.workspace, actor: { kind: "system", id: "autonomy" }, via: "sweep" } as const;
  const about = { workflow: WorkflowId.parse("procurement-approval"), kind: "block", change: "promotion", figures: "30 of 30" } as const;
  await core.handleWorkspace({ ...by, ...about, type: "ReviewAutonomy" });
  await stage.settled();
};

it("what an agent has earned is signed by its process owner with a click; then it acts, and is undone by a click for ten minutes", async () => {
  const stage = await openStage({ open, mode: "http", at: MONDAY_9 });
  const data = {
    id: "P-1",
    item: "Chairs",
    amount: 800,
    supplier: "Acme",
    budget_owner: "lea@example.com",
    cost_centre: "sales",
    reason: "New",
  };
  await tells(stage, "purchase", "purchase.requested", data);
  const asked = await ownerOf(stage);
  const owner = ["paolo", "petra"].find((each) => stage.app().core.catalogue.directory().addresses.get(stage.as(each).id) === asked) ?? "";
  const status = async (): Promise<string> => (await caseOf(stage)).step.status;

  await hears(stage, "first");
  expect(directTo(stage, owner).at(-1)).toContain("I suggest to mark *Check the request* blocked");
  expect(await status()).toBe("active");
  await stage.as(owner).runs("/workflow mine", { channel: "procurement" });
  await stage.settled();
  expect(whisperedTo(stage, owner).at(-1)).toContain("I suggest to mark *Check the request* blocked");
  await does(stage, owner, "Dismiss", { "Why not?": "They are not" });

  await isEarned(stage);
  expect(directTo(stage, "procurement-head").at(-1)).toContain("It needs your signature.");
  await does(stage, "procurement-head", "Sign");
  await hears(stage, "second");
  expect(await status()).toBe("blocked");
  expect(directTo(stage, owner).at(-1)).toContain("It can be undone until");
  await does(stage, owner, "Undo");
  expect(await status()).toBe("active");

  await hears(stage, "third");
  await stage.until(stage.now() + 11 * MINUTE);
  expect(await status()).toBe("blocked");
  expect(directTo(stage, owner).join("\n")).toContain("it can no longer be undone");

  await stage.as("procurement-head").runs("/workflow charter procurement-approval", { channel: "procurement" });
  await stage.settled();
  await stage.as("procurement-head").clicks("Take it back", { in: "procurement" });
  await stage.settled();
  const { rows } = await stage.database.pool.query<{ action: string }>(
    "SELECT action FROM audit_event WHERE action LIKE 'autonomy.%' ORDER BY seq",
  );
  expect(rows.map(({ action }) => action)).toEqual(["autonomy.proposed", "autonomy.signed", "autonomy.revoked"]);
  expect(await traceOf(stage, "P-1")).toContain("act.undone WARN");
  await stage.stop();
});
