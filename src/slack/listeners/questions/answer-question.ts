import type { CaseFile } from "../../../application/case-file.ts";
import { forecast } from "../../../engine/forecast.ts";
import type { InstanceId } from "../../../engine/ids.ts";
import type { Fact } from "../../../insights/facts/fact.ts";
import { criticalPath } from "../../../insights/facts/in-case.ts";
import { ledgerOf, type Since } from "../../../insights/facts/ledger.ts";
import { joinMd, type Mrkdwn, md } from "../../mrkdwn.ts";
import type { Asks, Question } from "../../questions/read-question.ts";
import type { Answer as Said } from "../../views/answers/answer.ts";
import { factsAnswer, stuckAnswer } from "../../views/answers/facts.ts";
import { nearestAnswer } from "../../views/answers/refusal.ts";
import { say } from "../../views/answers/say.ts";
import { statusListAnswer } from "../../views/answers/status.ts";
import { section } from "../../views/blocks.ts";
import { caseName, stepTitle, type Telling, tellPerson } from "../../views/telling.ts";
import { caseFor, maySee } from "../case-of.ts";
import type { Asker, Listening } from "../listening.ts";
import { linkToCase } from "../reading.ts";
import { updateFor } from "./draft-update.ts";
import { rowsOf } from "./rows-of.ts";
import { openSeen, whichCase } from "./which-case.ts";

type OfCase = Exclude<Asks, "stuck" | "update">;

const isLate = (t: Telling): boolean =>
  forecast(t.file).holds === false ||
  Object.values(t.file.instance.steps).some((step) => step.status === "active" && (step.dueAt ?? t.file.now) < t.file.now);

const pathWords = (t: Telling): Mrkdwn =>
  md`What decides its end: ${criticalPath(t.file)
    .map((key) => stepTitle(t, key))
    .join(" → ")}`;

const HEADS: { readonly [A in OfCase]: (t: Telling) => Mrkdwn } = {
  late: (t) => joinMd([isLate(t) ? md`Why ${caseName(t)} is late:` : md`${caseName(t)} is not late as it stands.`, pathWords(t)]),
  since: (t) => md`What happened in ${caseName(t)}, and where it stands:`,
  next: (t) => md`What is next in ${caseName(t)}:`,
  who: (t) => md`Who has what in ${caseName(t)}:`,
};

const onPath = (t: Telling, facts: readonly Fact[]): readonly Fact[] => {
  const path: readonly string[] = criticalPath(t.file);
  const ofPath = facts.filter(({ step }) => step !== undefined && path.includes(step));
  const stuck = ofPath.filter(({ kind }) => kind === "stuck");
  return stuck.length > 0 ? stuck : ofPath.filter(({ kind }) => kind === "next");
};

const isInternal = ({ hears, kind }: Fact): boolean => hears === "internal" || kind === "progress";

const CHOSEN: { readonly [A in OfCase]: (t: Telling, facts: readonly Fact[]) => readonly Fact[] } = {
  late: (t, facts) => [...onPath(t, facts), ...facts.filter(({ kind, hears }) => kind === "target" && hears === "internal")],
  since: (_t, facts) => {
    const happened = facts.filter(({ kind }) => kind === "happened");
    return [...happened, ...facts.filter((fact) => fact.kind !== "happened" && fact.kind !== "next" && isInternal(fact))];
  },
  next: (_t, facts) => facts.filter(({ kind, hears }) => kind === "next" || (kind === "target" && hears === "internal")),
  who: (_t, facts) => facts.filter(({ kind }) => kind === "next"),
};

const aboutCase = async (l: Listening, asker: Asker, file: CaseFile, asks: OfCase, since: Since): Promise<Said> => {
  const t = tellPerson(file, asker.person);
  const facts = ledgerOf(file, await rowsOf(l, file.instance.id), since);
  const chosen = CHOSEN[asks](t, facts);
  const link = await linkToCase(l, file.instance.id);
  return factsAnswer(t, { words: HEADS[asks](t), facts: chosen, link });
};

const stuckIn = async (l: Listening, asker: Asker, files: readonly CaseFile[]): Promise<Said> => {
  const cases = [];
  for (const file of files) {
    const facts = ledgerOf(file, [], { row: 0 }).filter(({ kind }) => kind === "stuck");
    if (facts.length > 0) cases.push({ t: tellPerson(file, asker.person), facts, link: await linkToCase(l, file.instance.id) });
  }
  return stuckAnswer(cases);
};

/** Which of several is meant is asked: they are listed with their names. */
const askWhich = (asker: Asker, files: readonly CaseFile[]): Said => {
  const words = md`Which case is meant? Ask again with its name.`;
  const list = statusListAnswer(asker.person, files);
  return { text: words.mrkdwn, blocks: [section(words), ...list.blocks.slice(1)] };
};

const fromHere = async (l: Listening, asker: Asker, here: InstanceId | undefined): Promise<readonly CaseFile[]> => {
  if (here === undefined) return await openSeen(l, asker);
  const t = await caseFor(l, asker.person, here);
  return t !== undefined && (await maySee(l, asker, t)) ? [t.file] : [];
};

const meant = async (l: Listening, asker: Asker, { about }: Question, here: InstanceId | undefined) =>
  about === undefined ? { files: await fromHere(l, asker, here), nearest: undefined } : await whichCase(l, asker, about);

/**
 * Answers a question from facts, with where each is from; only of what its asker may see. `here` is the case in whose thread it is asked.
 */
export const answerQuestion = async (l: Listening, asker: Asker, question: Question, here: InstanceId | undefined): Promise<Said> => {
  const { files, nearest } = await meant(l, asker, question, here);
  if (question.asks === "stuck") return await stuckIn(l, asker, files);
  const [only, ...others] = files;
  if (only === undefined) {
    return question.about === undefined ? say(md`There is no open case that you can see.`) : nearestAnswer("case", question.about, nearest);
  }
  if (others.length > 0) return askWhich(asker, files);
  if (question.asks === "update") return await updateFor(l, asker, tellPerson(only, asker.person), question);
  const since: Since = question.since === undefined ? { actedBy: asker.person } : { at: question.since };
  return await aboutCase(l, asker, only, question.asks, since);
};
