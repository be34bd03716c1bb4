import type { App } from "@slack/bolt";
import { ACT, type Act } from "../../button.ts";
import type { Listening } from "../listening.ts";
import { ABSENCE } from "./absence.ts";
import { ACTS, notOurs, type OnClick } from "./acts.ts";
import { DECISIONS } from "./decisions.ts";
import { FORMS } from "./forms.ts";
import { PROPOSALS } from "./proposals.ts";
import { READING } from "./reading.ts";
import { REPLIES } from "./replies.ts";
import { STARTING } from "./starting.ts";
import { STEERING } from "./steering.ts";
import { SUGGESTIONS } from "./suggestions.ts";
import { toClick } from "./to-click.ts";

/** Every act, and what it does. `more` and `open` never get here: the one stands for another act, the other is a link. */
const ACTIONS: { readonly [A in Exclude<Act, typeof ACT.more | typeof ACT.open>]: OnClick } = {
  ...ACTS,
  ...FORMS,
  ...STEERING,
  ...DECISIONS,
  ...SUGGESTIONS,
  ...PROPOSALS,
  ...REPLIES,
  ...STARTING,
  ...READING,
  ...ABSENCE,
};

const onClickOf = (act: Act): OnClick => (act === ACT.more || act === ACT.open ? notOurs : ACTIONS[act]);

/** One listener for all: a link's click, or an input's, is nothing but acknowledged. */
export const listenToActions = (app: App, l: Listening): void => {
  app.action(/.*/, async ({ ack, body, respond }) => {
    const click = await toClick(l, body, respond);
    if (click !== undefined) await onClickOf(click.act)(l, click);
    await ack();
  });
};
