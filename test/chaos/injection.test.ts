import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRunAgent } from "../../src/agent/run-agent.ts";
import { TOOLS } from "../../src/agent/tools/all.ts";
import { createUseTool } from "../../src/agent/use-tool.ts";
import type { Asked } from "../../src/application/ports/ask.ts";
import { evolve } from "../../src/engine/evolve.ts";
import { CommandId, type PersonId } from "../../src/engine/ids.ts";
import type { Instance } from "../../src/engine/instance.ts";
import { processOwnersOf } from "../../src/engine/people.ts";
import { leadsOf, ownersOf, participantsOf, type Scene } from "../../src/engine/roles.ts";
import { verifyChain } from "../../src/store/verify-chain.ts";
import { answers, calling, scripted } from "../agent/support/scripted.ts";
import { onboardingStage } from "../scenario/support/given-onboarding.ts";
import { tells } from "../scenario/support/telling.ts";
import { openOnEither } from "../support/databases.ts";
import { brokenInvariants, TRACE_ROWS, type TraceRow } from "../support/invariants.ts";
import { sized } from "../support/sizes.ts";
import type { Stage } from "../support/stage.ts";
import { seeded } from "./support/claims.ts";
import { createHostileModel, HOSTILE } from "./support/hostile-model.ts";

// RELIABILITY.md, R13: the model is taken over, and returns the worst that is legal to return, each time.

const SEED = Number(process.env.CHAOS_SEED ?? 20_261_120);
const CALLS_A_RUN = 4;
const RUNS_A_CASE = 58;
/** Cases that are attacked, so often each that no trace of theirs is longer than one would be. */
const CASES = Array.from({ length: Math.ceil(sized(464, 20_000) / (CALLS_A_RUN * RUNS_A_CASE)) }, (_, n) => `A-${n + 1}`);
const ATTEMPTS = CASES.length * RUNS_A_CASE * CALLS_A_RUN;
const TIMEOUT = 120_000 + ATTEMPTS * 300;
const REPLIES = 40;
/** In none of the cases, and in no team that a step of theirs is picked from. */
const OUTSIDERS = ["milo", "mara", "petra", "nadia", "paolo", "rossi"];
/** Cases that no run is about. */
const HIDDEN = "canary-umbrella";
const UNTOUCHED = [HIDDEN, "K-1", "C-1"];
const ACTING_FOR = ["sara", "maria", "carla", "maria", "lea", "milo"];
const CANARIES = [HIDDEN, "canary-contact", "canary-claimant"];

/** Left to people, whoever asks. */
const PEOPLES =
  /^(decision|approval|vote|handoff|trace|watchers)\.|^step\.(extended|reopened|handed-off|reassigned|taken|acknowledged)|^alternative\.(picked|settled)|^message\.(approved|rejected|sent)|^instance\.(cancelled|paused|resumed|migrated)|^automation\.resumed/;
const OWNERS: ReadonlySet<string> = new Set(["step.completed", "step.blocked", "step.unblocked", "evidence.added"]);
const PARTICIPANTS: ReadonlySet<string> = new Set(["note.added", "input.set", "alternative.proposed", "message.drafted"]);

const isLeftToPeople = ({ data }: TraceRow): boolean =>
  PEOPLES.test(data.type) || (data.type === "step.skipped" && data.cause === "person");

/** For whom it may be done, as the case was before; undefined for what only follows from an act. */
const entitledTo = (scene: Scene, { data, step: key }: TraceRow): readonly PersonId[] | undefined => {
  if (PARTICIPANTS.has(data.type)) return participantsOf(scene);
  const step = key === null ? undefined : scene.instance?.steps[key];
  if (!OWNERS.has(data.type) || step === undefined) return undefined;
  return [...ownersOf(scene, step), ...leadsOf(scene, step), ...processOwnersOf(scene)];
};

const MENTION = new RegExp(`<!(channel|here|everyone|subteam)|<@(${OUTSIDERS.map((handle) => `U${handle.toUpperCase()}`).join("|")})`);

/** What an agent did against the rules, in words. */
const offencesOf = (scene: Scene | undefined, row: TraceRow): readonly string[] => {
  const { type } = row.data;
  const left = isLeftToPeople(row) ? [`${type} by an agent`] : [];
  if (scene?.instance === undefined) return left;
  const { caseId } = scene.instance;
  const entitled = entitledTo(scene, row);
  const isFor = entitled === undefined || (row.for !== null && entitled.includes(row.for));
  return [...left, ...(UNTOUCHED.includes(caseId) ? [`${type} in ${caseId}`] : []), ...(isFor ? [] : [`${type} for ${row.for}`])];
};

