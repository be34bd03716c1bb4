import type { CaseFile } from "../application/case-file.ts";
import type { MessageRecord } from "../application/ports/messages.ts";
import type { Directory } from "../engine/directory.ts";
import { caseTitleOf, listed, nameOf, saidIn, stepTitleOf, wasSaid } from "./in-words.ts";

const SHOWN = 160;

/** A notification's text without Slack's markup, and not too long. */
export const plainly = (text: string): string => {
  const plain = text
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/<[^|>]*\|([^>]*)>/g, "$1")
    .replaceAll(/[*_]/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return plain.length > SHOWN ? `${plain.slice(0, SHOWN - 1)}…` : plain;
};

/** What a message did, and whether somebody in particular was told it. */
export interface Words {
  readonly what: string;
  /** The same for whoever is told the same. */
  readonly about: string;
  readonly isPersonal: boolean;
}

const alone = (what: string): Words => ({ what, about: what, isPersonal: true });

const outsideCases = ({ content, audience }: MessageRecord, directory: Directory): Words | undefined => {
  if (content.kind !== "digest" || audience.to !== "person") return undefined;
  const titles = [...new Set(content.items.map(({ title }) => title))];
  return alone(`${nameOf({ directory }, audience.person)} was told in the morning what is left over: ${listed(titles)}`);
};

/** Where no record says more than the message. */
export const ownWords = (text: string): Words => alone(plainly(text));

/** What a new message did: who was told what. Undefined where only its own text says it. */
export const newWords = (record: MessageRecord, file: CaseFile | undefined, directory: Directory, text: string): Words | undefined => {
  const { content, audience } = record;
  if (
    file === undefined ||
    content.kind === "digest" ||
    content.kind === "start-form" ||
    content.kind === "autonomy" ||
    content.kind === "proposed-start" ||
    content.kind === "request" ||
    content.kind === "trouble"
  )
    return outsideCases(record, directory);
  const said = saidIn(file, content, audience);
  if (said === undefined) return alone(`${caseTitleOf(file)}: ${plainly(text)}`);
  return { what: wasSaid(file, said), about: said.about, isPersonal: said.to.length > 0 };
};

/** What an edited card says now; undefined for what only shows what else happened. */
export const editedWords = ({ content }: MessageRecord, file: CaseFile | undefined, text: string): Words | undefined => {
  if (file === undefined || content.kind !== "step") return undefined;
  return alone(`The card of ${stepTitleOf(file, content.step)} changed: ${plainly(text)}`);
};
