import { chooseWorkflowForm } from "../../views/modals/start.ts";
import { openWithReading } from "../intake/read-for-form.ts";
import type { Listening } from "../listening.ts";
import { startableBy } from "../reading.ts";
import { remembering, type Used } from "./use-shortcut.ts";

/** The message's words go into the form of the workflow that is chosen, by hand or by a model that read them. */
export const onStartFromMessage = async (l: Listening, used: Used): Promise<void> => {
  const view = chooseWorkflowForm(await startableBy(l, used), used.place);
  const words = used.message?.words ?? "";
  await openWithReading(l, used, remembering(view, words), words);
};
