import { expect } from "vitest";
import type { Json } from "../../../src/slack-stand-in/json.ts";
import { ANNA, BEN, caller, givenSlack, OPS } from "./given.ts";
import { givenApp } from "./given-app.ts";

/** Two people, an app that acknowledges everything, and its hands. */
export const givenPeople = async () => {
  const slack = await givenSlack({ app: { slashCommands: ["/workflow"] } });
  const app = await givenApp(slack);
  const call = caller(slack);
  const say = async (blocks: Json[], more: Json = {}) =>
    String((await call("chat.postMessage", { channel: OPS, text: "card", blocks, ...more })).ts);
  const last = (): Json => app.heard.filter(({ payload }) => payload.type !== "event_callback").at(-1)!.payload;
  const opened = async (view: Json): Promise<void> => {
    await slack.asUser(ANNA).shortcut("open");
    const answer = await call("views.open", { trigger_id: last().trigger_id, view });
    expect(answer).toMatchObject({ ok: true });
  };
  return { slack, app, call, say, last, opened, anna: slack.asUser(ANNA), ben: slack.asUser(BEN) };
};
