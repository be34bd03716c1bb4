import type { KnownBlock, ModalView } from "@slack/types";
import type { ButtonValue } from "../../button.ts";
import { encodeContext, type FormContext, type FormId } from "../../form.ts";
import { LIMIT } from "../../limits.ts";
import { md } from "../../mrkdwn.ts";
import { atMost, plain } from "../blocks.ts";

/** Where a form's answer goes: the conversation, and the thread of it, that it was opened from. */
export type Place = Omit<FormContext, "about">;

export interface Form {
  readonly form: FormId;
  readonly title: string;
  /** Left out for a page that is only read. */
  readonly submit?: string;
  readonly about: ButtonValue;
  readonly place?: Place;
  readonly blocks: readonly KnownBlock[];
}

/** Slack asks for a submit button as soon as there is something to fill in. */
const needsSubmit = (blocks: readonly KnownBlock[]): boolean => blocks.some((block) => block.type === "input");

export const modal = ({ form, title, submit, about, place = {}, blocks }: Form): ModalView => {
  const label = submit ?? (needsSubmit(blocks) ? "Save" : undefined);
  return {
    type: "modal",
    callback_id: form,
    title: plain(title, LIMIT.modalTitle),
    close: plain(label === undefined ? "Close" : "Go back", LIMIT.modalButton),
    ...(label === undefined ? {} : { submit: plain(label, LIMIT.modalButton) }),
    private_metadata: encodeContext({ about, ...place }),
    blocks: atMost(blocks, LIMIT.viewBlocks, md`There is more than fits here.`),
  };
};
