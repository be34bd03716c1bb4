import { createInterface } from "node:readline";
import type { LocalWorkspace } from "./local-workspace.ts";

// The local workspace at a terminal: what is posted is printed, and a line acts as somebody.

const HELP = `Act as anybody: "<person>: <what>", where <what> is one of
  /workflow start claim-handling        any slash command (what it asks in a form, "fill" answers)
  fill claim_id=2024-0847 region=centre the open form, by field; then it is sent
  click Done                            a button of the newest message that they see and that has it
  any other words                       a message in the newest thread or direct message that they see
Also: people, channels, see <person>, home <person>, help, quit.
Try:  tina: /workflow start claim-handling claim_id=2024-0847 claim_type=property region=centre reserve=4200`;

type Json = Readonly<Record<string, unknown>>;

const textOf = (node: unknown): readonly string[] => {
  if (Array.isArray(node)) return node.flatMap(textOf);
  if (typeof node !== "object" || node === null) return [];
  const { text, type, options, ...rest } = node as Json;
  const own = typeof text === "string" ? [type === "button" ? `[${text}]` : text] : textOf(text);
  const buttons = type === "button" && own.length > 0 ? own.map((label) => (label.startsWith("[") ? label : `[${label}]`)) : own;
  return [...buttons, ...textOf(options), ...Object.values(rest).flatMap(textOf)];
};

/** Slack's marks, for a terminal: dates and mentions by their fallback. */
const plain = (text: string): string =>
  text
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/<@U([A-Z0-9]+)>/g, (_, id: string) => `@${id.toLowerCase()}`)
    .replaceAll(/<[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");

const show = (message: Json): string => {
  const words = textOf(message["blocks"] ?? []);
  const lines = (words.length > 0 ? words : [String(message["text"] ?? "")]).flatMap((line) => plain(line).split("\n"));
  return lines.filter((line) => line.trim() !== "").join("\n    ");
};

const fields = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...text.matchAll(/(\w+)=("[^"]*"|\S+)/g)].map((match) => [match[1] ?? "", (match[2] ?? "").replaceAll('"', "")]));

/** Reads lines until `quit` or the end of the input; resolves then. */
export const runLocalPrompt = async ({ slack, people, channels }: LocalWorkspace): Promise<void> => {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const nameOf = new Map([...people].map(([handle, id]) => [id, handle]));
  const shown = new Map<string, string>();

  const everything = (): readonly Json[] => {
    const seen = [...people.values()].flatMap((id) => {
      const actor = slack.asUser(id);
      return [...channels, actor.dm].flatMap((channel) =>
        actor.sees(channel).flatMap((root) => [root, ...actor.sees(channel, { thread: root.ts }).filter(({ ts }) => ts !== root.ts)]),
      );
    });
    return [...new Map(seen.map((message) => [`${message.channel} ${message.ts}`, message as Json])).values()];
  };
  const whereOf = (message: Json): string => {
    const channel = String(message["channel"]);
    const owner = [...people].find(([, id]) => slack.asUser(id).dm === channel)?.[0];
    return owner === undefined
      ? (channels.find((name) => slack.messages(name.slice(1)).some(({ ts }) => ts === message["ts"])) ?? channel)
      : `to ${owner}`;
  };
  const print = (): void => {
    for (const message of everything()) {
      const key = `${String(message["channel"])} ${String(message["ts"])}`;
      const words = show(message);
      if (shown.get(key) === words) continue;
      const author = nameOf.get(String(message["user"])) ?? "Coxswain";
      say(`\n${shown.has(key) ? "~" : "+"} ${whereOf(message)} · ${author}\n    ${words}`);
      shown.set(key, words);
    }
  };

  const act = async (id: string, what: string): Promise<void> => {
    const actor = slack.asUser(id);
    if (what.startsWith("/")) return report(await actor.runs(what, { channel: (channels[0] ?? "").slice(1) }));
    if (what.startsWith("click ")) return report(await actor.clicks(what.slice(6).trim()));
    if (what.startsWith("fill")) return report(await actor.submits(fields(what)));
    return report(await actor.types(what));
  };
  const report = ({ errors, view, response }: Awaited<ReturnType<ReturnType<typeof slack.asUser>["types"]>>): void => {
    for (const [field, problem] of Object.entries(errors ?? {})) say(`  ${field}: ${problem}`);
    if (view !== undefined) say(`\n  (a form is open)\n    ${show(view)}`);
    if (!response.ok && errors === undefined) say(`  (not taken: ${response.error ?? "no answer"})`);
  };
  const command = async (line: string): Promise<void> => {
    const [word = "", who = ""] = line.split(/\s+/);
    const spoken = /^([\w.-]+):\s*(.+)$/.exec(line);
    const id = people.get(spoken?.[1] ?? "");
    if (spoken !== null && id !== undefined) return await act(id, spoken[2] ?? "");
    if (word === "people") return say([...people.keys()].join(", "));
    if (word === "channels") return say(channels.join(", "));
    if (word === "home")
      return say(
        show({ blocks: (await slack.asUser(people.get(who) ?? "").opensHome(), slack.asUser(people.get(who) ?? "").home()?.blocks) }),
      );
    if (word === "see")
      return say(
        slack
          .asUser(people.get(who) ?? "")
          .sees(slack.asUser(people.get(who) ?? "").dm)
          .map((message) => show(message))
          .join("\n  --\n    "),
      );
    say(HELP);
  };

  say(`\nA local Slack with ${people.size} people and ${channels.length} channels; the real app is connected to it.\n${HELP}\n`);
  const lines = createInterface({ input: process.stdin, terminal: false });
  let open = true;
  const follow = async (): Promise<void> => {
    while (open) {
      print();
      await slack
        .waitFor(
          () =>
            !open || everything().some((message) => shown.get(`${String(message["channel"])} ${String(message["ts"])}`) !== show(message)),
          60_000,
        )
        .catch(() => undefined);
    }
  };
  const following = follow();
  for await (const line of lines) {
    if (line.trim() === "quit") break;
    await command(line.trim()).catch((error: unknown) => say(`  ${error instanceof Error ? error.message : String(error)}`));
  }
  open = false;
  void following;
};
