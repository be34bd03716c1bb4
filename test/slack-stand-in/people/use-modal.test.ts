import { describe, expect, it } from "vitest";
import { input, modal, section } from "../support/blocks.ts";
import { ANNA } from "../support/given.ts";
import { json } from "../support/given-app.ts";
import { givenPeople as given } from "../support/given-people.ts";

describe("a form", () => {
  const form = modal([
    input("name", "Name", { type: "plain_text_input", max_length: 5 }),
    input("due", "Due", { type: "datepicker", initial_date: "2026-02-01" }),
    input("count", "Count", { type: "number_input", is_decimal_allowed: false, min_value: "1" }, { optional: true }),
    input("mail", "Mail", { type: "email_text_input" }, { optional: true }),
  ]);

  it("is submitted with every input's state, by block and action", async () => {
    const { anna, opened, last } = await given();
    await opened(form);
    const { response, view } = await anna.submits({ Name: "Acme", count: 3 });
    expect([response.ok, view]).toEqual([true, undefined]);
    expect(last()).toMatchObject({ type: "view_submission", user: { id: ANNA }, view: { callback_id: "form", hash: expect.any(String) } });
    expect((last().view as { state: unknown }).state).toEqual({
      values: {
        name: { value: { type: "plain_text_input", value: "Acme" } },
        due: { value: { type: "datepicker", selected_date: "2026-02-01" } },
        count: { value: { type: "number_input", value: "3" } },
        mail: { value: { type: "email_text_input", value: null } },
      },
    });
  });

  it("is held back by Slack's client while a field is empty or impossible", async () => {
    const { anna, opened, app } = await given();
    await opened(form);
    const before = app.heard.length;
    const empty = await anna.submits();
    expect(empty).toMatchObject({
      response: { via: "client", error: "held_back" },
      errors: { name: "Please complete this required field." },
    });
    const wrong = await anna.submits({ Name: "too long", Count: "0", Mail: "nobody" });
    expect(wrong.errors).toEqual({
      name: "Please use 5 characters or fewer",
      count: "Please enter 1 or more",
      mail: "Please enter a valid email address",
    });
    expect(app.heard).toHaveLength(before);
    await expect(anna.submits({ Colour: "red" })).rejects.toThrow('the form has no "Colour"');
  });

  it("stays open with the app's errors under its fields, and only under fields that exist", async () => {
    const { anna, opened, app } = await given();
    await opened(form);
    app.answers(json({ response_action: "errors", errors: { name: "Taken" } }));
    expect((await anna.submits({ Name: "Acme" })).errors).toEqual({ name: "Taken" });
    expect(anna.modal()).toBeDefined();
    app.answers(json({ response_action: "errors", errors: { nowhere: "x" } }));
    expect((await anna.submits({ Name: "Acme" })).response).toMatchObject({ ok: false, error: "no input nowhere to show an error under" });
  });

  it("is replaced, stacked upon or cleared by the app's answer", async () => {
    const { anna, opened, app } = await given();
    await opened(form);
    app.answers(json({ response_action: "push", view: modal([section("really?")], { callback_id: "sure" }) }));
    expect((await anna.submits({ Name: "Acme" })).view).toMatchObject({ callback_id: "sure" });
    app.answers(json({ response_action: "update", view: modal([section("thanks")], { callback_id: "thanks" }) }));
    expect((await anna.submits()).view).toMatchObject({ callback_id: "thanks" });
    expect(anna.views()).toHaveLength(2);
    app.answers(json({ response_action: "clear" }));
    await anna.submits();
    expect(anna.views()).toEqual([]);
  });

  it("stays open when the answer is a view that Slack does not take", async () => {
    const { anna, opened, app } = await given();
    await opened(form);
    app.answers(json({ response_action: "update", view: modal([section("")]) }));
    const { response } = await anna.submits({ Name: "Acme" });
    expect(response).toMatchObject({
      ok: false,
      error: expect.stringContaining("must be more than 0 characters [json-pointer:/view/blocks/0/text/text]"),
    });
    expect(anna.modal()).toMatchObject({ callback_id: "form" });
  });

  it("stays open when the app does not answer in time", async () => {
    const { anna, opened, app } = await given();
    await opened(form);
    app.answers((response) => void response.writeHead(500).end());
    expect(await anna.submits({ Name: "Acme" })).toMatchObject({ response: { ok: false, status: 500 }, view: { callback_id: "form" } });
  });

  it("tells of its closing only the app that wants to know", async () => {
    const { anna, opened, app, last } = await given();
    await opened(form);
    const before = app.heard.length;
    await anna.closes();
    expect([app.heard.length, anna.modal()]).toEqual([before, undefined]);
    await opened(modal([section("x")], { notify_on_close: true }));
    await anna.closes({ all: true });
    expect(last()).toMatchObject({ type: "view_closed", is_cleared: true, view: { callback_id: "form" } });
    await expect(anna.closes()).rejects.toThrow("has no modal open");
  });
});
