import type { Instant, PersonId } from "../engine/ids.ts";
import type { CaseFile } from "./case-file.ts";
import type { CaseFiles } from "./case-files.ts";
import type { Clock } from "./ports/machine.ts";
import type { MessageRecord, Messages } from "./ports/messages.ts";

/** What goes out as one message: one notice, or all reminders that wait for one person. */
export interface Bundle {
  readonly message: MessageRecord;
  readonly file: CaseFile | undefined;
  readonly also: readonly { readonly message: MessageRecord; readonly file: CaseFile }[];
  readonly keys: readonly string[];
}

interface Ports {
  readonly messages: Pick<Messages, "pendingReminders" | "remindersSince">;
  readonly files: CaseFiles;
  readonly clock: Clock;
  /** Start of the person's day in their zone. */
  readonly dayStart: (person: PersonId, now: Instant) => Instant;
}

/** A reminder of a step that has moved on is not worth a line: its own job closes it. */
const stillStands = ({ content }: MessageRecord, file: CaseFile | undefined): boolean => {
  if (content.kind !== "reminder" || file?.instance.status !== "running") return false;
  const step = file.instance.steps[content.step];
  return (step?.status === "active" || step?.status === "blocked") && step.pass === content.pass;
};

/** Only reminders are bundled and budgeted; warnings, escalations, approvals and answers never are. */
export const createBundling = ({ messages, files, clock, dayStart }: Ports, interruptBudget: number) => {
  const fileOf = async (message: MessageRecord): Promise<CaseFile | undefined> =>
    message.instance === undefined ? undefined : await files.of(message.workspace, message.instance);

  const othersFor = async ({ workspace, key }: MessageRecord, person: PersonId): Promise<Bundle["also"]> => {
    const also: { message: MessageRecord; file: CaseFile }[] = [];
    for (const other of await messages.pendingReminders(workspace, person)) {
      const file = other.key === key || other.attemptStartedAt !== undefined ? undefined : await fileOf(other);
      if (file !== undefined && stillStands(other, file)) also.push({ message: other, file });
    }
    return also;
  };

  const bundleOf = async (message: MessageRecord): Promise<Bundle> => {
    const file = await fileOf(message);
    if (message.audience.to !== "person" || !stillStands(message, file)) return { message, file, also: [], keys: [message.key] };
    const also = await othersFor(message, message.audience.person);
    return { message, file, also, keys: [message.key, ...also.map((entry) => entry.message.key)] };
  };

  const overBudget = async ({ message, file, also }: Bundle): Promise<boolean> => {
    const isCritical = [file, ...also.map((entry) => entry.file)].some((each) => each?.instance.priority === "critical");
    if (message.content.kind !== "reminder" || message.audience.to !== "person" || isCritical) return false;
    const { person } = message.audience;
    return (await messages.remindersSince(message.workspace, person, dayStart(person, clock.now()))) >= interruptBudget;
  };

  return { bundleOf, overBudget };
};
