import { describe, expect, it } from "vitest";
import { DEFAULT_AUTOMATION } from "../../src/engine/autonomy/policy.ts";
import { SUGGESTION_MS, UNDO_MS } from "../../src/engine/autonomy/suggestion.ts";
import { WorkflowId } from "../../src/engine/ids.ts";
import { definition, field, personId, task } from "../support/builders.ts";
import { INSTANCE, WORKSPACE } from "../support/given.ts";
import { type GivenApp, givenSlackApp } from "./support/given-slack-app.ts";

const automation = { ...DEFAULT_AUTOMATION, level: "automate" as const };
const whole = definition(
  [task("sso", { owner: "anna", evidence: [field("goal", { required: false })] }), task("report", { needs: ["sso"] })],
  { automation },
);

const system = { kind: "system", id: "autonomy" } as const;
const agent = { kind: "agent", id: "clerk", onBehalfOf: personId("anna") } as const;
let sent = 0;

/** As a tool will send it: a command of an agent, through the same door as everybody's. */
const acts = async (given: GivenApp, act: object, confidence = 0.8) => {
  sent += 1;
  const judgement = { confidence, evidence: ["msg-1"], run: "run-7" };
  await given.core.ports.handle({
    id: `agent-${sent}`,
    workspace: WORKSPACE,
    actor: agent,
    via: "agent",
    instance: INSTANCE,
    judgement,
    ...act,
  } as never);
};

const completes = { type: "CompleteStep", step: "sso", evidence: { goal: "grow" } };
const newest = (given: GivenApp) => Object.values(given.core.instances.get(INSTANCE)?.suggestions ?? {}).at(-1)!;
const card = async (given: GivenApp) =>
  await given.post({ kind: "suggestion", suggestion: newest(given).id }, { to: "person", person: personId("anna") });

/** What Anna reads on the newest card, rendered from what is true now. */
const read = async (given: GivenApp): Promise<string> => {
  const { ts, channel } = await card(given);
  const message = given
    .as("anna")
    .sees(channel)
    .find((each) => each.ts === ts);
  return `${message?.text} ${JSON.stringify(message?.blocks)}`;
};

const begun = async () => {
  const given = await givenSlackApp({ definition: whole });
  await given.start();
  return given;
};

const signedFor = async (given: GivenApp, kind: "complete") => {
  const envelope = { workspace: WORKSPACE, workflow: WorkflowId.parse(whole.workflow), kind };
  await given.core.ports.handleWorkspace({
    ...envelope,
    id: "r-1",
    actor: system,
    via: "sweep",
    type: "ReviewAutonomy",
    change: "promotion",
    figures: "30 of 30",
  } as never);
  const content = { kind: "autonomy", workflow: whole.workflow, act: kind, change: "promotion", figures: "30 of 30" } as const;
  return content;
};

describe("a suggestion in Slack", () => {
  it("shows the exact act, how sure the agent is and what from, and is accepted by one click", async () => {
    const given = await begun();
    await acts(given, completes);
    const words = await read(given);
    for (const part of ["I suggest to mark *Sso* done", "grow", "fairly sure (80 %)", "msg-1", "Otherwise nothing happens"]) {
      expect(words.toLowerCase()).toContain(part.toLowerCase());
    }
    await given.as("anna").clicks("Accept", { in: await card(given) });
    expect(given.step("sso")).toMatchObject({ status: "done", by: "anna" });
    expect(await read(given)).toContain("was accepted by you");
  });

  it("waits on the list of whoever may answer it, where it is answered as well", async () => {
    const given = await begun();
    await acts(given, completes);
    await given.as("anna").runs("/workflow mine", { channel: "CCASES" });
    await given.slack.waitFor(() => given.told("anna").includes("I suggest to mark"));
    await given.as("anna").clicks("Accept", { in: "CCASES" });
    expect(given.step("sso")).toMatchObject({ status: "done", by: "anna" });
  });

  it("is changed in a form that holds its values", async () => {
    const given = await begun();
    await acts(given, completes);
    await given.as("anna").clicks("Edit", { in: await card(given) });
    await given.as("anna").submits({ goal: "shrink" });
    expect(given.step("sso")).toMatchObject({ status: "done", by: "anna" });
    expect(newest(given)).toMatchObject({ status: "edited", final: { evidence: { goal: "shrink" } } });
  });

  it("is dismissed with a reason", async () => {
    const given = await begun();
    await acts(given, completes);
    await given.as("anna").clicks("Dismiss", { in: await card(given) });
    await given.as("anna").submits({ "Why not?": "The customer has not confirmed" });
    expect(given.step("sso").status).toBe("active");
    expect(await read(given)).toContain("was dismissed by you");
  });

  it("cannot be accepted unread where the agent is not sure", async () => {
    const given = await begun();
    await acts(given, completes, 0.3);
    expect(await read(given)).not.toContain("Accept");
    await given.as("anna").clicks("Look and decide", { in: await card(given) });
    await given.as("anna").submits({});
    expect(given.step("sso").status).toBe("done");
  });

  it("expires, and a late click is told so", async () => {
    const given = await begun();
    await acts(given, completes);
    const old = await card(given);
    given.core.now += SUGGESTION_MS;
    await given.tick();
    expect(await read(given)).toContain("the case has moved on");
    await given.as("anna").clicks("Accept", { in: old });
    await given.slack.waitFor(() => given.told("anna").includes("no longer meant"));
    expect(given.step("sso").status).toBe("active");
  });
});

