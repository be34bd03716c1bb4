import { ACT, type Act } from "../../button.ts";
import { toWorkspaceCommand } from "../../to-command.ts";
import { refusalAnswer } from "../../views/answers/refusal.ts";
import { absenceForm } from "../../views/modals/absence.ts";
import { openView, tellPrivately } from "../answer.ts";
import type { OnClick } from "./acts.ts";
import { openedFrom } from "./forms.ts";

/** One's own absence, or that of a member of one's team. */
const onAbsence: OnClick = async (l, click) => {
  const person = click.value?.person ?? click.person;
  const form = absenceForm({
    directory: l.catalogue.directory(),
    now: l.clock.now(),
    person,
    own: person === click.person,
    place: click.place,
  });
  await openView(l, click, openedFrom(click), form);
};

const onEndAbsence: OnClick = async (l, click) => {
  const person = click.value?.person ?? click.person;
  const answer = await l.handleWorkspace(toWorkspaceCommand(l.workspace, click, { type: "EndAbsence", person, at: l.clock.now() }));
  if (!answer.ok) return tellPrivately(l, click, refusalAnswer(answer.rejection, l.catalogue.directory()));
  l.background.run("showing a home anew", () => l.refreshHome(person));
};

export const ABSENCE = {
  [ACT.absence]: onAbsence,
  [ACT.endAbsence]: onEndAbsence,
} as const satisfies Partial<Record<Act, OnClick>>;
