import type { MessageContent } from "../../../engine/messages/effect.ts";
import { ACT } from "../../button.ts";
import { cut, SHOWN } from "../../limits.ts";
import { md } from "../../mrkdwn.ts";
import { address } from "../addressed.ts";
import { button } from "../blocks.ts";
import { notice, settled, settledBy } from "../notice.ts";
import type { Rendered } from "../rendered.ts";
import { someButtons } from "../step-buttons.ts";
import { dueWords, isWork, ownerWords, workFacts } from "../step-facts.ts";
import { aboutStep, definitionOf, name, stepName, stepOf, type Telling } from "../telling.ts";

type Content = Extract<MessageContent, { kind: "handoff" }>;

/** What the receiver of a handoff is told, or the sender when it came back. */
export const handoff = (t: Telling, content: Content): Rendered => {
  const step = stepOf(t, content.step);
  const definition = definitionOf(t, content.step);
  if (!isWork(step) || step.pass !== content.pass || definition === undefined) return settledBy(t, content.step, content.pass);
  if (step.owner !== content.to) return settled(t, md`${stepName(t, step.key)} is with ${ownerWords(t, step)} now.`);
  const from = content.from === undefined ? "somebody" : name(t, content.from);
  const note = step.handOff?.note;
  const due = dueWords(t, step.dueAt);
  const whose = t.reader === content.to ? "you" : name(t, content.to);
  if (step.handOff?.accepted !== false && !content.returned)
    return settled(t, md`${stepName(t, step.key)}: accepted by ${whose}, from ${from}.`);
  return notice(t, {
    to: address(t, [content.to]),
    words: content.returned
      ? md`${from} returned ${stepName(t, step.key)} to ${whose}: something is missing.`
      : md`${from} handed ${stepName(t, step.key)} to ${whose}. It is ${t.reader === content.to ? "yours" : "theirs"} now${due === undefined ? md`` : md`, ${due}`}.`,
    more: [note === undefined ? undefined : md`> ${cut(note.replaceAll("\n", " "), SHOWN.words)}`, workFacts(t, definition, step)],
    buttons: someButtons(
      t,
      content.returned
        ? [button("Done", ACT.done, aboutStep(t, step.key), { style: "primary" }), button("Hand off", ACT.handOff, aboutStep(t, step.key))]
        : [
            button("Accept", ACT.accept, aboutStep(t, step.key), { style: "primary" }),
            button("Return", ACT.returnHandOff, aboutStep(t, step.key)),
          ],
    ),
  });
};
