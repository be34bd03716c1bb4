import type { Definition } from "../../../engine/definition.ts";
import { ACT } from "../../button.ts";
import { short } from "../../escape.ts";
import { SHOWN } from "../../limits.ts";
import { md } from "../../mrkdwn.ts";
import { actions, button, section } from "../blocks.ts";
import type { Answer } from "./answer.ts";

const MOST_OFFERED = 5;
/** What a button may carry of a message. */
const MOST_WORDS = 700;

/** To whoever wrote where requests are written: what can be started there, by form, with what they wrote filled in. */
export const offerAnswer = (definitions: readonly Definition[], words: string): Answer => {
  const [only, ...others] = definitions;
  const said =
    only !== undefined && others.length === 0
      ? md`Is this a request for *${short(only.title, SHOWN.title)}*? Nothing has started yet.`
      : md`Is this a request? Nothing has started yet: say which it is.`;
  const kept = words.slice(0, MOST_WORDS).toWellFormed();
  const buttons = definitions
    .slice(0, MOST_OFFERED)
    .map(({ title, workflow }, n) =>
      button(short(title, SHOWN.name), ACT.start, { workflow, ...(kept === "" ? {} : { words: kept }) }, { n }),
    );
  return { text: said.mrkdwn, blocks: [section(said), ...actions(buttons)] };
};
