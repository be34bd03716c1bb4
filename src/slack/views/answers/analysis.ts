import type { KnownBlock } from "@slack/types";
import type { SeenAnalysis } from "../../../application/read-analysis.ts";
import type { PersonId } from "../../../engine/ids.ts";
import { dateFor } from "../../escape.ts";
import { cut, SHOWN } from "../../limits.ts";
import { joinMd, type Mrkdwn, md, NOTHING, raw } from "../../mrkdwn.ts";
import { section } from "../blocks.ts";
import { caseName, nameOrYou, stepName, tellPerson } from "../telling.ts";

const MOST_WORKFLOWS = 3;

const bottleneckLine = (reader: PersonId, { file, step, owner, why }: SeenAnalysis["bottlenecks"][number]): Mrkdwn => {
  const t = tellPerson(file, reader);
  const who = owner === undefined ? NOTHING : md`, with ${nameOrYou(t, owner)}`;
  return md`• ${stepName(t, step)} of ${caseName(t)}${who}: ${cut(why, SHOWN.words)}`;
};

const riskLine = (reader: PersonId, of: string, { file, why }: SeenAnalysis["atRisk"][number]): Mrkdwn =>
  md`• ${file === undefined ? md`*${cut(of, SHOWN.title)}*` : caseName(tellPerson(file, reader))}: ${cut(why, SHOWN.words)}`;

const listed = (title: Mrkdwn, lines: readonly Mrkdwn[]): readonly Mrkdwn[] => (lines.length === 0 ? [] : [title, ...lines]);

const raisedBy = ({ by, at }: SeenAnalysis, zone: string | undefined): Mrkdwn =>
  by === "analyst" ? md`raised by the analyst, ${raw(dateFor(at, zone))}` : md`by the clocks alone, no analyst looked`;

const blocksOf = (reader: PersonId, analysis: SeenAnalysis): readonly KnownBlock[] => {
  const { of, summary, bottlenecks, atRisk } = analysis;
  const [first] = [...bottlenecks, ...atRisk];
  const zone = first?.file?.directory.people.get(reader)?.zone;
  const critical = bottlenecks.map((each) => bottleneckLine(reader, each));
  const head = md`*Look first: ${cut(of, SHOWN.title)}* (${raisedBy(analysis, zone)}). ${cut(summary, SHOWN.words)}`;
  return [
    section(joinMd([head, ...listed(md`*Critical bottlenecks*`, critical)])),
    ...(atRisk.length === 0 ? [] : [section(joinMd([md`*At risk*`, ...atRisk.map((each) => riskLine(reader, of, each))]))]),
  ];
};

/** What to look at first in each workflow, and who says so. */
export const analysisBlocks = (reader: PersonId, analyses: readonly SeenAnalysis[]): readonly KnownBlock[] =>
  analyses.slice(0, MOST_WORKFLOWS).flatMap((analysis) => blocksOf(reader, analysis));
