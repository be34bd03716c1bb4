import { createHash } from "node:crypto";
import type { KnownBlock } from "@slack/types";
import type { CaseFile } from "../application/case-file.ts";
import type { Catalogue } from "../application/ports/catalogue.ts";
import type { MessageRecord } from "../application/ports/messages.ts";
import { canonicalJson } from "../engine/canonical.ts";
import type { MessageContent, PostToPerson, PostUnderMessage } from "../engine/messages/effect.ts";
import { LIMIT } from "./limits.ts";
import { md } from "./mrkdwn.ts";
import { context } from "./views/blocks.ts";
import { type Bundled, renderBundle } from "./views/render-bundle.ts";
import { type Capability, renderMessage } from "./views/render-message.ts";
import { renderToPerson } from "./views/render-to-person.ts";
import type { Rendered } from "./views/rendered.ts";

/** A record with its case. */
export interface Recorded {
  readonly message: MessageRecord;
  readonly file: CaseFile;
}

/** Kept in the hash, so that the mark survives later edits. */
const REPEAT = "repeat:";

export const saysRepeat = (hash: string | undefined): boolean => hash?.startsWith(REPEAT) === true;

/** Of what people see. */
export const contentHash = ({ text, blocks }: Rendered, repeat: boolean): string =>
  `${repeat ? REPEAT : ""}${createHash("sha256").update(canonicalJson({ text, blocks })).digest("hex")}`;

const REPEATED = context(md`This may have been posted before: Slack did not say whether it was. An answer counts once.`);

/** Nobody could look whether it was posted before: it says so. */
const marked = (rendered: Rendered): Rendered => ({
  ...rendered,
  blocks: [...rendered.blocks.slice(0, LIMIT.blocks - REPEATED.length), ...REPEATED],
});

const byKey = (a: Recorded, b: Recorded): number => (a.message.key < b.message.key ? -1 : 1);

const bundledOf = ({ message, file }: Recorded): readonly Bundled[] =>
  message.content.kind === "reminder" ? [{ content: message.content, file }] : [];

type Outside = (PostToPerson | PostUnderMessage)["content"];

/** What is said outside any case: a kind that is missing here would never be sent. */
const OUTSIDE: { readonly [K in Outside["kind"]]: true } = {
  "start-form": true,
  "proposed-start": true,
  request: true,
  autonomy: true,
  trouble: true,
  digest: true,
};

const isOfCase = (content: MessageRecord["content"]): content is MessageContent => !Object.hasOwn(OUTSIDE, content.kind);

/** Undefined where its case is gone. */
const plainly = (
  message: MessageRecord,
  file: CaseFile | undefined,
  also: readonly Recorded[],
  capability: Capability,
  catalogue: Pick<Catalogue, "current" | "directory">,
): Rendered | undefined => {
  const { content, audience, key } = message;
  if (!isOfCase(content)) {
    const definition = "workflow" in content ? catalogue.current(content.workflow) : undefined;
    const directory = catalogue.directory();
    const reader = audience.to === "person" ? audience.person : undefined;
    const zone = reader === undefined ? undefined : directory.people.get(reader)?.zone;
    const standing = message.proposal;
    const proposal = standing && definition && { standing, definition, directory, reader, zone: zone ?? "UTC" };
    return renderToPerson({ content, key, definition, zone, proposal });
  }
  if (file === undefined) return undefined;
  // By key, whichever of them came first: the same bundle has the same content.
  if (also.length > 0) return renderBundle([{ message, file }, ...also].sort(byKey).flatMap(bundledOf), audience);
  return renderMessage(content, audience, file, capability);
};

export interface RenderOptions {
  readonly also: readonly Recorded[];
  readonly repeat: boolean;
  readonly capability: Capability;
}

/** A record as it is shown now; undefined where its case is gone. */
export const renderRecord = (
  message: MessageRecord,
  file: CaseFile | undefined,
  { also, repeat, capability }: RenderOptions,
  catalogue: Pick<Catalogue, "current" | "directory">,
): Rendered | undefined => {
  const rendered = plainly(message, file, also, capability, catalogue);
  return rendered !== undefined && repeat ? marked(rendered) : rendered;
};

export const hasPlan = (blocks: readonly KnownBlock[]): boolean => blocks.some((block) => block.type === "plan");
