import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { Json } from "../../api.ts";
import { html } from "../html.ts";
import { Confirm } from "./confirm.ts";
import type { Context } from "./context.ts";
import { heldBy } from "./element-value.ts";
import { isJson, stringOf } from "./json.ts";

/** Where an element stands, and what its label and its errors are called there. */
export interface Place {
  readonly blockId: string;
  /** In an input block of a view: every change is told. */
  readonly isInput: boolean;
  /** Whether the app hears of a change at once. */
  readonly dispatches: boolean;
  /** `id` of the one control, which a label points at. */
  readonly id: string;
  readonly labelledBy: string | undefined;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  readonly isRequired: boolean;
  /** What it is called where no label stands. */
  readonly name: string | undefined;
}

export interface ElementProps {
  readonly element: Json;
  readonly place: Place;
  readonly context: Context;
}

interface Sent {
  readonly value?: string;
  readonly given?: unknown;
}

interface Acting {
  /** Under way: the element cannot be used. */
  readonly isBusy: boolean;
  /** Asks first where the element says so; `undo` when the person thinks better of it. */
  readonly act: (sent: Sent, undo?: () => void) => void;
  readonly dialog: VNode | null;
}

/** Uses an element, once at a time. */
export const useAct = ({ element, place, context }: ElementProps): Acting => {
  const [isBusy, setBusy] = useState(false);
  const [asked, setAsked] = useState<{ sent: Sent; undo: (() => void) | undefined } | undefined>(undefined);
  const send = async (sent: Sent): Promise<void> => {
    setBusy(true);
    try {
      await context.use({ actionId: stringOf(element.action_id), blockId: place.blockId, ...sent });
    } finally {
      setBusy(false);
    }
  };
  const act = (sent: Sent, undo?: () => void): void => {
    if (isBusy) return;
    if (isJson(element.confirm)) setAsked({ sent, undo });
    else void send(sent);
  };
  const answer = (isYes: boolean): void => {
    setAsked(undefined);
    if (asked === undefined) return;
    if (isYes) void send(asked.sent);
    else asked.undo?.();
  };
  const dialog = asked === undefined ? null : html`<${Confirm} confirm=${element.confirm} answer=${answer} context=${context} />`;
  return { isBusy, act, dialog };
};

interface Holding extends Acting {
  readonly held: unknown;
  /** Holds this from now on, and tells it: `given` is how the app's side takes it. */
  readonly give: (held: unknown, given: unknown, isSent?: boolean) => void;
}

/** An element that holds something: what a person gave it stays until the element goes, as in Slack, whatever else is drawn anew. */
export const useHeld = (props: ElementProps): Holding => {
  const { element, place, context } = props;
  const actionId = stringOf(element.action_id);
  const [held, setHeld] = useState<unknown>(() => heldBy(element, context.values[place.blockId]?.[actionId]));
  const acting = useAct(props);
  const give = (next: unknown, given: unknown, isSent = place.dispatches): void => {
    const before = held;
    setHeld(next);
    if (place.isInput) context.change(place.blockId, actionId, given);
    if (isSent) acting.act({ given }, () => setHeld(before));
  };
  return { ...acting, held, give };
};

/** The attributes that tie a control to its label, hint and error. */
export const bound = ({ element, place }: ElementProps): Readonly<Record<string, unknown>> => ({
  id: place.id,
  "aria-describedby": place.describedBy,
  "aria-invalid": place.isInvalid ? "true" : undefined,
  "aria-required": place.isRequired ? "true" : undefined,
  "aria-label": place.name,
  "aria-labelledby": place.labelledBy,
  autofocus: element.focus_on_load === true,
  "data-action-id": stringOf(element.action_id),
});
