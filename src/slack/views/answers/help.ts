import type { KnownBlock } from "@slack/types";
import type { CaseFile } from "../../../application/case-file.ts";
import type { Waiting } from "../../../application/home-model.ts";
import type { Definition } from "../../../engine/definition.ts";
import type { PersonId } from "../../../engine/ids.ts";
import { ACT } from "../../button.ts";
import { joinMd, type Mrkdwn, md, raw } from "../../mrkdwn.ts";
import { actions, button, context, header, section } from "../blocks.ts";
import { progressWords, statusWords } from "../case-progress.ts";
import { caseRow } from "../step-row.ts";
import { caseName, tellPerson } from "../telling.ts";
import { waitingRow } from "../waiting-row.ts";
import { type Answer, answer } from "./answer.ts";

/** What the slash command takes; the manifest's usage hint and the help are the same words. */
export const COMMANDS = [
  ["", "what needs you, what moved last, what you can start"],
  ["start [name]", "starts a case, by a form or from `key=value`"],
  ["status [case or name] [step]", "where a case or a step of it stands, or all cases, most stuck first"],
  ["mine", "your steps and approvals, what you are asked to choose, messages to approve, and what agents suggest to you"],
  ["board [name]", "what is stuck, where and why"],
  ["pause, resume or cancel <case> [reason]", "for process owners; asks first"],
  ["charter [name]", "what agents may do alone, may not, and how to override them"],
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
    section(
      md`Or ask me in words, in a mention, a case's thread or here: _What is stuck?_ · _Why is Acme late?_ · _Catch me up on Acme since Monday_ · _What is next?_ · _Who has it?_ · _Draft the update for Acme_`,
    ),
    ...context(md`Slash commands do not work inside threads: there, use the buttons, reply, or mention me.`),
  ]);
};

/** What fits into one message, two blocks a row. */
const MOST = 22;
const MOST_AT_A_GLANCE = 5;

/** What is no step of theirs. */
const THINGS: ReadonlySet<string> = new Set(["asked", "draft", "suggestion"]);

const listed = (person: PersonId, mine: readonly Waiting[], most: number, rest: Mrkdwn): Answer => {
  if (mine.length === 0) {
    const none = md`Nothing waits for you.`;
    return answer(none, [section(none)]);
  }
  const what = mine.some(({ role }) => THINGS.has(role)) ? "thing" : "step";
  const words = md`${mine.length} ${mine.length === 1 ? `${what} waits` : `${what}s wait`} for you.`;
  const rows = mine.slice(0, most).flatMap((each, n) => waitingRow(tellPerson(each.file, person), each, n));
  return answer(words, [section(words), ...rows, ...(mine.length > most ? context(rest) : [])]);
};

/** What waits for somebody, with its buttons: steps, approvals, alternatives to choose, messages to approve, suggestions. */
export const mineAnswer = (person: PersonId, mine: readonly Waiting[]): Answer =>
  listed(person, mine, MOST, md`And ${mine.length - MOST} more, which come up here as these are done.`);

const recentRows = (person: PersonId, recent: readonly CaseFile[]): KnownBlock[] =>
  recent.map((file, n) => {
    const t = tellPerson(file, person);
    return caseRow(t, md`${caseName(t)}: ${statusWords(t)}, ${progressWords(t)}`, n);
  });

/** The command alone: what needs one, what moved last, what one can start, and where the help is. */
export const overviewAnswer = (
  person: PersonId,
  mine: readonly Waiting[],
  startable: readonly Definition[],
  recent: readonly CaseFile[] = [],
): Answer => {
  const list = listed(person, mine, MOST_AT_A_GLANCE, md`And ${mine.length - MOST_AT_A_GLANCE} more: \`/workflow mine\``);
  const starts = startable
    .slice(0, 10)
    .map((definition, n) => button(definition.title, ACT.start, { workflow: definition.workflow }, { n }));
  return answer(md`${raw(list.text)}`, [
    ...list.blocks,
    ...(recent.length === 0 ? [] : [header("Recent"), ...recentRows(person, recent)]),
    ...(starts.length === 0 ? [] : [header("Start"), ...actions(starts)]),
    ...context(md`\`/workflow help\` lists what else you can ask.`),
  ]);
};
