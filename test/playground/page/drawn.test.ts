import { render } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import type { Acted, CaseView, Message, World } from "../../../src/playground/api.ts";
import { AgentRuns } from "../../../src/playground/page/agent-tab.ts";
import { Ahead } from "../../../src/playground/page/ahead.ts";
import { Composer } from "../../../src/playground/page/composer.ts";
import { Drawer } from "../../../src/playground/page/drawer.ts";
import { Faults } from "../../../src/playground/page/faults.ts";
import { Happenings } from "../../../src/playground/page/happenings.ts";
import { html } from "../../../src/playground/page/html.ts";
import { MessageList } from "../../../src/playground/page/message-list.ts";
import { Modal } from "../../../src/playground/page/modal.ts";
import { Sidebar } from "../../../src/playground/page/sidebar.ts";
import { StoryPanel } from "../../../src/playground/page/story-panel.ts";
import { TimeBar } from "../../../src/playground/page/time-bar.ts";
import { Trail } from "../../../src/playground/page/trail.ts";
import { TroubleLine, troubleOf } from "../../../src/playground/page/trouble.ts";
import { deskWith, messageOf, NOW, WORLD } from "./canned.ts";

/** What a person reads: the text, one space between what stands apart. */
const read = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");

const nameOf = (id: string): string => WORLD.people.find((person) => person.id === id)?.name ?? id;

const rows = {
  shortcuts: WORLD.shortcuts,
  bot: WORLD.bot,
  reading: { now: NOW, me: "U1", zone: "UTC", nameOf, people: [], channels: [], unknown: () => undefined },
  act: async () => ({ ok: true }),
  openThread: () => undefined,
  inThread: false,
};

const drawList = (messages: readonly Message[], firstUnread?: string): string =>
  render(
    html`<${MessageList} shown=${{ key: "k", messages, firstUnread, trouble: undefined, loaded: true }} rows=${rows} label="Messages" empty="Nothing" />`,
  );

describe("The sidebar", () => {
  const markup = render(html`<${Sidebar} desk=${deskWith({}, "?as=U1&at=C2")} />`);

  test("says who I am, what needs each person, and what they are", () => {
    expect(markup).toMatch(/aria-pressed="true"[^>]*>(?:(?!<\/button>).)*Iris Berg/);
    expect(read(markup)).toContain("leads IT setup 2 , 2 things need them");
    expect(read(markup)).toContain("(has left)");
  });

  test("marks what is not read, and says so to who cannot see it", () => {
    expect(read(markup)).toContain("# claims 3 , 3 unread");
    expect(markup).toContain("unread mentioned");
  });

  test("never takes a name for markup", () => {
    expect(markup).not.toContain("<b>Ode");
    expect(read(markup)).toContain("Tom <b>Ode");
  });
});

describe("Messages", () => {
  test("say who wrote them, that they were edited, and that only I can see them", () => {
    const text = read(drawList([messageOf(), messageOf({ ts: String(NOW / 1000 + 60), bot_id: "B1", isEphemeral: true, edited: {} })]));
    expect(text).toContain("Tuesday 3 March");
    expect(text).toContain("Maria Lind 09:05 Good morning");
    expect(text).toContain("Only visible to you Coxswain App 09:06 Good morning (edited)");
  });

  test("carry a line above the first that is new, and the count of their replies", () => {
    const second = messageOf({ ts: String(NOW / 1000 + 60), reply_count: 2 });
    const text = read(drawList([messageOf(), second], second.ts));
    expect(text.indexOf("New")).toBeGreaterThan(text.indexOf("Good morning"));
    expect(text).toContain("2 replies");
  });

  test("have the app's message shortcuts, but not when only I can see them", () => {
    expect(read(drawList([messageOf()]))).toContain("Start a case from this");
    expect(read(drawList([messageOf({ isEphemeral: true })]))).not.toContain("Start a case from this");
  });
});

describe("Writing", () => {
  test("is named for who cannot see it, and offers the global shortcuts in a channel only", () => {
    const channel = render(html`<${Composer} desk=${deskWith()} channel="C1" label="Message #claims" />`);
    const thread = render(html`<${Composer} desk=${deskWith()} channel="C1" thread="1.0" label="Reply" />`);
    expect(channel).toContain('aria-label="Message #claims"');
    expect(read(channel)).toContain("Start a case");
    expect(read(thread)).not.toContain("Start a case");
  });
});

