import { type Judged, judge, readTable, shareOfActs } from "../slack/replies/phrasings/judge.ts";

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const line = (name: string, judged: readonly Judged[]): string => {
  const acts = judged.filter(({ isAct }) => isAct).length;
  const wrong = judged.filter(({ isFalse }) => isFalse).length;
  return `  ${name.padEnd(12)} ${percent(shareOfActs(judged)).padStart(8)} of ${String(acts).padStart(3)} acts, ${wrong} false in ${judged.length} phrasings`;
};

/** Not a speed: the share of acts that the clear phrases read rightly, by language, in the table they were written for and in the one they were not. */
export const benchReplies = (): Promise<void> => {
  for (const name of ["known", "held-out"] as const) {
    const judged = readTable(name).map(judge);
    console.log(`\nReplies read without a model: ${name}`);
    for (const language of new Set(judged.map((each) => each.language))) {
      console.log(
        line(
          language,
          judged.filter((each) => each.language === language),
        ),
      );
    }
    console.log(line("all", judged));
  }
  return Promise.resolve();
};
