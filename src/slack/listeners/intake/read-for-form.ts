import type { ModalView } from "@slack/types";
import { slackError } from "../../identify.ts";
import { startForm } from "../../views/modals/start.ts";
import { openForLater } from "../answer.ts";
import { fromMessage } from "../from-message.ts";
import type { Listening } from "../listening.ts";
import { startableBy } from "../reading.ts";
import type { Used } from "../shortcuts/use-shortcut.ts";

const DEADLINE_MS = 20_000;

/** The form that the message asks for, filled in; undefined where nobody can tell. */
const formFor = async (l: Listening, used: Used, words: string): Promise<ModalView | undefined> => {
  const directory = l.catalogue.directory();
  const workflows = await startableBy(l, used);
  const { person, id: run, place } = used;
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const routed = await l.understanding?.route({ workspace: l.workspace, person, run, words, workflows, cases: [], directory, signal });
  if (routed?.is !== "request") return undefined;
  const { definition, inputs } = routed;
  return startForm({ definition, directory, values: { ...fromMessage(definition, words), ...inputs }, place });
};

/** The choice of a workflow, at once; when a model can tell which it is before anything was chosen, its form takes that place. */
export const openWithReading = async (l: Listening, used: Used, view: ModalView, words: string): Promise<void> => {
  const opened = await openForLater(l, used, used, view);
  if (l.understanding === undefined || opened === undefined || words === "") return;
  l.background.run("reading a message for its form", async () => {
    const form = await formFor(l, used, words);
    if (form === undefined) return;
    try {
      await l.client.views.update({ view_id: opened.id, hash: opened.hash, view: form });
    } catch (error) {
      // Whoever opened it was quicker, or closed it.
      l.logger.info({ why: slackError(error) }, "a form that was read from a message came too late");
    }
  });
};
