import type { InstanceId, Instant, StepKey } from "../../../engine/ids.ts";
import { ACT } from "../../button.ts";
import { cut, SHOWN } from "../../limits.ts";
import { type Mrkdwn, md } from "../../mrkdwn.ts";
import { actions, button, section } from "../blocks.ts";
import { stepName, type Telling, when } from "../telling.ts";
import { type Answer, answer } from "./answer.ts";

/** A plain sentence. */
export const say = (words: Mrkdwn): Answer => answer(words, [section(words)]);

/** What a next reminder was moved to, in the reader's zone. */
export const snoozedAnswer = (t: Telling, key: StepKey, until: Instant): Answer =>
  say(md`I remind you of ${stepName(t, key)} again ${when(t, until)}. Its due date stays.`);

/** A case that was started, or the running one that a second start leads to. */
export const startedAnswer = (title: string, instance: InstanceId, link: string | undefined, already: boolean): Answer => {
  const words = already ? md`*${cut(title, SHOWN.title)}* is already running.` : md`*${cut(title, SHOWN.title)}* has started.`;
  const status = button("Status", ACT.status, { instance });
  const open = link === undefined ? undefined : { ...button("Open it", ACT.open, { instance }), url: link };
  return answer(words, [section(words), ...actions([open, status])]);
};
