import type { Field } from "../../../engine/definition.ts";
import { isUnfinished } from "../../../engine/proposed-start.ts";
import { ACT } from "../../button.ts";
import { listOf, mention, short } from "../../escape.ts";
import { cut, SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md, raw } from "../../mrkdwn.ts";
import { actions, button, section } from "../blocks.ts";
import { type Rendered, rendered } from "../rendered.ts";
import { labelOf, openLines, type Proposal } from "./proposed-start.ts";

const MOST_OPTIONS = 8;

/** `*Region*: north or south`. */
const asked = (p: Proposal, field: Field): Mrkdwn => {
  const options = field.options.slice(0, MOST_OPTIONS).map((each) => short(each, SHOWN.name));
  return md`• *${labelOf(p, field.name)}*${options.length === 0 ? "" : `: ${listOf(options, "or")}`}`;
};

const open = (p: Proposal, reminder: boolean): Rendered => {
  const { suggestion, missing, because } = p.standing.proposed;
  const title = short(p.definition.title, SHOWN.title);
  const who = raw(mention(p.directory, suggestion.onBehalfOf));
  const words = reminder
    ? md`${who} *${title}* still waits for you: something is missing before it can start.`
    : md`${who} I read this as a request for *${title}*. Before it can start, something is missing.`;
  const known = openLines(p);
  const fields = missing.flatMap((name) => p.definition.inputs.find((input) => input.name === name) ?? []);
  const value = { workflow: suggestion.act.workflow, suggestion: suggestion.act.newInstance };
  return rendered({
    text: words,
    blocks: [
      section(joinMd([words, ...fields.map((field) => asked(p, field))])),
      ...(known.length === 0 ? [] : [section(joinMd([md`So far I have:`, ...known]))]),
      ...actions([button("Fill in", ACT.fillRequest, value, { style: "primary" }), button("Not a request", ACT.dismissProposed, value)]),
      section(md`${cut(because, SHOWN.words)} You can also answer here. Nothing starts before somebody says so.`),
    ],
    mentions: [suggestion.onBehalfOf],
  });
};

/** Under a message that is a request: what is missing in it, as long as something is. */
export const request = (p: Proposal, reminder: boolean): Rendered => {
  const { proposed, started } = p.standing;
  if (started === undefined && isUnfinished(proposed)) return open(p, reminder);
  const title = short(p.definition.title, SHOWN.title);
  const isDropped = started === undefined && proposed.suggestion.status === "dismissed";
  const words = isDropped
    ? md`This is no request for *${title}*.`
    : started === undefined
      ? md`That is all for *${title}*; it is to be started.`
      : md`*${title}* was started.`;
  return rendered({ text: words, blocks: [section(words)], final: started !== undefined || isDropped, moot: reminder });
};
