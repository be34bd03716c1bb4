import { instanceCausedBy } from "../../../application/run-action.ts";
import type { Definition } from "../../../engine/definition.ts";
import type { InstanceId } from "../../../engine/ids.ts";
import { errorWords } from "../../bolt-logger.ts";
import type { Listening } from "../listening.ts";

/** What a message in Slack would become: the same message is the same request, however often and whichever way it is heard of. */
export const requestOf = (l: Listening, channel: string, ts: string): InstanceId =>
  instanceCausedBy(JSON.stringify([l.workspace, "message", channel, ts]));

const isWritten = async (l: Listening, names: readonly string[], channel: string): Promise<boolean> => {
  for (const name of names) {
    if ((await l.membership.idOf(name)) === channel) return true;
  }
  return false;
};

/** Workflows whose requests are written in a channel; none where Slack cannot say which channel that is. */
export const intakeOf = async (l: Listening, channel: string): Promise<readonly Definition[]> => {
  const found: Definition[] = [];
  try {
    for (const definition of l.catalogue.all()) {
      if (definition.intake !== undefined && (await isWritten(l, definition.intake.channels, channel))) found.push(definition);
    }
  } catch (error) {
    l.logger.warn({ channel, error: errorWords(error) }, "channels could not be listed; a message there is not read as a request");
  }
  return found;
};
