import type { VNode } from "preact";
import type { Json } from "../../../api.ts";
import { html } from "../../html.ts";
import { safeUrl } from "../../mrkdwn/safe-url.ts";
import type { Context } from "../context.ts";
import { isJson, listOf, stringOf } from "../json.ts";
import type { BlockProps } from "./props.ts";
import { RichText } from "./rich-text-kind.ts";

const STATUSES: Readonly<Record<string, readonly [sign: string, words: string]>> = {
  pending: ["○", "To come"],
  in_progress: ["◐", "Under way"],
  complete: ["✓", "Done"],
  error: ["!", "Needs attention"],
};

const sources = (block: Json): VNode | null => {
  const all = listOf(block.sources).map((source) => {
    const url = safeUrl(source.url);
    const words = stringOf(source.text) || stringOf(source.url);
    return url === undefined
      ? html`<li>${words}</li>`
      : html`<li><a class="b-link" href=${url} target="_blank" rel="noopener noreferrer">${words}</a></li>`;
  });
  return all.length === 0 ? null : html`<ul class="b-task-sources">${all}</ul>`;
};

const Task = ({ task, context }: { task: Json; context: Context }): VNode => {
  const status = stringOf(task.status);
  const [sign, words] = (Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined) ?? ["○", status];
  return html`<div class=${`b-task b-task-${status}`}>
    <span class="b-task-sign" role="img" aria-label=${words} title=${words}>${sign}</span>
    <div class="b-task-words">
      <div class="b-task-title">${stringOf(task.title)}</div>
      ${isJson(task.details) ? html`<div class="b-task-details"><${RichText} block=${task.details} context=${context} /></div>` : null}
      ${isJson(task.output) ? html`<div class="b-task-output"><${RichText} block=${task.output} context=${context} /></div>` : null}
      ${sources(task)}
    </div>
  </div>`;
};

export const TaskCard = ({ block, context }: BlockProps): VNode =>
  html`<div class="b-plan"><${Task} task=${block} context=${context} /></div>`;

/** A plan and its tasks, which can be folded away. */
export const Plan = ({ block, context }: BlockProps): VNode => {
  const tasks = listOf(block.tasks);
  return html`<details class="b-plan" open>
    <summary class="b-plan-title">
      <span>${stringOf(block.title)}</span>
    </summary>
    <ul class="b-plan-tasks">
      ${tasks.map((task, n) => html`<li key=${stringOf(task.task_id) || n}><${Task} task=${task} context=${context} /></li>`)}
    </ul>
  </details>`;
};
