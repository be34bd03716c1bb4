import { isJson, type Json, listOf } from "../../slack-stand-in/json.ts";
import { blockLines } from "./block-lines.ts";
import { fieldLine, fieldsOf, stillNeeded } from "./form-fields.ts";
import type { Screen } from "./screen.ts";
import type { LocalWorkspace } from "./workspace.ts";

/** Who acts, and through what. */
export interface Somebody {
  readonly handle: string;
  readonly local: LocalWorkspace;
  readonly screen: Screen;
}

type Actor = ReturnType<LocalWorkspace["slack"]["asUser"]>;

export const actorOf = ({ handle, local: { slack, people } }: Somebody): Actor => slack.asUser(people.get(handle) ?? "");

/** Everything on somebody's screen, the newest first. */
export const seenBy = (who: Somebody): readonly Json[] => {
  const actor = actorOf(who);
  const { slack, channels } = who.local;
  const own = slack.ephemerals().filter(({ user }) => user === actor.id);
  const posted = [...channels.values(), actor.dm].flatMap((channel) => slack.messages(channel));
  return [...own.map(({ message }) => message), ...posted].sort((a, b) => Number(b.ts) - Number(a.ts));
};

const wordsOn = (part: Json): string => (isJson(part.text) ? String(part.text.text ?? "") : "");

/** A button, or an entry of a menu. */
export interface Clickable {
  readonly label: string;
  /** What to click it by: several buttons may have the same words. */
  readonly name: string;
}

/** The buttons and menu entries of these blocks, in order. */
export const clickablesOn = (part: unknown): readonly Clickable[] => {
  if (Array.isArray(part)) return part.flatMap(clickablesOn);
  if (!isJson(part)) return [];
  if (part.type === "button") return [{ label: wordsOn(part), name: String(part.action_id) }];
  if (part.type === "overflow") return listOf(part.options).map((option) => ({ label: wordsOn(option), name: wordsOn(option) }));
  return Object.values(part).flatMap(clickablesOn);
};

export const labelsOn = (blocks: unknown): readonly string[] => clickablesOn(blocks).map(({ label }) => label);

/** All that somebody could click now: an open form covers everything else. */
export const labelsSeenBy = (who: Somebody): readonly string[] => {
  const actor = actorOf(who);
  const modal = actor.modal();
  if (modal !== undefined) return labelsOn(modal.blocks);
  return [...new Set([...seenBy(who).flatMap(({ blocks }) => labelsOn(blocks)), ...labelsOn(actor.home()?.blocks)])];
};

/** The newest message with such a button; with `about`, one that has these words. */
export const messageWith = (who: Somebody, label: string, about: string | undefined): Json | undefined => {
  const wanted = about?.toLowerCase() ?? "";
  const wordsOf = ({ blocks }: Json): string => blockLines(blocks, who.screen.reader).join("\n").toLowerCase();
  return seenBy(who).find((message) => labelsOn(message.blocks).includes(label) && wordsOf(message).includes(wanted));
};

export const homeLines = (who: Somebody): readonly string[] => blockLines(actorOf(who).home()?.blocks, who.screen.reader);

/** The form or page that somebody has open, and how to answer it; undefined when there is none. */
export const openForm = (who: Somebody): readonly string[] | undefined => {
  const { handle, screen } = who;
  const view = actorOf(who).modal();
  if (view === undefined) return undefined;
  const fields = fieldsOf(view);
  const title = isJson(view.title) ? String(view.title.text ?? "") : "";
  const fill = `${handle}: fill ${stillNeeded(fields)}`.trim();
  return [
    "",
    `? ${handle} has "${title}" open`,
    ...blockLines(view.blocks, screen.reader).map((line) => `    ${line}`),
    ...fields.map((field) => `    ${fieldLine(field)}`),
    isJson(view.submit) ? `  Answer with "${fill}", or leave it with "${handle}: close".` : `  Leave it with "${handle}: close".`,
  ];
};
