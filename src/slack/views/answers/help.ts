import type { CaseFile } from "../../../application/case-file.ts";
import type { Definition } from "../../../engine/definition.ts";
import type { PersonId, StepKey } from "../../../engine/ids.ts";
import { ACT } from "../../button.ts";
import { joinMd, md, raw } from "../../mrkdwn.ts";
import { actions, button, context, header, section } from "../blocks.ts";
import { stepRow } from "../step-row.ts";
import { tellPerson } from "../telling.ts";
import { type Answer, answer } from "./answer.ts";

/** What the slash command takes; the manifest's usage hint and the help are the same words. */
export const COMMANDS = [
  ["", "what needs you, what you can start"],
  ["start [name]", "starts a case, by a form or from `key=value`"],
  ["status [case or name]", "where a case stands, or all of them, most stuck first"],
  ["mine", "your steps and approvals"],
  ["board [name]", "what is stuck, where and why"],
  ["pause, resume or cancel <case> [reason]", "for process owners; asks first"],
  ["audit <case>", "the trace, and its export"],
  ["reload", "for admins: loads the definitions again"],
  ["help", "this list"],
] as const;

export const helpAnswer = (command = "/workflow"): Answer => {
  const words = md`What you can ask:`;
  const lines = COMMANDS.map(([usage, what]) =>
    joinMd([raw(`\`${`${command} ${usage}`.trim().replaceAll("<", "&lt;").replaceAll(">", "&gt;")}\``), raw(what)], " "),
  );
  return answer(words, [
    section(joinMd([words, ...lines])),
    ...context(md`Slash commands do not work inside threads: there, use the buttons, reply, or mention me.`),
  ]);
};

/** A step of somebody's list. */
export interface Mine {
  readonly file: CaseFile;
  readonly step: StepKey;
}

const MOST = 12;

/** One's steps and approvals, with their buttons. */
export const mineAnswer = (person: PersonId, mine: readonly Mine[]): Answer => {
  if (mine.length === 0) {
    const none = md`Nothing waits for you.`;
    return answer(none, [section(none)]);
  }
  const words = md`${mine.length} ${mine.length === 1 ? "step waits" : "steps wait"} for you.`;
  const rows = mine.slice(0, MOST).flatMap(({ file, step }, n) => stepRow(tellPerson(file, person), step, n));
  return answer(words, [
    section(words),
    ...rows,
    ...(mine.length > MOST ? context(md`And ${mine.length - MOST} more: your home lists them.`) : []),
  ]);
};

/** The command alone: what needs one, what one can start, and where the help is. */
export const overviewAnswer = (person: PersonId, mine: readonly Mine[], startable: readonly Definition[]): Answer => {
  const list = mineAnswer(person, mine.slice(0, 5));
  const starts = startable
    .slice(0, 10)
    .map((definition, n) => button(definition.title, ACT.start, { workflow: definition.workflow }, { n }));
  return answer(md`${raw(list.text)}`, [
    ...list.blocks,
    ...(mine.length > 5 ? context(md`And ${mine.length - 5} more: \`/workflow mine\``) : []),
    ...(starts.length === 0 ? [] : [header("Start"), ...actions(starts)]),
    ...context(md`\`/workflow help\` lists what else you can ask.`),
  ]);
};
