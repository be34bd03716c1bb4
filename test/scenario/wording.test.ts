import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Asked, AskOutcome } from "../../src/application/ports/ask.ts";
import type { Untrusted } from "../../src/application/ports/controls.ts";
import { answers, scripted } from "../agent/support/scripted.ts";
import { openOnEither } from "../support/databases.ts";
import { SHIPPED, type Stage } from "../support/stage.ts";
import { does, fromDetails, onboardingStage } from "./support/given-onboarding.ts";
import { directTo, traceOf, whisperedTo, wordsOf } from "./support/telling.ts";

const factsIn = ({ messages }: Asked): readonly Untrusted[] =>
  messages.flatMap((message) =>
    message.role === "user" && typeof message.text !== "string"
      ? message.text.filter((part): part is Untrusted => typeof part !== "string")
      : [],
  );

/** Says each fact in words of its own, one for each of the first. */
const worded = (asked: Asked): AskOutcome => {
  // "due" is English: in German it is nobody's word, and in Italian a number.
  const inGerman = JSON.stringify(asked.messages).includes("Language: German.");
  const said = (text: string): string => (inGerman ? text.replaceAll(/\bdue\b/g, "bis") : text);
  const sentences = factsIn(asked).map(({ from, text }) => ({ words: `We report this: ${said(text)}.`, facts: [from] }));
  if (asked.pattern !== "clerk") return answers({ value: { sentences } });
  const talk = sentences.filter(({ facts }) => facts[0]?.startsWith("T"));
  return answers({ value: { summary: sentences.slice(0, 1), decisions: talk, open: [] } });
};

/** The shipped workflows, with agents allowed in the onboarding. */
const automated = async (): Promise<string> => {
  const folder = await mkdtemp(`${tmpdir()}/coxswain-wording-`);
  await cp(SHIPPED, folder, { recursive: true });
  const file = `${folder}/customer-onboarding.yaml`;
  await writeFile(file, `${await readFile(file, "utf8")}\nautomation: { level: assist }\n`);
  return folder;
};

const asks = async (stage: Stage, handle: string, words: string): Promise<readonly string[]> => {
  const before = whisperedTo(stage, handle).length;
  await stage.as(handle).types(`<@${stage.slack.app.botUserId}> ${words}`, { channel: "onboarding" });
  await stage.settled();
  return whisperedTo(stage, handle).slice(before);
};

describe("words of a model in a case", () => {
  let stage: Stage;
  let asked: readonly Asked[];
  let say = worded;
  beforeAll(async () => {
    const model = scripted((question) => say(question));
    asked = model.asked;
    stage = await onboardingStage({ open: openOnEither(), ask: () => model.ask, workflowsDir: await automated() });
  });
  afterAll(async () => await stage.stop());

  it("are a draft for the customer, said at once to be on its way, and go out when somebody else has approved them", async () => {
    const [first, second] = await asks(stage, "sara", "draft the update for C-1");
    expect(first).toContain("is being worded");
    expect(second).toContain("is drafted. It goes nowhere before it is approved.");
    expect(second).toContain("We report this: The work is under way.");
    expect(asked).toMatchObject([{ pattern: "concierge", purpose: "draft" }]);
    const card = directTo(stage, "carla").find((said) => said.includes("needs approval before it goes out"));
    expect(card).toContain("*Worded by a model* in English, from the case's facts: F1, status");
    await does(stage, "carla", "Approve");
    await does(stage, "carla", "Sent");
    expect(await traceOf(stage, "C-1")).toContain("message.sent ALLOW");
  });

  it("are not asked for again while no fact has changed, whatever they would be", async () => {
    const before = asked.length;
    expect((await asks(stage, "sara", "draft the update for C-1")).join()).toContain("has changed since the last update");
    expect(asked).toHaveLength(before);
  });

  it("come in the language that is asked for, to copy, for those inside, and in the pane to who asked there", async () => {
    const sara = stage.as("sara");
    const { message } = await sara.opensAssistant();
    const thread = message?.ts ?? "";
    await sara.types("draft the team update for C-1 in German", { threadTs: thread });
    await stage.settled();
    const said = sara.sees(sara.dm, { thread }).map(wordsOf).join("\n");
    expect(said).toContain("is being worded");
    expect(said).toContain("*Worded by a model* in German");
    expect(stage.slack.log.some(({ method, args }) => method === "assistant.threads.setStatus" && args.status === "is wording it…")).toBe(
      true,
    );
    expect(JSON.stringify(asked.at(-1)?.messages)).toContain("Language: German.");
  });

  it("stand beside a template's message, for its approver to choose, and are kept where they can be erased", async () => {
    await fromDetails(stage, "sara", "Draft a message", { "Which message?": "customer-update" });
    const card = directTo(stage, "carla").find((said) => said.includes("needs approval before it goes out"));
    expect(card).toContain("You will hear from us about where Acme stands.");
    expect(card).toContain("*Other words, by a model*, from messages.customer-update");
    await does(stage, "carla", "Approve the other words");
    expect(directTo(stage, "carla").at(-1)).toContain("We report this: You will hear from us about where Acme stands");
    const { rows } = await stage.database.pool.query<{ data: string }>(
      "SELECT data::text AS data FROM audit_event WHERE action = 'words.recorded'",
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.data).not.toContain("We report");
  });

  it("head a handoff as soon as they are there, from the trace and from what was said in the thread", async () => {
    const root = stage.slack.messages("onboarding")[0]?.ts ?? "";
    await stage.as("carla").types("They want the portal in French", { channel: "onboarding", threadTs: root });
    await stage.settled();
    await does(stage, "sara", "Hand off", { "To whom?": stage.as("bo").id, "What do they need to know?": "They want SSO first" });
    const card = directTo(stage, "bo").find((said) => said.includes("handed *Hand over the sale* to you"));
    expect(card).toContain("*Summary:*\n• We report this: The work is under way. (F1, status)");
    expect(card).toContain("wrote: They want the portal in French. (the thread)");
    expect(card).toContain("*So far:*");
    await does(stage, "bo", "Accept");
    expect(await traceOf(stage, "C-1")).toContain("handoff.accepted ALLOW");
  });

  it("that do not hold are not used: the update is the template's, which its card says, and a handoff goes without", async () => {
    say = () => answers({ value: { sentences: [{ words: "All 99 steps are done.", facts: ["F1"] }] } });
    await does(stage, "bo", "Done", { "Customer's goals": "Ten sites" });
    const told = (await asks(stage, "sara", "draft the update for C-1")).at(-1);
    expect(told).toContain("*From a template*, from the case's facts");
    expect(told).toContain("*Its facts since the last one:*\n+ 2 of 8 steps are done.\n– 0 of 8 steps are done.");
    await does(stage, "lea", "Hand off", { "To whom?": stage.as("luca").id });
    const card = directTo(stage, "luca").find((words) => words.includes("handed *Review the contract* to you"));
    expect(card).toContain("*So far:*");
    expect(card).not.toContain("*Summary:*");
    expect(stage.logger.lines.filter(({ message }) => message === "words of a model are not used")).toHaveLength(4);
  });
});