describe("A modal", () => {
  test("carries Slack's own labels, and closes all of a stack from the corner", () => {
    const view = {
      id: "V1",
      type: "modal",
      title: { text: "Report" },
      submit: { text: "Send it" },
      close: { text: "Not now" },
      blocks: [],
      state: { values: {} },
    };
    const text = render(html`<${Modal} desk=${deskWith()} view=${view} depth=${2} />`);
    expect(text).toContain('aria-labelledby="title-V1"');
    expect(text).toContain('aria-label="Close all"');
    expect(read(text)).toMatch(/Report .* Not now Send it/);
  });

  test("that has nothing to submit has no such button", () => {
    const view = { id: "V1", type: "modal", title: { text: "Why now?" }, submit: null, close: null, blocks: [], state: { values: {} } };
    expect(render(html`<${Modal} desk=${deskWith()} view=${view} depth=${1} />`)).not.toContain('type="submit"');
  });
});

describe("Faults", () => {
  const draw = (slack: Partial<World["slack"]>): string =>
    read(render(html`<${Faults} desk=${deskWith({ slack: { ...WORLD.slack, ...slack } })} />`));

  test("say what they wait for, and what they did", () => {
    const text = draw({ faults: [{ kind: "drop", left: 2, struck: 1, last: "chat.update" }] });
    expect(text).toMatch(
      /Drop the answer Take back .* Waits for the next 2 requests of the app\. Struck 1 request so far, chat\.update last\./,
    );
    expect(text).not.toMatch(/Say 429 Take back/);
  });

  test("say when Slack is away, and when the app is back", () => {
    expect(draw({})).toContain("The app is connected.");
    expect(draw({ connected: false })).toContain("Slack is away");
    expect(draw({ awayMs: 2_340 })).toContain("The app is back: it was without Slack for 2.3 seconds.");
  });
});

describe("Trouble", () => {
  test("is said in words for a person, with what was wrong behind it", () => {
    const draw = (acted: Acted): string => render(html`<${TroubleLine} trouble=${troubleOf(acted)} />`);
    expect(read(draw({ ok: false, detail: "operation_timeout" }))).toBe(
      " We had some trouble connecting. Try again? Details operation_timeout ",
    );
    expect(draw({ ok: false, error: "Not in threads." })).not.toContain("Details");
    expect(draw({ ok: true })).toBe("");
  });
});

