import type { RespondFn } from "@slack/bolt";
import { z } from "zod";
import { ACT, type Act, actOf, type ButtonValue, decode, valueOfBlockId } from "../../button.ts";
import { decodeContext } from "../../form.ts";
import type { ViewState } from "../../form-values.ts";
import { clickCommandId } from "../../to-command.ts";
import type { Answer as Said } from "../../views/answers/answer.ts";
import type { Asker, Listening } from "../listening.ts";

const Action = z.looseObject({
  action_id: z.string(),
  block_id: z.string().default(""),
  action_ts: z.string().optional(),
  value: z.string().optional(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
});

const View = z.looseObject({
  id: z.string(),
  hash: z.string().default(""),
  type: z.string(),
  callback_id: z.string().default(""),
  private_metadata: z.string().default(""),
  state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), z.looseObject({}))) }).optional(),
});

/** A click as Slack tells it: only what is read. */
const BlockActions = z.looseObject({
  team: z.looseObject({ id: z.string() }).nullish(),
  user: z.looseObject({ id: z.string() }),
  trigger_id: z.string().optional(),
  container: z
    .looseObject({
      message_ts: z.string().optional(),
      channel_id: z.string().optional(),
      thread_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .optional(),
  channel: z.looseObject({ id: z.string() }).nullish(),
  message: z.looseObject({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  view: View.nullish(),
  actions: z.array(Action).min(1),
});
type Body = z.infer<typeof BlockActions>;

interface ClickedView {
  readonly id: string;
  readonly hash: string;
  readonly isModal: boolean;
  readonly callback: string;
  readonly metadata: string;
  readonly state: ViewState;
}

/** Somebody pressed something of ours. */
export interface Click extends Asker {
  readonly act: Act;
  /** Undefined where it is nothing that we would have written. */
  readonly value: ButtonValue | undefined;
  readonly trigger: string | undefined;
  /** Puts something in the place of a message that only its reader sees, or takes it away. */
  readonly replace: ((said: Said | undefined) => Promise<unknown>) | undefined;
  /** On a message that only its reader sees. */
  readonly isEphemeral: boolean;
  readonly view: ClickedView | undefined;
}

/** A form or page remembers where it was opened from. */
const placeOf = ({ container, channel, message, view }: Body): Asker["place"] => {
  const remembered = decodeContext(view?.private_metadata);
  if (remembered !== undefined) {
    const { channel: from, thread } = remembered;
    return { ...(from === undefined ? {} : { channel: from }), ...(thread === undefined ? {} : { thread }) };
  }
  const where = channel?.id ?? container?.channel_id;
  const thread = message?.thread_ts ?? container?.thread_ts;
  return { ...(where === undefined ? {} : { channel: where }), ...(thread === undefined ? {} : { thread }) };
};

const viewOf = ({ view }: Body): ClickedView | undefined =>
  view === null || view === undefined
    ? undefined
    : {
        id: view.id,
        hash: view.hash,
        isModal: view.type === "modal",
        callback: view.callback_id,
        metadata: view.private_metadata,
        state: (view.state?.values ?? {}) as ViewState, // Slack's shape; every part of it is optional.
      };

/** Behind three dots the option names the act, and the block carries the value. */
const meaning = (action: z.infer<typeof Action>): { readonly act: Act | undefined; readonly value: ButtonValue | undefined } => {
  const act = actOf(action.action_id);
  if (act !== ACT.more) return { act, value: decode(action.value) };
  return { act: actOf(action.selected_option?.value ?? ""), value: valueOfBlockId(action.block_id) };
};

const replacement = ({ text, blocks }: Said) => ({ replace_original: true, text, blocks: [...blocks] });

/** Undefined for what is no act of ours: a link, an input in a form, another app's block. */
export const toClick = async (l: Listening, raw: unknown, respond: RespondFn | undefined): Promise<Click | undefined> => {
  const body = BlockActions.safeParse(raw).data;
  const action = body?.actions[0];
  if (body === undefined || action === undefined) return undefined;
  const { act, value } = meaning(action);
  if (act === undefined || act === ACT.open) return undefined;
  const view = viewOf(body);
  const place = body.message?.ts ?? body.container?.message_ts ?? (view === undefined ? undefined : `${view.id}:${view.hash}`);
  const { team, user } = body;
  const asked = { team: team?.id ?? l.identity.teamId, user: user.id, actionId: action.action_id, actionTs: action.action_ts, place };
  return {
    id: clickCommandId(asked),
    person: await l.people.personOf(user.id),
    slackId: user.id,
    place: placeOf(body),
    act,
    value,
    trigger: body.trigger_id,
    replace: respond && ((said) => respond(said === undefined ? { delete_original: true } : replacement(said))),
    isEphemeral: body.container?.is_ephemeral === true,
    view,
  };
};