/** What was earned is put to the process owner, and signed. */
const mariaSigns = async (given: Awaited<ReturnType<typeof begun>>): Promise<void> => {
  const { workflow } = await signedFor(given, "complete");
  await given.core.ports.handleWorkspace({
    ...{ id: "sign", workspace: WORKSPACE, actor: { kind: "person", id: personId("maria") }, via: "slack" },
    ...{ type: "SignAutonomy", workflow, kind: "complete" },
  } as never);
};

describe("a level of autonomy", () => {
  it("is signed by the process owner alone; then the agent acts, and what it did is undone by one click", async () => {
    const given = await begun();
    const content = await signedFor(given, "complete");
    const envelope = { workspace: WORKSPACE, via: "slack", type: "SignAutonomy", workflow: content.workflow, kind: "complete" };
    const sign = async (name: string, id = `sign-${name}`) =>
      await given.core.ports.handleWorkspace({ ...envelope, id, actor: { kind: "person", id: personId(name) } } as never);
    expect(await sign("anna")).toMatchObject({ ok: false, rejection: { code: "not-entitled" } });
    expect(await sign("maria")).toMatchObject({ ok: true });
    expect(await sign("maria", "sign-again")).toMatchObject({ ok: false, rejection: { code: "wrong-state" } });
    await acts(given, completes, 0.95);
    expect(given.step("sso").status).toBe("done");
    await given.as("anna").clicks("Undo", { in: await card(given) });
    expect(given.step("sso")).toMatchObject({ status: "active", pass: 2 });
    expect(await read(given)).toContain("was undone by you");
  });

  it("is taken back by the process owner, on the charter, and the agent asks again", async () => {
    const given = await begun();
    await mariaSigns(given);
    await given.as("ben").runs("/workflow charter", { channel: "CCASES" });
    await given.slack.waitFor(() => given.told("ben").includes("*Signed* by Maria"));
    expect(given.told("ben")).not.toContain("Take it back");
    await given.as("maria").runs("/workflow charter", { channel: "CCASES" });
    await given.slack.waitFor(() => given.told("maria").includes("Take it back"));
    await given.as("maria").clicks("Take it back", { in: "CCASES" });
    await given.slack.waitFor(() => given.told("maria").includes("only proposes this from now on"));
    await acts(given, completes, 0.95);
    expect(given.step("sso").status).toBe("active");
    expect(newest(given)).toMatchObject({ how: "proposes", status: "open" });
  });

  it("cannot be undone after ten minutes", async () => {
    const given = await begun();
    await mariaSigns(given);
    await acts(given, completes, 0.95);
    const old = await card(given);
    given.core.now += UNDO_MS;
    await given.as("anna").clicks("Undo", { in: old });
    await given.slack.waitFor(() => given.told("anna").includes("can no longer be undone"));
    expect(given.step("sso").status).toBe("done");
  });
});

describe("/workflow charter", () => {
  it("says what agents may do, may not, and how to override them, from the policy as it is", async () => {
    const given = await begun();
    await given.as("ben").runs("/workflow charter", { channel: "CCASES" });
    await given.slack.waitFor(() => given.told("ben").includes("What agents may do"));
    const said = given.told("ben");
    for (const part of [
      "Allowed, and not signed or earned yet",
      "vote on this request",
      "it reaches a customer",
      "less than 50 % sure",
      "Maria",
      "nothing yet",
    ])
      expect(said).toContain(part);
  });
});
