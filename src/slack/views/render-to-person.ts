import { KIND_WORDS } from "../../engine/autonomy/kinds.ts";
import type { Definition } from "../../engine/definition.ts";
import type { DigestItem, PostToPerson, PostUnderMessage } from "../../engine/messages/effect.ts";
import { ACT } from "../button.ts";
import { dateFor, short } from "../escape.ts";
import { cut, SHOWN } from "../limits.ts";
import { joinMd, type Mrkdwn, md, NOTHING, raw } from "../mrkdwn.ts";
import { actions, button, context, section } from "./blocks.ts";
import { type Proposal, proposedStart } from "./messages/proposed-start.ts";
import { request } from "./messages/request.ts";
import { type Rendered, rendered } from "./rendered.ts";

export interface ToPerson {
  readonly content: PostToPerson["content"] | PostUnderMessage["content"];
  /** Of the message record: the form finds the event's inputs there. */
  readonly key: string;
  /** Of the workflow that could not be started; undefined when it is gone. */
  readonly definition: Definition | undefined;
  /** The reader's, for clients that cannot show a time in their own. */
  readonly zone: string | undefined;
  /** What it asks about; undefined where that, or its workflow, is gone. */
  readonly proposal?: Proposal | undefined;
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

/** What is waited for, and why it is said in the morning. */
const itemWords = ({ why, limit, askedAt, act }: DigestItem, zone: string | undefined): Mrkdwn => {
  switch (why) {
    case "held-reminder":
      return md`it waits for you. Its reminder was one more than the ${limit === undefined ? "" : `${limit} `}that reach you in a day.`;
    case "ladder-ended": {
      const since = askedAt === undefined ? NOTHING : md` since ${raw(dateFor(askedAt, zone))}`;
      return md`everybody whom its escalation names has been asked, and nobody has answered${since}.`;
    }
    case "bottleneck":
      return md`the analyst sees a critical bottleneck in it. \`/workflow status\` says why.`;
    case "undecided":
      return md`it ended with a no, and waits for you to say how it goes on.`;
    case "suggestion":
      return md`the agent suggests to ${act === undefined ? "do something" : KIND_WORDS[act]}, and does nothing before you answer: \`/workflow mine\`.`;
  }
};
const MOST_ITEMS = 20;

const digest = ({ items }: Extract<PostToPerson["content"], { kind: "digest" }>, zone: string | undefined): Rendered => {
  const words = md`${items.length === 1 ? "One thing waits" : `${items.length} things wait`} for you this morning.`;
  const lines = items.slice(0, MOST_ITEMS).map((item) => md`• *${short(item.title, SHOWN.title)}*: ${itemWords(item, zone)}`);
  const left = items.length - lines.length;
  return rendered({
    text: words,
    blocks: [
      section(joinMd([words, ...lines, left > 0 ? md`• and ${left} more: /workflow status` : undefined])),
      ...context(md`*Why now?* Your working day begins: what is left over is told once a morning, for the reason beside it.`),
    ],
    final: true,
  });
};

const aboutProposal = ({ proposal, content }: ToPerson): Rendered => {
  if (proposal !== undefined) return content.kind === "request" ? request(proposal, content.reminder) : proposedStart(proposal);
  const gone = md`That workflow is not offered any more.`;
  return rendered({ text: gone, blocks: [section(gone)], final: true, moot: true });
};

const autonomy = (content: Extract<PostToPerson["content"], { kind: "autonomy" }>, definition: Definition | undefined): Rendered => {
  const { workflow, act, change, figures } = content;
  const title = short(definition?.title ?? workflow, SHOWN.title);
  const what = KIND_WORDS[act];
  const words =
    change === "promotion"
      ? md`In *${title}* the agent has earned to ${what} without asking: ${figures}. It needs your signature.`
      : md`In *${title}* the agent asks again before it may ${what}: people overrode it too often (${figures}).`;
  const sign = button("Sign", ACT.signAutonomy, { workflow, option: act }, { style: "primary" });
  return rendered({
    text: words,
    blocks: [
      section(words),
      ...actions([change === "promotion" ? sign : undefined]),
      ...context(
        md`Whatever it does alone is shown and can be undone for ten minutes. \`/workflow charter ${workflow}\` says all it may do.`,
      ),
    ],
    final: true,
  });
};

/** What is said outside any case, to one person or under a message: a bad event's form, a request, trouble that is said once. */
export const renderToPerson = (message: ToPerson): Rendered => {
  const { content } = message;
  if (content.kind === "start-form") return startForm(content, message);
  if (content.kind === "digest") return digest(content, message.zone);
  if (content.kind === "autonomy") return autonomy(content, message.definition);
  if (content.kind === "proposed-start" || content.kind === "request") return aboutProposal(message);
  const words = md`${cut(content.what, SHOWN.message)}`;
  const open = content.instance === undefined ? [] : actions([button("Status", ACT.status, { instance: content.instance })]);
  return rendered({ text: words, blocks: [section(words), ...open], final: open.length === 0 });
};
