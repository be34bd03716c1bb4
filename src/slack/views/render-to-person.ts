import type { Definition } from "../../engine/definition.ts";
import type { PostToPerson } from "../../engine/messages/effect.ts";
import { ACT } from "../button.ts";
import { short } from "../escape.ts";
import { cut, SHOWN } from "../limits.ts";
import { joinMd, md } from "../mrkdwn.ts";
import { actions, button, context, section } from "./blocks.ts";
import { type Rendered, rendered } from "./rendered.ts";

export interface ToPerson {
  readonly content: PostToPerson["content"];
  /** Of the message record: the form finds the event's inputs there. */
  readonly key: string;
  /** Of the workflow that could not be started; undefined when it is gone. */
  readonly definition: Definition | undefined;
}

const MOST_PROBLEMS = 15;

const startForm = (content: Extract<PostToPerson["content"], { kind: "start-form" }>, { key, definition }: ToPerson): Rendered => {
  const title = short(definition?.title ?? content.workflow, SHOWN.title);
  const words = md`An event could not start *${title}*. Please complete what is missing.`;
  const problems = content.problems.slice(0, MOST_PROBLEMS).map((problem) => md`• ${short(problem, SHOWN.words)}`);
  const left = content.problems.length - problems.length;
  return rendered({
    text: words,
    blocks: [
      section(joinMd([words, ...problems, left > 0 ? md`• and ${left} more` : undefined])),
      ...actions([button("Open the form", ACT.startForm, { workflow: content.workflow, message: cut(key, 300) }, { style: "primary" })]),
      ...context(md`*Why now?* The event ${short(content.event, SHOWN.name)} arrived, and nothing that arrives is dropped.`),
    ],
  });
};

const DIGEST_WORDS = {
  "held-reminder": "waits for you",
  "ladder-ended": "nobody has answered the escalation",
  undecided: "ended with a no, and waits for you to say how it goes on",
} as const;
const MOST_ITEMS = 20;

const digest = ({ items }: Extract<PostToPerson["content"], { kind: "digest" }>): Rendered => {
  const words = md`${items.length === 1 ? "One thing waits" : `${items.length} things wait`} for you this morning.`;
  const lines = items.slice(0, MOST_ITEMS).map(({ title, why }) => md`• *${short(title, SHOWN.title)}*: ${DIGEST_WORDS[why]}`);
  const left = items.length - lines.length;
  return rendered({
    text: words,
    blocks: [
      section(joinMd([words, ...lines, left > 0 ? md`• and ${left} more: /workflow status` : undefined])),
      ...context(md`*Why now?* It was over yesterday's reminders, or a ladder has ended; you get this once a working day while it lasts.`),
    ],
    final: true,
  });
};

/** What is said to one person outside any case: a bad event's form, trouble that is said once. */
export const renderToPerson = (message: ToPerson): Rendered => {
  const { content } = message;
  if (content.kind === "start-form") return startForm(content, message);
  if (content.kind === "digest") return digest(content);
  const words = md`${cut(content.what, SHOWN.message)}`;
  const open = content.instance === undefined ? [] : actions([button("Status", ACT.status, { instance: content.instance })]);
  return rendered({ text: words, blocks: [section(words), ...open], final: open.length === 0 });
};
