import { afterAll, beforeAll, expect, it } from "vitest";
import { openProcessStage, type ProcessStage } from "../support/child/process-stage.ts";
import { describeOnEachDatabase, type TestDatabase } from "../support/databases.ts";
import { does, doubled, inChannel, newsOf, picks, presses, rome, SIGNED, toldTo } from "./support/onboarding.ts";
import { askedAbout, foldedFrom, momentsOf, mostInADay, storedIn, TRAIL, trailOf } from "./support/onboarding-trail.ts";

const PEOPLE = ["maria", "sara", "lea", "luca", "bo", "finn", "ivo", "iris", "ines", "carla", "chen"];
const QUESTION = "Which identity provider do you use, Okta or Entra ID?";
const LETTER = `To go on with Acme we need one decision from you: ${QUESTION}`;

// One case told whole, week by week: each test goes on where the one before it ended.
describeOnEachDatabase("Six weeks of onboarding", (open, kind) => {
  let stage: ProcessStage;
  /** A way to the server of one's own; PGlite belongs to one process. */
  let server: TestDatabase | undefined;
  /** In Socket Mode on the one, over HTTP on the other. */
  beforeAll(async () => {
    server = kind === "pglite" ? undefined : await open();
    const mode = server === undefined ? "socket" : "http";
    stage = await openProcessStage({ mode, at: rome("2026-03-02", "09:30"), databaseUrl: server?.databaseUrl });
  });
  afterAll(async () => await stage.stop());

  const until = async (day: string, time: string): Promise<void> => await stage.until(rome(day, time));
  const seconds = (day: string, time: string): number => rome(day, time) / 1_000;
  const news = () => newsOf(stage, PEOPLE);
  const thread = (): string => inChannel(stage).join("\n\n");
  const card = (): string => inChannel(stage)[0] ?? "";
  const last = (handle: string): string => toldTo(stage, handle).at(-1) ?? "";
  const stateOf = async (step: string): Promise<string | undefined> =>
    (await stage.query<{ readonly status: string }>("SELECT status FROM step WHERE key = $1", step))[0]?.status;

  /** What Slack was asked for at the moment the process is killed: done or not, no answer ever reached it. */
  const killInTheMiddleOf = async (what: () => Promise<unknown>, accepted: boolean): Promise<void> => {
    const before = stage.slack.faults.seen.length;
    stage.slack.faults.silence("chat.postMessage", 1, { accepted });
    await what();
    await stage.slack.waitFor(() => stage.slack.faults.seen.length > before);
    await stage.kill();
    stage.slack.faults.clear();
    // Ten seconds of machine time pass: other processes take a worker for dead that was silent for so long.
    await server?.pool.query("UPDATE pgboss.job SET heartbeat_on = heartbeat_on - interval '10 seconds' WHERE state = 'active'");
  };

  it("a signed contract opens one case however often it is told, with an owner found for each of eight steps", async () => {
    const answer = await stage.sends("evt-1", SIGNED);
    await stage.settled();
    expect(answer).toMatchObject({ status: 200, body: { success: true, started: [expect.any(String)] } });
    expect(await stage.sends("evt-1", SIGNED)).toEqual(answer);
    await stage.settled();
    expect(card()).toContain("0 of 8 steps done");
    const steps = await stage.query<{ readonly owner: string | null }>("SELECT coalesce(owner_id, data->>'planned') AS owner FROM step");
    expect(steps.map(({ owner }) => owner)).toEqual(Array.from({ length: 8 }, () => expect.any(String)));
    expect(last("sara")).toContain("*Hand over the sale* is yours, due Tue 3 Mar 2026 09:30.");
    expect(toldTo(stage, "chen")).toEqual([expect.stringContaining("*Onboard Acme* has started.")]);
  });

  it("week one: teams take over in order, told before their turn and before each deadline, and the success manager hears of it", async () => {
    await until("2026-03-02", "10:00");
    expect(toldTo(stage, "luca")).toEqual([expect.stringContaining("*Sign the data processing agreement* comes to you next")]);
    await until("2026-03-03", "09:00");
    await does(stage, "sara", "Done", "Hand over", { "Customer's goals": "Two hundred users by summer" });
    expect(last("chen")).toMatch(/\*Hand over the sale\* is done by Sara: 1 of 8 steps done\.[\s\S]*• Lea: [\s\S]*• Luca: /);
    expect(await stateOf("billing-setup")).toBe("waiting");

    await until("2026-03-04", "10:00");
    await does(stage, "luca", "On it until a time", "data processing", { "Until when?": seconds("2026-03-06", "16:00") });
    const sinceWednesday = news();
    await until("2026-03-05", "11:00");
    expect(sinceWednesday()).toEqual([
      ["lea", expect.stringMatching(/Nothing heard about \*Review the contract\*[\s\S]*Only you see this\./)],
    ]);
    await does(stage, "lea", "Done", "Review the contract");
    await until("2026-03-06", "15:00");
    expect(last("luca")).toContain("*Sign the data processing agreement* is due Fri 6 Mar 2026 18:00.");
    expect(last("ivo")).toContain("*Provision the tenant* comes to you next");
    expect(last("chen")).toContain("*Review the contract* is done by Lea: 2 of 8 steps done.");
    await does(stage, "luca", "Done", "data processing", { "Signed DPA": "https://legal.example.com/acme-dpa.pdf" });
    expect(last("ivo")).toContain("*Provision the tenant* is yours, due Thu 12 Mar 2026 15:00.");
    expect(thread()).not.toContain("Nothing heard");
  });

  it("week two: killed in the middle of a reminder that Slack had taken, it comes back and nobody is reminded twice", {
    timeout: 90_000,
  }, async () => {
    await until("2026-03-09", "10:00");
    await does(stage, "ivo", "On it until a time", "tenant", { "Until when?": seconds("2026-03-12", "15:00") });
    await until("2026-03-10", "16:00");
    await does(stage, "bo", "Done", "billing");
    await until("2026-03-11", "14:59");
    const sinceTuesday = news();
    await killInTheMiddleOf(async () => await stage.sweepAt(rome("2026-03-11", "15:00")), true);
    expect((await presses(stage, "ivo", "Done", "tenant")).response.ok).toBe(false);
    await stage.begin();
    await stage.settled();
    expect(
      sinceTuesday()
        .map(([where, words]) => `${where}: ${words.split("\n")[1]}`)
        .sort(),
    ).toEqual([
      "carla: *Train the administrators* comes to you next, expected Thu 12 Mar 2026 15:00.",
      "iris: *Connect single sign-on* comes to you next, expected Thu 12 Mar 2026 15:00.",
      "ivo: *Provision the tenant* is due Thu 12 Mar 2026 15:00.",
    ]);
    expect(await stateOf("tenant")).toBe("active");
    expect(doubled(stage)).toEqual([]);
  });

  it("week three: a missed date goes to the owner first, then to their lead, who moves it; everybody else is left in peace", async () => {
    await until("2026-03-13", "08:59");
    expect(thread()).not.toContain("UINES");
    expect(last("ivo")).toContain("Only you see this.");
    await until("2026-03-13", "15:30");
    expect(last("ines")).toMatch(/Nothing heard about \*Provision the tenant\* since [\s\S]*\*Was due:\* Thu 12 Mar 2026 15:00/);
    expect(last("chen")).toContain("*Provision the tenant* has gone quiet. Ines has been asked how it goes on.");
    await picks(stage, "ines", 2, "tenant", { "Until when?": seconds("2026-03-17", "18:00") });
    await stage.settled();
    expect(last("ines")).toContain("*Extend the due date* was chosen by you");
    const sinceThen = news();
    await until("2026-03-17", "12:00");
    expect(sinceThen()).toEqual([["ivo", expect.stringContaining("*Provision the tenant* is due Tue 17 Mar 2026 18:00.")]]);
    await does(stage, "ivo", "Done", "tenant");
    await until("2026-03-18", "10:00");
    await does(stage, "iris", "On it until a time", "single sign-on", { "Until when?": seconds("2026-03-23", "12:00") });
    await does(stage, "carla", "On it until a time", "Train", { "Until when?": seconds("2026-03-24", "12:00") });
    expect(card()).toContain("5 of 8 steps done");
  });

  it("week four: single sign-on is blocked; the lead gets the detail, the success manager the summary, both three ways out", async () => {
    await until("2026-03-23", "11:00");
    const sinceThen = news();
    await does(stage, "iris", "Blocked", "single sign-on", { "What is in the way?": QUESTION, "On whom does it wait?": "The customer" });
    await stage.until(stage.now());
    const told = sinceThen();
    expect(told.map(([where]) => where).sort()).toEqual(["chen", "ines", "thread"]);
    const [toChen, toInes, inThread] = ["chen", "ines", "thread"].map((where) => told.find((each) => each[0] === where)?.[1] ?? "");
    const WAYS = new RegExp(
      [
        "\\*1\\. Ask the customer to decide\\*\nThe due date moves to Fri 27 Mar 2026 \\d\\d:00\\. Kickoff moves by \\d days\\. The target of Tue 14 Apr 2026 09:30 holds\\.",
        "\\*2\\. Use the default configuration\\*\nThe due date stays [^.]*\\. No other step moves\\. The target of Tue 14 Apr 2026 09:30 holds\\.",
        "\\*3\\. Reassign the step\\*\nYou choose who takes it\\. [\\s\\S]*The target of Tue 14 Apr 2026 09:30 holds\\.",
      ].join("[\\s\\S]*"),
    );
    for (const words of [toChen, toInes, inThread]) {
      expect(words).toMatch(WAYS);
      expect(words).toContain(`*Blocked on the customer*: ${QUESTION} Reported by Iris`);
    }
    for (const words of [toInes, inThread]) expect(words).toContain("*Last heard:* Mon 23 Mar 2026 11:00");
    expect(inThread).toContain("<@UINES>");
    expect(toChen).toContain("Ines has been asked how it goes on.");
    expect(toChen).not.toMatch(/Last heard|Choose/);
  });

  it("week four: killed when the lead has chosen and nobody was told yet, it comes back with the choice and one message to approve", {
    timeout: 90_000,
  }, async () => {
    await until("2026-03-23", "11:30");
    const sinceThen = news();
    await killInTheMiddleOf(async () => {
      expect((await picks(stage, "ines", 1, "single sign-on")).response.ok).toBe(true);
    }, false);
    expect(sinceThen()).toEqual([]);
    await stage.begin();
    await stage.settled();
    expect(sinceThen()).toEqual([["chen", expect.stringContaining(LETTER)]]);
    expect(last("ines")).toContain("*Ask the customer to decide* was chosen by you, Mon 23 Mar 2026 11:30.");
    expect(thread()).toContain("*Ask the customer to decide* was chosen by Ines, Mon 23 Mar 2026 11:30.");
    expect(
      await stage.query("SELECT 1 FROM audit_log WHERE customer_id = 'ACME-7' AND action = 'alternative.picked' AND step = 'sso'"),
    ).toHaveLength(1);
    expect(doubled(stage)).toEqual([]);
  });

  it("week four: the customer is written to by a message that somebody else approved, and its answer lifts the block", async () => {
    expect(last("chen")).toMatch(
      /A message to cto@acme\.example about \*Connect single sign-on\* needs approval[\s\S]*Prepared for Ines\./,
    );
    await until("2026-03-23", "12:00");
    await does(stage, "chen", "Approve", "cto@acme.example");
    expect(last("chen")).toContain("was approved by you. Copy it, send it, and say so here.");
    await until("2026-03-23", "12:15");
    await does(stage, "chen", "Sent", "cto@acme.example");
    expect(last("chen")).toContain("was sent, Mon 23 Mar 2026 12:15.");
    await until("2026-03-24", "11:00");
    await does(stage, "carla", "Done", "Train");
    await until("2026-03-26", "10:00");
    await does(stage, "iris", "No longer blocked", "single sign-on");
    expect(last("chen")).toContain("*Connect single sign-on* is no longer blocked, says Iris.");
    expect(await stateOf("sso")).toBe("active");
  });

  it("weeks five and six: single sign-on is connected after one more extension, and the kickoff completes the case within its target", async () => {
    await until("2026-03-31", "09:30");
    expect(last("ines")).toContain("*Connect single sign-on* was due Fri 27 Mar 2026");
    await picks(stage, "ines", 2, "single sign-on", { "Until when?": seconds("2026-04-02", "12:00") });
    await stage.settled();
    await until("2026-04-02", "11:00");
    await does(stage, "iris", "Done", "single sign-on");
    expect(last("chen")).toMatch(/\*Kickoff\* is yours, due Wed 8 Apr 2026 11:00\./);
    await until("2026-04-03", "10:00");
    await does(stage, "chen", "On it", "Kickoff");
    await until("2026-04-08", "09:30");
    await does(stage, "chen", "Done", "Kickoff");
    expect(card()).toMatch(/\*Onboard Acme\*: completed, 8 of 8 steps done[\s\S]*Ended Wed 8 Apr 2026 09:30/);
    expect(await stage.nextWake()).toBeUndefined();
  });

  it("the whole is told by one query", async () => {
    expect(momentsOf(await trailOf(stage))).toEqual(TRAIL);
  });

  it("its rows fold to the state that is stored, its chain is whole, and the customer's address is in no row", async () => {
    expect(foldedFrom(await trailOf(stage))).toEqual(await storedIn(stage));
    expect(await stage.verify()).toMatchObject({ chains: 2, fault: undefined });
    expect(await stage.query("SELECT 1 FROM audit_event WHERE data::text LIKE '%cto@acme.example%'")).toEqual([]);
  });

  it("nothing was lost or doubled: each record is one message in Slack, and each message is one record", async () => {
    expect(doubled(stage)).toEqual([]);
    const records = await stage.query<{ readonly state: string; readonly place: string | null }>(
      "SELECT state, channel || ' ' || ts AS place FROM message",
    );
    expect(records.filter(({ state }) => state === "pending" || state === "failed")).toEqual([]);
    const places = new Set(records.flatMap(({ place }) => place ?? []));
    const posted = stage.posted().map(({ channel, ts }) => `${channel} ${ts}`);
    expect([...places].sort()).toEqual(posted.sort());
    expect(stage.logged().filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  it("nobody is asked about in public before they heard of it themselves, pinged twice in a message, or written to all day", async () => {
    const heard = expect.arrayContaining([expect.any(String)]);
    expect(askedAbout(await trailOf(stage))).toEqual([
      ["tenant", heard],
      ["sso", heard],
    ]);
    const posts = stage.slack.log.filter(({ method }) => method === "chat.postMessage");
    const pings = posts.map(({ args }) => [...JSON.stringify(args.blocks).matchAll(/<@\w+>/g)].length);
    expect(Math.max(...pings)).toBe(1);
    expect(await mostInADay(stage)).toBeLessThanOrEqual(4);
    expect(stage.slack.ephemerals()).toEqual([]);
  });
});