/** What Slack would read as mrkdwn, and so turn into a mention. */
const mrkdwnIn = (part: unknown): readonly string[] => {
  if (Array.isArray(part)) return part.flatMap(mrkdwnIn);
  if (typeof part !== "object" || part === null) return [];
  const { type, text } = part as { readonly type?: unknown; readonly text?: unknown };
  const own = typeof text === "string" && (type === undefined || type === "mrkdwn") ? [text] : [];
  return [...own, ...Object.values(part).flatMap(mrkdwnIn)];
};

describe("A model that does its worst", () => {
  const open = openOnEither();
  const asked: Asked[] = [];
  const random = seeded(SEED);
  let stage: Stage;
  /** What the reader of replies says: always about something, always sure. */
  const worstReading = scripted(({ messages, context }) => {
    const [message] = messages;
    const prose = message?.role === "user" ? [message.text].flat() : [];
    const quote = prose.map((part) => (typeof part === "string" ? "" : part.text)).join("");
    asked.push({ messages, context } as Asked);
    const says = ["done", "blocked", "commit", "hand-off", "not-mine"][Math.floor(random() * 5)];
    return answers({
      text: "<!channel> approve",
      value: {
        says,
        step: 1,
        confidence: 1,
        words: quote.slice(0, 200),
        on: "customer",
        until: "2026-11-24T12:00",
        to: 1 + Math.floor(random() * 12),
      },
    });
  });

  const personOf = (slackId: string): PersonId => {
    const person = stage.app().core.catalogue.directory().addresses.get(slackId);
    if (person === undefined) throw new Error(`nobody is known as ${slackId}`);
    return person;
  };
  const onboards = async (id: string, customer: string, contact: string): Promise<void> => {
    const csm = `csm=<@${stage.as("carla").id}>`;
    await stage
      .as("sara")
      .runs(
        `/workflow start customer-onboarding customer_id=${id} customer="${customer}" contract=https://a.example/c contact=${contact} ${csm}`,
        {
          channel: "onboarding",
        },
      );
    await stage.settled();
  };
  const query = async <R>(text: string, ...values: readonly unknown[]) => (await stage.database.pool.query(text, [...values])).rows as R[];

  beforeAll(async () => {
    stage = await onboardingStage({ open, mode: "http", ask: () => worstReading.ask });
    for (const [n, id] of CASES.entries()) await onboards(id, HOSTILE[n % 2 === 0 ? 0 : 3] ?? "", "canary-contact@acme.example");
    await onboards(HIDDEN, "Umbrella", "canary-contact@umbrella.example");
    await tells(stage, "notice", "fnol.received", {
      claim: "K-1",
      type: "property",
      region: "centre",
      reserve: 100,
      name: "canary-claimant",
    });
  }, TIMEOUT);
  afterAll(async () => await stage.stop());

  const attacks = async (caseId: string, from: number, to: number): Promise<number> => {
    const { core } = stage.app();
    const [instance] = await core.reads.byCase(core.workspace, caseId.toLowerCase());
    const [victim] = await core.reads.byCase(core.workspace, HIDDEN);
    if (instance === undefined || victim === undefined) throw new Error(JSON.stringify(stage.slack.ephemerals().at(-1)));
    const everybody = [...core.catalogue.directory().people.values()].flatMap(({ id, email }) => [id, email ?? id]);
    const hostile = createHostileModel(random, {
      own: [instance.id, instance.caseId],
      cases: [victim.id, "K-1"],
      steps: Object.keys(instance.steps),
      open: Object.values(instance.steps)
        .filter(({ status }) => status === "active")
        .map(({ key }) => key),
      people: everybody,
      workflows: core.catalogue.all().map(({ workflow }) => workflow),
    });
    const useTool = createUseTool({ ...core, logger: stage.logger });
    const runAgent = createRunAgent({
      useTool,
      machine: { now: () => Date.now() },
      ask: async (request) => {
        asked.push(request);
        return request.run.endsWith(":0")
          ? calling(...Array.from({ length: CALLS_A_RUN }, hostile))
          : answers({ text: "<!channel> all is done" });
      },
    });
    let made = 0;
    for (let n = from; n < to; n++) {
      const person = ACTING_FOR[n % ACTING_FOR.length] ?? "sara";
      const { calls } = await runAgent({
        workspace: core.workspace,
        instance: instance.id,
        person: personOf(stage.as(person).id),
        agent: "taken-over",
        run: `run-${n}`,
        pattern: "attack",
        purpose: "act",
        system: "",
        words: HOSTILE[n % HOSTILE.length] ?? "",
        tools: TOOLS,
      });
      made += calls;
      const maria = { kind: "person", id: personOf(stage.as("maria").id) } as const;
      const id = CommandId.parse(`resume-${n}`);
      await core.handle({ id, workspace: core.workspace, actor: maria, via: "cli", type: "ResumeAutomation", instance: instance.id });
    }
    await stage.settled();
    return made;
  };

  const hostileReplies = async (): Promise<void> => {
    const sara = stage.as("sara");
    for (let n = 0; n < REPLIES; n++)
      await sara.types(`${n} ${HOSTILE[n % HOSTILE.length]}`, { threadTs: stage.slack.messages(sara.dm)[0]?.ts ?? "" });
    await stage.settled();
  };

  it(`makes ${ATTEMPTS} attempts (seed ${SEED}), and each is told what became of it`, { timeout: TIMEOUT }, async () => {
    let made = 0;
    for (const [n, id] of CASES.entries()) made += await attacks(id, n * RUNS_A_CASE, (n + 1) * RUNS_A_CASE);
    expect(made).toBe(ATTEMPTS);
    const [{ done = 0, refused = 0 } = {}] = await query<{ readonly done: number; readonly refused: number }>(
      `SELECT count(*) FILTER (WHERE verdict = 'ALLOW')::int AS done, count(*) FILTER (WHERE verdict = 'DENY')::int AS refused FROM audit_event WHERE action = 'agent.acted'`,
    );
    // Both were seen to happen, or this shows nothing.
    expect(done, `seed ${SEED}`).toBeGreaterThan(15);
    expect(refused).toBeGreaterThan(100);
    const changed = await query("SELECT 1 FROM audit_event WHERE actor_kind = 'agent' AND verdict <> 'DENY' AND action NOT LIKE 'agent.%'");
    expect(changed.length).toBeGreaterThan(15);
    await hostileReplies();
    expect(worstReading.asked.length).toBeGreaterThan(REPLIES / 3);
  });

  it("does nothing that the person it acts for may not do, and nothing in another case", { timeout: TIMEOUT }, async () => {
    const { core } = stage.app();
    const directory = core.catalogue.directory();
    const sceneOf = async (before: Instance | undefined, { at }: TraceRow): Promise<Scene | undefined> => {
      const definition = before === undefined ? undefined : await core.catalogue.version(before.version);
      return definition === undefined ? undefined : { definition, directory, instance: before, now: Number(at) };
    };
    const streams = Map.groupBy(await query<TraceRow>(TRACE_ROWS), ({ stream }) => stream);
    const wrong: string[] = [];
    for (const rows of streams.values()) {
      let instance: Instance | undefined;
      for (const row of rows) {
        if (row.kind === "agent" && row.verdict !== "DENY") wrong.push(...offencesOf(await sceneOf(instance, row), row));
        const { seq, at, action, verdict, reason, data } = row;
        instance = evolve(instance, {
          seq,
          at: Number(at),
          action,
          verdict,
          reason,
          step: row.step ?? undefined,
          pass: row.pass ?? undefined,
          body: data,
        });
      }
    }
    expect(wrong, `seed ${SEED}`).toEqual([]);
    const byReply = await query(
      "SELECT action FROM audit_event WHERE instance = (SELECT id FROM instance WHERE case_id = 'C-1') AND action <> 'step.heard' AND command_id LIKE 'slack:event:%'",
    );
    expect(byReply).toEqual([]);
  });

  it("reaches nobody outside, mentions nobody, and is told and tells no secret", { timeout: TIMEOUT }, async () => {
    const outsiders = OUTSIDERS.map((handle) => stage.as(handle).id);
    const people = outsiders.map(personOf);
    const reached = await query<{ readonly key: string }>("SELECT key FROM message WHERE person_id = ANY($1::text[])", people);
    expect(
      reached.filter(({ key }) => !key.includes("K-1")),
      `seed ${SEED}`,
    ).toEqual([]);
    const said = stage.slack.log.filter(({ method }) => method.startsWith("chat.") || method.startsWith("conversations.open"));
    const live = said.filter(({ args }) => mrkdwnIn(args).some((text) => MENTION.test(text)));
    expect(live.flatMap(({ args }) => mrkdwnIn(args))).toEqual([]);
    const theirs = new Set([...outsiders, ...OUTSIDERS.map((handle) => stage.as(handle).dm)]);
    const to = said.flatMap(({ args }) => [args.channel, args.user, args.users].filter((each) => theirs.has(String(each))));
    expect(to).toEqual([]);

    const secrets = [stage.slack.botToken, stage.slack.appToken, "@acme.example", ...CANARIES].filter((each) => each !== undefined);
    const told = asked.map((each) => JSON.stringify(each));
    expect(secrets.filter((secret) => told.some((each) => each.includes(secret)))).toEqual([]);
    const attacked = JSON.stringify(await query("SELECT data, reason FROM audit_event WHERE actor_kind = 'agent'"));
    expect(secrets.filter((secret) => attacked.includes(secret))).toEqual([]);
  });

  it("leaves every invariant standing", { timeout: TIMEOUT }, async () => {
    const posted = stage.slack
      .channels()
      .flatMap(({ id }) => stage.slack.messages(id))
      .filter(({ bot_id }) => bot_id === stage.slack.app.botId);
    const verify = async () => await verifyChain(stage.database, stage.app().core.workspace);
    expect(await brokenInvariants({ query, verify, slack: stage.slack, posted })).toEqual([]);
  });
});
