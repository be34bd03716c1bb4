import { z } from "zod";
import type { ButtonValue } from "../../button.ts";
import { decodeContext, FORM, type FormContext, type FormId } from "../../form.ts";
import { type FormValues, formValues, inputBlocks, type ViewState } from "../../form-values.ts";
import { viewCommandId } from "../../to-command.ts";
import type { Asker, Listening } from "../listening.ts";

/** A form that was sent, as Slack tells it: only what is read. */
const ViewSubmission = z.looseObject({
  team: z.looseObject({ id: z.string() }).nullish(),
  user: z.looseObject({ id: z.string() }),
  trigger_id: z.string().optional(),
  view: z.looseObject({
    id: z.string(),
    hash: z.string().default(""),
    callback_id: z.string(),
    private_metadata: z.string().default(""),
    blocks: z.array(z.looseObject({ type: z.string().optional(), block_id: z.string().optional() })),
    state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), z.looseObject({}))) }).optional(),
  }),
});

export interface Submission extends Asker {
  readonly formId: FormId;
  readonly about: ButtonValue;
  readonly event: FormContext["event"];
  readonly link: FormContext["link"];
  readonly form: FormValues;
  /** The inputs' blocks, in order: where errors can be shown. */
  readonly inputs: readonly string[];
}

const FORMS: ReadonlySet<string> = new Set(Object.values(FORM));

const formIdOf = (callback: string | undefined): FormId | undefined =>
  callback !== undefined && FORMS.has(callback) ? (callback as FormId) : undefined; // In the set of forms, so it is one.

/** Undefined for a form that is none of ours, or whose memory we cannot read. People named in it are known from here on. */
export const toSubmission = async (l: Listening, raw: unknown): Promise<Submission | undefined> => {
  const body = ViewSubmission.safeParse(raw).data;
  const context = decodeContext(body?.view.private_metadata);
  const formId = formIdOf(body?.view.callback_id);
  if (body === undefined || context === undefined || formId === undefined) return undefined;
  const { view, user, team } = body;
  const form = formValues((view.state?.values ?? {}) as ViewState); // Slack's shape; every part of it is optional.
  for (const slackId of form.people) await l.people.personOf(slackId);
  const { about, channel, thread, event, link } = context;
  return {
    id: viewCommandId(team?.id ?? l.identity.teamId, view, body.trigger_id),
    person: await l.people.personOf(user.id),
    slackId: user.id,
    place: { ...(channel === undefined ? {} : { channel }), ...(thread === undefined ? {} : { thread }) },
    formId,
    about,
    event,
    link,
    form,
    inputs: inputBlocks(view.blocks),
  };
};
