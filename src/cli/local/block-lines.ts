import { isJson, type Json, listOf } from "../../slack-stand-in/json.ts";
import { plainMoment, plainText, type Reader } from "./plain-text.ts";

const wordsOf = (part: unknown, reader: Reader): string => {
  if (typeof part === "string") return plainText(part, reader);
  if (!isJson(part)) return "";
  const text = String(part.text ?? "");
  // Plain fields are shown as they were written.
  return part.type === "plain_text" ? text : plainText(text, reader);
};

const optionWords = (element: Json, reader: Reader): readonly string[] =>
  [...listOf(element.options), ...listOf(element.option_groups).flatMap((group) => listOf(group.options))].map((option) =>
    wordsOf(option.text, reader),
  );

/** `[Done]` for a button, `[More: Snooze / Hand off]` for a menu, `[Region: centre / south]` for a choice. */
const usable = (element: Json, reader: Reader): string => {
  if (element.type === "button") return `[${wordsOf(element.text, reader)}]`;
  const label = element.type === "overflow" ? "More" : wordsOf(element.placeholder, reader) || "Choose";
  const options = optionWords(element, reader);
  return `[${label}${options.length > 0 ? `: ${options.join(" / ")}` : ""}]`;
};

const INLINE: Readonly<Record<string, (part: Json, reader: Reader) => string>> = {
  text: (part) => String(part.text ?? ""),
  link: (part) => String(part.text ?? part.url ?? ""),
  user: (part, reader) => `@${reader.personOf(String(part.user_id))}`,
  channel: (part, reader) => reader.channelOf(String(part.channel_id)),
  date: (part, reader) => plainMoment(Number(part.timestamp), reader.zone),
  emoji: (part) => `:${part.name}:`,
};

const richLines = (part: Json, reader: Reader): readonly string[] => {
  const parts = listOf(part.elements);
  const isInline = parts.every((each) => INLINE[String(each.type)] !== undefined);
  if (!isInline) return parts.flatMap((each) => richLines(each, reader));
  const words = parts.map((each) => INLINE[String(each.type)]?.(each, reader) ?? "").join("");
  return words.split("\n").map((line) => (part.type === "rich_text_preformatted" ? `    ${line}` : line));
};

const TASK_MARK: Readonly<Record<string, string>> = { pending: "·", in_progress: ">", complete: "x", error: "!" };

const taskLine = (task: Json, reader: Reader): string => {
  const details = isJson(task.details) ? richLines(task.details, reader).join(" ") : "";
  const mark = TASK_MARK[String(task.status)] ?? "·";
  return `  ${mark} ${wordsOf(task.title, reader)}${details === "" ? "" : `: ${details}`}`;
};

const textLines = (part: unknown, reader: Reader): readonly string[] => wordsOf(part, reader).split("\n");

const BLOCK: Readonly<Record<string, (block: Json, reader: Reader) => readonly string[]>> = {
  section: (block, reader) => [
    ...(block.text === undefined ? [] : textLines(block.text, reader)),
    ...listOf(block.fields).map((field) => wordsOf(field, reader).replaceAll("\n", ": ")),
    ...(isJson(block.accessory) ? [usable(block.accessory, reader)] : []),
  ],
  header: (block, reader) => [wordsOf(block.text, reader)],
  context: (block, reader) => listOf(block.elements).flatMap((element) => textLines(element, reader)),
  actions: (block, reader) => [
    listOf(block.elements)
      .map((element) => usable(element, reader))
      .join(" "),
  ],
  rich_text: richLines,
  plan: (block, reader) => [wordsOf(block.title, reader), ...listOf(block.tasks).map((task) => taskLine(task, reader))],
  task_card: (block, reader) => [taskLine(block, reader)],
  markdown: (block) => String(block.text ?? "").split("\n"),
  divider: () => ["--"],
};

/** Blocks as lines for a terminal. What is no block to read aloud (an image, an input of a form) is left out. */
export const blockLines = (blocks: unknown, reader: Reader): readonly string[] =>
  listOf(blocks)
    .flatMap((block) => BLOCK[String(block.type)]?.(block, reader) ?? [])
    .filter((line) => line.trim() !== "");
