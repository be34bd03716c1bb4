import { FORM, type FormId, INPUT } from "../../form.ts";
import { toWorkspaceCommand } from "../../to-command.ts";
import { fieldErrors, type OnSubmit, refused } from "./response.ts";

/** From when, until when, and who stands in. */
const onAbsence: OnSubmit = async (l, s) => {
  const [from, until] = [s.form.instant(INPUT.from), s.form.instant(INPUT.until)];
  const address = s.form.person(INPUT.delegate);
  if (from === undefined || until === undefined) {
    const missing = [...(from === undefined ? [INPUT.from] : []), ...(until === undefined ? [INPUT.until] : [])];
    return fieldErrors(s, Object.fromEntries(missing.map((block) => [block, "Choose a time."])));
  }
  const person = s.about.person ?? s.person;
  const delegate = address === undefined ? undefined : l.catalogue.directory().addresses.get(address);
  const absence = { from, until, source: "declared", delegate } as const;
  const answer = await l.handleWorkspace(toWorkspaceCommand(l.workspace, s, { type: "DeclareAbsence", person, absence }));
  if (!answer.ok) return await refused(l, s, answer.rejection);
  l.background.run("showing a home anew", () => l.refreshHome(person));
  return undefined;
};

export const ABSENCE_FORM = { [FORM.absence]: onAbsence } as const satisfies Partial<Record<FormId, OnSubmit>>;
