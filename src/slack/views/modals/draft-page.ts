import type { ModalView } from "@slack/types";
import { FORM } from "../../form.ts";
import { draft } from "../messages/draft.ts";
import { aboutCase, type Telling } from "../telling.ts";
import { modal, type Place } from "./modal.ts";

/** A message to somebody outside, to be read whole before it is approved. */
export const draftPage = (t: Telling, id: string, place: Place = {}): ModalView =>
  modal({ form: FORM.draft, title: "A message", about: aboutCase(t, { draft: id }), place, blocks: draft(t, id).blocks });
