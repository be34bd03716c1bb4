import { expect, it } from "vitest";
import type { AskOutcome } from "../../src/application/ports/ask.ts";
import { openOnEither } from "../support/databases.ts";
import { onboardingStage } from "./support/given-onboarding.ts";

const open = openOnEither();
/** Slack's own: whoever acknowledges later is taken for dead. */
const SLACK_WAITS_MS = 3_000;
const UNCLEAR = "legal wants the DPA first, back Thursday";

it("acknowledges every kind of click, form, command and message in time while a model never answers", async () => {
  const { promise: wasAsked, resolve: hang } = Promise.withResolvers<string>();
  const { promise: never, resolve: release } = Promise.withResolvers<AskOutcome>();
  const ask = async ({ pattern }: { readonly pattern: string }): Promise<AskOutcome> => {
    hang(pattern);
    return await never;
  };
  const stage = await onboardingStage({ open, ask: () => ask });
  const { slack } = stage;
  const [sara, maria] = [stage.as("sara"), stage.as("maria")];
  const card = slack.messages(sara.dm)[0]?.ts ?? "";
  const thread = slack.messages("onboarding")[0]?.ts ?? "";
  // The model is asked before anything else, and hangs from then on.
  await sara.types(UNCLEAR, { threadTs: card });
  expect(await wasAsked).toBe("understand-reply");

  await sara.types(`${UNCLEAR} then`, { threadTs: card });
  await sara.types(UNCLEAR);
  await sara.types(UNCLEAR, { channel: "onboarding", threadTs: thread });
  await sara.types(`<@${slack.app.botUserId}> whom does this hang on in the end`, { channel: "onboarding", threadTs: thread });
  await sara.types("what is stuck?");
  await sara.types("done", { threadTs: card });
  await sara.runs("/workflow status C-1", { channel: "onboarding" });
  await sara.runs("/workflow mine", { channel: "onboarding" });
  await sara.shortcut("start_workflow");
  await sara.closes({ all: true });
  await sara.messageShortcut("add_to_case", { channel: slack.messages("onboarding")[0]?.channel ?? "", ts: thread });
  await sara.closes({ all: true });
  await sara.opensHome();
  await sara.clicks("Details", { in: sara.dm });
  await slack.waitFor(() => sara.modal());
  await sara.closes({ all: true });
  await sara.clicks("Blocked", { in: sara.dm });
  await slack.waitFor(() => sara.modal());
  await sara.submits({ "What is in the way?": "The contract", "On whom does it wait?": "The customer" });
  // Other work goes on beside the model that hangs: the card says it.
  await slack.waitFor(() => JSON.stringify(sara.sees(sara.dm)).includes("No longer blocked") || undefined);
  await sara.clicks("No longer blocked", { in: sara.dm });
  await maria.runs("/workflow reload", { channel: "onboarding" });
  await slack.settled();

  const acknowledged = slack.deliveries.map(({ kind, acknowledgement: { ok, tookMs, error } }) => ({
    kind,
    ok,
    late: tookMs >= SLACK_WAITS_MS,
    error,
  }));
  expect(new Set(acknowledged.map(({ kind }) => kind))).toEqual(new Set(["events_api", "interactive", "slash_commands"]));
  expect(acknowledged.length).toBeGreaterThan(15);
  expect(acknowledged.filter(({ ok, late }) => !ok || late)).toEqual([]);
  release({ ok: false, why: "fault", words: "It was never answered." });
  await stage.settled();
  await stage.stop();
});
