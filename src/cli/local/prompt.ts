import { createInterface } from "node:readline";
import { nearest } from "../../engine/nearest.ts";
import { actAs, openHome } from "./act.ts";
import { openForm, type Somebody } from "./on-screen.ts";
import { plainMoment } from "./plain-text.ts";
import { type Line, readLine } from "./read-line.ts";
import { createScreen, type Screen } from "./screen.ts";
import type { LocalWorkspace } from "./workspace.ts";

// The local workspace at a terminal: what is posted is printed, and a line acts as somebody.

const HELP = `Act as anybody: "<person>: <what>", where <what> is
  /workflow start claim-handling          a slash command; "/workflow help" lists what there is
  fill region=centre reason="on its way"  answers the form that they have open, field by field, and sends it
  close                                   leaves the form that they have open; "look" shows it again
  click Done                              the newest button of that name that they see; "click Done on Check cover" says which
  reply done, it is signed                answers what was said to them last, in its thread
  any other words                         a direct message to Coxswain; with "#claims" before them, in that channel
Also: people, channels, see <person or #channel>, home <person>, later 4 hours, help, quit.
"later" lets time pass: reminders, silence and escalations come when they are due.`;

/** What the prompt needs of the running product. */
export interface PromptPorts {
  readonly local: LocalWorkspace;
  readonly input: NodeJS.ReadableStream;
  readonly write: (text: string) => void;
  /** Domain time. */
  readonly now: () => number;
  /** Resolves when nothing is under way: no job, no delivery, no answer. */
  readonly quiet: () => Promise<void>;
  /** Lets this much time pass, stopping wherever something comes of it. */
  readonly later: (ms: number, stopped: () => void) => Promise<void>;
}

const example = ({ channels }: LocalWorkspace): string => (channels.has("#claims") ? "tina: /workflow start claim-handling" : "");

const welcome = (local: LocalWorkspace, keptMessages: number, now: number): string =>
  [
    "",
    `A local Slack with ${local.people.size} people and ${local.channels.size} channels, and the real app connected to it.`,
    `It is ${plainMoment(now / 1_000, local.zone)} in ${local.zone}.`,
    ...(keptMessages === 0 ? [] : [`${keptMessages} messages of earlier are kept: "see <person or #channel>" shows them.`]),
    "",
    HELP,
    ...(example(local) === "" ? [] : [`Try: ${example(local)}`]),
    "",
  ].join("\n");

const personNamed = (typed: string, { people }: LocalWorkspace): { readonly handle: string } | { readonly problem: string } => {
  const handle = typed.toLowerCase();
  if (people.has(handle)) return { handle };
  const near = nearest(handle, people.keys());
  return { problem: `  There is no ${typed} here. ${near === undefined ? '"people" lists everybody.' : `Did you mean ${near}?`}` };
};

const actLine = async (ports: PromptPorts, screen: Screen, { person, act }: Extract<Line, { says: "act" }>): Promise<void> => {
  const found = personNamed(person, ports.local);
  if ("problem" in found) return ports.write(found.problem);
  const who: Somebody = { ...found, local: ports.local, screen };
  const before = openForm(who)?.join("\n");
  const said = await actAs(who, act);
  await ports.quiet();
  screen.printChanges();
  for (const line of said) ports.write(line);
  const form = openForm(who);
  if (act.does !== "look" && form !== undefined && form.join("\n") !== before) ports.write(form.join("\n"));
};

const homeLine = async (ports: PromptPorts, screen: Screen, whom: string): Promise<void> => {
  const found = personNamed(whom, ports.local);
  if ("problem" in found) return ports.write(found.problem);
  ports.write((await openHome({ ...found, local: ports.local, screen }, ports.quiet)).join("\n"));
};

const seeLine = ({ local, write }: PromptPorts, screen: Screen, whom: string): void => {
  const found = local.channels.has(whom) ? { where: whom } : personNamed(whom, local);
  if ("problem" in found) write(found.problem);
  else screen.printAll("where" in found ? found.where : `to @${found.handle}`);
};

const laterLine = async (ports: PromptPorts, screen: Screen, ms: number): Promise<void> => {
  const moment = (): string => plainMoment(ports.now() / 1_000, ports.local.zone);
  await ports.later(ms, () => screen.printChanges(`\n== ${moment()}`));
  await ports.quiet();
  screen.printChanges();
  ports.write(`\n  It is ${moment()}.`);
};

const carryOut = async (ports: PromptPorts, screen: Screen, line: Exclude<Line, { says: "quit" }>): Promise<void> => {
  const { local, write } = ports;
  switch (line.says) {
    case "nothing":
      return;
    case "help":
      return write(HELP);
    case "people":
      return write(`  ${[...local.people.keys()].sort().join(", ")}`);
    case "channels":
      return write(`  ${[...local.channels.keys()].join(", ")}`);
    case "unclear":
      return write(`  ${line.why}`);
    case "see":
      return seeLine(ports, screen, line.whom);
    case "home":
      return await homeLine(ports, screen, line.whom);
    case "later":
      return await laterLine(ports, screen, line.ms);
    case "act":
      return await actLine(ports, screen, line);
  }
};

/** Prints what comes by itself (a reminder, an escalation) while nobody types. */
const follow = async ({ local }: PromptPorts, screen: Screen, isOpen: () => boolean): Promise<void> => {
  while (isOpen()) {
    const seen = local.slack.log.length;
    // A minute without news is no failure: it waits again.
    await local.slack.waitFor(() => !isOpen() || local.slack.log.length !== seen, 60_000).catch(() => undefined);
    if (isOpen()) screen.printChanges();
  }
};

/** Reads lines until `quit` or the end of the input; resolves then. */
export const runPrompt = async (ports: PromptPorts, isInteractive: boolean): Promise<void> => {
  const screen = createScreen(ports.local, ports.write);
  ports.write(welcome(ports.local, screen.takeAsRead(), ports.now()));
  const lines = createInterface({ input: ports.input, terminal: false });
  let open = true;
  if (isInteractive) void follow(ports, screen, () => open);
  for await (const typed of lines) {
    const line = readLine(typed);
    if (!isInteractive && line.says !== "nothing") ports.write(`\n> ${typed.trim()}`);
    if (line.says === "quit") break;
    await carryOut(ports, screen, line).catch((error: unknown) =>
      ports.write(`  ${error instanceof Error ? error.message : String(error)}`),
    );
  }
  open = false;
  lines.close();
};
