import type { HomeView, KnownBlock } from "@slack/types";
import type { CaseFile } from "../../application/case-file.ts";
import type { HomeModel, HomeStep } from "../../application/home-model.ts";
import type { CalendarSpec } from "../../engine/calendar.ts";
import { DEFAULT_HOURS } from "../../engine/calendar.ts";
import { ACT } from "../button.ts";
import { dateFor, nameOf } from "../escape.ts";
import { LIMIT } from "../limits.ts";
import { joinMd, type Mrkdwn, md, raw } from "../mrkdwn.ts";
import { actions, atMost, button, context, DIVIDER, header, section } from "./blocks.ts";
import { finishWords, nextWords, progressWords, statusWords } from "./case-progress.ts";
import { caseRow, stepInfo } from "./step-row.ts";
import { aboutCase, caseName, tellPerson } from "./telling.ts";
import { waitingRow } from "./waiting-row.ts";

const MOST = { needsYou: 12, others: 8 } as const;

/** A heading with its rows; nothing at all where there is none, unless it says so. */
const part = (title: string, rows: readonly KnownBlock[], left: number, empty?: string): KnownBlock[] => {
  if (rows.length === 0 && empty === undefined) return [];
  // What waits for them is in their list; the rest in the cases.
  const where = empty === undefined ? md`\`/workflow status\` lists the cases.` : md`\`/workflow mine\` lists more.`;
  const more = left > 0 ? context(md`And ${left} more: ${where}`) : [];
  return [header(title), ...(rows.length === 0 ? [section(md`${empty}`)] : rows), ...more];
};

const steps = (model: HomeModel, title: string, list: readonly HomeStep[], most: number, offset: number): KnownBlock[] =>
  part(
    title,
    list.slice(0, most).map(({ file, step }, n) => stepInfo(tellPerson(file, model.person), step, offset + n)),
    list.length - most,
  );

const needsYou = (model: HomeModel): KnownBlock[] =>
  part(
    "Needs you now",
    model.needsYou.slice(0, MOST.needsYou).flatMap((each, n) => waitingRow(tellPerson(each.file, model.person), each, n)),
    model.needsYou.length - MOST.needsYou,
    "Nothing waits for you.",
  );

/** What holds up a case until its process owner decides. */
const decisions = (model: HomeModel): KnownBlock[] => {
  const held = model.decisions.slice(0, MOST.others).map(({ file, step }, n) => stepInfo(tellPerson(file, model.person), step, 300 + n));
  const stopped = model.stopped.slice(0, MOST.others).flatMap((file, n) => {
    const t = tellPerson(file, model.person);
    const words = section(md`Automated acts on ${caseName(t)} are stopped.`);
    return [words, ...actions([button("Resume automated acts", ACT.resumeAutomation, aboutCase(t), { n })])];
  });
  const left = Math.max(0, model.decisions.length - MOST.others) + Math.max(0, model.stopped.length - MOST.others);
  return part("Decisions", [...held, ...stopped], left);
};

const atRisk = (model: HomeModel): KnownBlock[] => {
  const row = (file: CaseFile, n: number): KnownBlock => {
    const t = tellPerson(file, model.person);
    return caseRow(t, joinMd([md`${caseName(t)}: ${statusWords(t)}, ${progressWords(t)}`, finishWords(t), nextWords(t)]), n + 400);
  };
  return part("At risk", model.atRisk.slice(0, MOST.others).map(row), model.atRisk.length - MOST.others);
};

const two = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** `Mon 09:00 to 17:00, Tue …`, as the hours are written. */
const hoursWords = (hours: CalendarSpec["hours"]): string =>
  Object.entries(hours)
    .filter(([, windows]) => (windows?.length ?? 0) > 0)
    .map(
      ([day, windows]) =>
        `${day.charAt(0).toUpperCase()}${day.slice(1)} ${(windows ?? []).map(([from, to]) => `${two(from)} to ${two(to)}`).join(" and ")}`,
    )
    .join(", ");

const absenceLine = (model: HomeModel): Mrkdwn => {
  const person = model.directory.people.get(model.person);
  const absence = person?.absences.find((each) => each.until > model.now);
  const delegate = absence?.delegate ?? person?.delegate;
  const standIn = delegate === undefined ? md`nobody named` : md`${nameOf(model.directory, delegate)}`;
  if (absence === undefined) return md`*Away:* no. *Stands in for you:* ${standIn}`;
  const [from, until] = [raw(dateFor(absence.from, person?.zone)), raw(dateFor(absence.until, person?.zone))];
  return md`*Away:* ${from} to ${until}. *Stands in for you:* ${standIn}`;
};

const settings = (model: HomeModel): KnownBlock[] => {
  const person = model.directory.people.get(model.person);
  const absence = person?.absences.find((each) => each.until > model.now);
  const hours =
    person?.hours === undefined ? `${hoursWords(DEFAULT_HOURS)}, unless your team's calendar says otherwise` : hoursWords(person.hours);
  return [
    header("Settings"),
    section(
      joinMd([md`*Working hours:* ${hours}`, md`*Zone:* ${person?.zone ?? "not known; from your Slack profile"}`, absenceLine(model)]),
    ),
    ...actions([
      button("I will be away", ACT.absence, { person: model.person }),
      absence === undefined || absence.source === "slack" ? undefined : button("I am back", ACT.endAbsence, { person: model.person }),
    ]),
    ...context(md`Hours and delegates are kept in the workflow repository's \`teams.yaml\`.`),
  ];
};

const startRow = ({ startable }: HomeModel): KnownBlock[] =>
  actions(
    startable.slice(0, 5).map((definition, n) => button(`Start: ${definition.title}`, ACT.start, { workflow: definition.workflow }, { n })),
  );

/** A person's home: what needs them, what comes, what waits on others, what they decide, what is at risk, their settings. */
export const homeView = (model: HomeModel): HomeView => {
  const lists = [
    ...needsYou(model),
    ...steps(model, "Coming up", model.comingUp, MOST.others, 100),
    ...steps(model, "Waiting on others", model.waitingOnOthers, MOST.others, 200),
    ...decisions(model),
    ...atRisk(model),
  ];
  const last = [DIVIDER, ...startRow(model), ...settings(model)];
  return {
    type: "home",
    blocks: [
      ...atMost(lists, LIMIT.viewBlocks - last.length, md`There is more: \`/workflow mine\` and \`/workflow status\` list it.`),
      ...last,
    ],
  };
};