describe("Time", () => {
  const still = { passed: undefined, error: undefined, isMoving: false, speed: 0 };

  test("says what happens next, and that nothing does", () => {
    const next: World["next"] = { at: NOW + 7_200_000, what: "Reminder to Iris", instance: "i1", caseTitle: "claim 7", rule: undefined };
    const draw = (world: World): string => read(render(html`<${TimeBar} world=${world} zone="UTC" time=${still} />`));
    expect(draw({ ...WORLD, next })).toContain("Next, in 2 hours Tue 3 Mar, 11:05 · Reminder to Iris (claim 7)");
    expect(draw(WORLD)).toContain("Nothing is planned");
  });

  test("that plays on can be paused, at the speed at which it goes, also on a page that did not start it", () => {
    const draw = (speed: number): string => render(html`<${TimeBar} world=${WORLD} zone="UTC" time=${{ ...still, speed }} />`);
    expect(read(draw(86_400))).toContain("Pause");
    expect(draw(86_400)).toMatch(/<option value="86400" selected/);
    expect(draw(86_400)).not.toMatch(/disabled[^>]*>Pause/);
    expect(draw(0)).toMatch(/disabled[^>]*>Play/);
    expect(read(draw(0))).toContain("Play");
  });

  test("that passed is listed, each with its reason, and where I can see it", () => {
    const happening = { at: NOW, what: "Iris was reminded", whyNow: "Due tomorrow", ts: "1.0", threadTs: undefined };
    const passed = {
      from: NOW - 86_400_000,
      to: NOW,
      tookMs: 3,
      happenings: [
        { ...happening, channel: "C1" },
        { ...happening, channel: "D9", whyNow: undefined },
        { ...happening, channel: "D2", person: "U2", whyNow: undefined },
      ],
    };
    const text = read(render(html`<${Happenings} desk=${deskWith()} passed=${passed} />`));
    expect(text).toContain("1 day passed, and 3 things happened");
    expect(text).toMatch(/Iris was reminded Why now\? Due tomorrow Show/);
    expect(text).toMatch(/Iris was reminded on another person's screen/);
    expect(text).toContain("Show as Maria Lind");
  });
});

describe("A story", () => {
  test("is offered with one sentence about what this is", () => {
    expect(read(render(html`<${StoryPanel} desk=${deskWith()} />`))).toMatch(/move the clock.*Onboarding: six weeks in two minutes/);
  });

  const story = (person: string | undefined) => ({
    id: "onboarding",
    title: "Onboarding",
    done: 2,
    of: 9,
    turn: { person, what: "She says no.", why: "It waits for her.", doIt: "Press No", channel: "C1", threadTs: undefined },
  });

  test("says whose turn it is and why, and lets me be them or let them do it", () => {
    const text = read(render(html`<${StoryPanel} desk=${deskWith({ story: story("U2") })} />`));
    expect(text).toMatch(/2 of 9 Leave the story Maria Lind's turn. She says no. It waits for her. Be Maria Lind Press No/);
  });

  test("says that it is my turn, and what happens when it is nobody's", () => {
    expect(read(render(html`<${StoryPanel} desk=${deskWith({ story: story("U1") })} />`))).toContain("Your turn.");
    expect(read(render(html`<${StoryPanel} desk=${deskWith({ story: story(undefined) })} />`))).toMatch(
      /Leave the story She says no\. It waits for her\./,
    );
  });
});

describe("Behind the curtain", () => {
  const view: CaseView = {
    line: { instance: "i1", title: "claim 7", workflow: "claims", status: "running", channel: "C1", threadTs: undefined },
    trace: [
      {
        seq: 1,
        at: NOW,
        action: "CompleteStep",
        verdict: "DENY",
        actor: "iris",
        step: "survey",
        reason: "evidence is missing",
        data: { evidence: 0 },
      },
    ],
    ahead: [
      { at: NOW + 60_000, what: "Reminder to Maria", instance: "i1", caseTitle: "claim 7", rule: "steps.survey.reminders.before[0]" },
    ],
    forecast: [{ step: "survey", title: "Survey", startsAt: NOW, endsAt: NOW + 60_000 }],
    targetAt: NOW,
    finishAt: NOW + 86_400_000,
  };

  test("the trail says what was decided, by whom and why", () => {
    const text = read(render(html`<${Trail} desk=${deskWith()} view=${view} />`));
    expect(text).toMatch(/CompleteStep survey Denied Iris Berg: evidence is missing/);
  });

  test("what is ahead names its rule, and that the case will be late", () => {
    const text = read(render(html`<${Ahead} desk=${deskWith()} view=${view} />`));
    expect(text).toMatch(/Late .*in 1 minute Reminder to Maria steps.survey.reminders.before\[0\] .*Survey/);
  });

  test("what a model was asked for a case is shown with its verdicts, its answer and what is erased", () => {
    const entry = { name: undefined, verdict: undefined, reason: undefined, text: undefined, isErased: false };
    const run = {
      run: "r1",
      at: NOW,
      pattern: "understand-reply",
      purpose: "classify",
      forWhom: "Iris",
      model: "scripted",
      outcome: "end",
    };
    const entries = [
      { ...entry, seq: 1, kind: "prompt" as const, isErased: true },
      { ...entry, seq: 2, kind: "verdict" as const, name: "pii-detector", verdict: "WARN" as const, reason: "1 email was hidden" },
      { ...entry, seq: 3, kind: "answer" as const, text: "It is [PERSON_1]" },
    ];
    const text = read(render(html`<${AgentRuns} runs=${[{ ...run, tokens: 12, cents: 0.5, entries }]} zone="UTC" />`));
    expect(text).toMatch(/understand-reply for Iris scripted, end, 12 tokens, 0.50 cents/);
    expect(text).toMatch(/Asked Erased Judged pii-detector WARN 1 email was hidden Answered It is \[PERSON_1\]/);
    expect(read(render(html`<${AgentRuns} runs=${[]} zone="UTC" />`))).toContain("No model was asked anything in this case.");
  });

  test("a workspace without a case says how to start one", () => {
    expect(read(render(html`<${Drawer} desk=${deskWith()} tab="trail" />`))).toContain("No case has been started yet");
  });

  test("tells a block that the page does not know", () => {
    expect(read(render(html`<${Drawer} desk=${deskWith({ unknownBlocks: ["carousel"] })} tab="requests" />`))).toContain(
      "Blocks that the page does not know: carousel",
    );
  });
});
