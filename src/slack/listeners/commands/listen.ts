import type { App } from "@slack/bolt";
import { nearest } from "../../../engine/nearest.ts";
import { LIMIT } from "../../limits.ts";
import { md } from "../../mrkdwn.ts";
import type { Answer as Said } from "../../views/answers/answer.ts";
import { helpAnswer, mineAnswer, overviewAnswer } from "../../views/answers/help.ts";
import { nearestAnswer, refusalAnswer } from "../../views/answers/refusal.ts";
import { reloadAnswer } from "../../views/answers/reload.ts";
import { say } from "../../views/answers/say.ts";
import { section } from "../../views/blocks.ts";
import { findCase } from "../find-case.ts";
import type { Listening, ReloadOutcome } from "../listening.ts";
import { mine, recentCases, startableBy } from "../reading.ts";
import { onAudit, onBoard, onCaseAct, onStatus } from "./cases.ts";
import { onCharter } from "./charter.ts";
import { findWorkflow } from "./find-workflow.ts";
import { parseCommand, VERBS } from "./parse-command.ts";
import { onStart } from "./start.ts";
import { type Typed, toTyped } from "./to-asker.ts";

export const SLASH_COMMAND = "/workflow";

/** What is broken keeps its last good version, and is told beside what was loaded. */
const reloadSaid = ({ changes, problems }: ReloadOutcome): Said => {
  if (problems.length === 0 || changes.length === 0) return reloadAnswer({ changes, mistakes: problems });
  const [loaded, broken] = [reloadAnswer({ changes, mistakes: [] }), reloadAnswer({ changes: [], mistakes: problems })];
  const words = section(md`*Not loaded* (the last good version stays):`);
  return { text: loaded.text, blocks: [...loaded.blocks, words, ...broken.blocks.slice(1)].slice(0, LIMIT.blocks) };
};

const onReload = async (l: Listening, typed: Typed): Promise<Said> => {
  const outcome = await l.reload(typed);
  return outcome.answer.ok ? reloadSaid(outcome) : refusalAnswer(outcome.answer.rejection, l.catalogue.directory());
};

/** A word that is no verb may be a case or a workflow: both are found as `status` finds them. */
const onUnknown = async (l: Listening, typed: Typed, word: string): Promise<Said> => {
  const whole = typed.text.trim();
  const isNamed = (await findCase(l, typed, whole)).instance !== undefined || findWorkflow(l.catalogue, whole).definition !== undefined;
  return isNamed ? await onStatus(l, typed, whole) : nearestAnswer("command", word, nearest(word, VERBS));
};

/** What the command is answered, to its author alone. Undefined: a form has opened. */
const answerCommand = async (l: Listening, typed: Typed): Promise<Said | undefined> => {
  const parsed = parseCommand(typed.text);
  switch (parsed.verb) {
    case "welcome":
      return overviewAnswer(typed.person, await mine(l, typed), await startableBy(l, typed), await recentCases(l, typed));
    case "help":
      return helpAnswer(SLASH_COMMAND);
    case "mine":
      return mineAnswer(typed.person, await mine(l, typed));
    case "start":
      return await onStart(l, typed, parsed.name, parsed.given);
    case "status":
      return await onStatus(l, typed, parsed.name);
    case "board":
      return await onBoard(l, typed, parsed.name);
    case "charter":
      return await onCharter(l, typed, parsed.name);
    case "pause":
    case "resume":
    case "cancel":
      return await onCaseAct(l, typed, parsed.verb, parsed.name, parsed.reason);
    case "audit":
      return await onAudit(l, typed, parsed.name, parsed.exported);
    case "reload":
      return await onReload(l, typed);
    case "unknown":
      return await onUnknown(l, typed, parsed.word);
  }
};

export const listenToCommands = (app: App, l: Listening): void => {
  app.command(SLASH_COMMAND, async ({ ack, body }) => {
    const typed = await toTyped(l, body);
    const said = typed === undefined ? say(md`That command could not be read.`) : await answerCommand(l, typed);
    await (said === undefined ? ack() : ack({ response_type: "ephemeral", text: said.text, blocks: [...said.blocks] }));
  });
};
