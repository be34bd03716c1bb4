import type { InstanceId, Instant, PersonId, WorkspaceId } from "../../engine/ids.ts";
import type { Audience, MessageContent, PostToPerson, PostUnderMessage } from "../../engine/messages/effect.ts";
import type { ProposedStart } from "../../engine/proposed-start.ts";

/**
 * A message in Slack's (or another channel's) world: committed as `pending` with the event that caused it, `live` once posted and still
 * edited, `closed` once settled, `held` for a digest, `failed` when it was given up.
 */
export interface MessageRecord {
  readonly workspace: WorkspaceId;
  /** `<instance>:<key>`, or the key alone outside a case. */
  readonly key: string;
  readonly instance: InstanceId | undefined;
  readonly audience: Audience;
  readonly content: MessageContent | PostToPerson["content"] | PostUnderMessage["content"];
  readonly state: "pending" | "live" | "closed" | "held" | "failed";
  /** Domain time of the event that asked for it. */
  readonly at: Instant;
  readonly channel: string | undefined;
  readonly threadTs: string | undefined;
  readonly ts: string | undefined;
  /** Of the content last shown. */
  readonly hash: string | undefined;
  /** Machine time at which an attempt to post began; set before the call, kept until its outcome is known. */
  readonly attemptStartedAt: number | undefined;
  /** Looks for an ambiguous attempt that found nothing, so far. */
  readonly looks: number;
  /** Read with it: the proposal that it asks about, as it stands. */
  readonly proposal?: StandingProposal;
}

/** A proposed start as it stands: `started` once somebody did. */
export interface StandingProposal {
  readonly proposed: ProposedStart;
  readonly started: { readonly by: PersonId | undefined; readonly at: Instant } | undefined;
  /** Personal values that are not erased, by the id of their text. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The record of what was posted where. Rows are made by `Store.commit`. */
export interface Messages {
  find(workspace: WorkspaceId, key: string): Promise<MessageRecord | undefined>;
  /** What is posted and may still change, oldest first. */
  living(workspace: WorkspaceId, instance: InstanceId): Promise<readonly MessageRecord[]>;
  /** The case card's place, which is the thread of everything else; undefined until it is posted. */
  thread(workspace: WorkspaceId, instance: InstanceId): Promise<{ readonly channel: string; readonly ts: string } | undefined>;
  /** By where it is: a click or reply names channel and ts. */
  at(workspace: WorkspaceId, channel: string, ts: string): Promise<MessageRecord | undefined>;
  /** All that one message in Slack says: a bundle is one message and several records. In the order of their keys. */
  sharing(workspace: WorkspaceId, channel: string, ts: string): Promise<readonly MessageRecord[]>;
  /** Reminders to one person that are not posted yet: they go out as one bundle. */
  pendingReminders(workspace: WorkspaceId, person: PersonId): Promise<readonly MessageRecord[]>;
  /** Reminders posted to a person since, for the interrupt budget. */
  remindersSince(workspace: WorkspaceId, person: PersonId, since: Instant): Promise<number>;
  /** Claims the right to post: false when an attempt of somebody else is outstanding or it is no longer pending. */
  attempt(workspace: WorkspaceId, keys: readonly string[], startedAt: number): Promise<boolean>;
  looked(workspace: WorkspaceId, key: string, looks: number): Promise<void>;
  posted(
    workspace: WorkspaceId,
    keys: readonly string[],
    place: {
      readonly channel: string;
      readonly threadTs: string | undefined;
      readonly ts: string;
      readonly hash: string;
      readonly final: boolean;
    },
  ): Promise<void>;
  edited(workspace: WorkspaceId, key: string, shown: { readonly hash: string; readonly final: boolean }): Promise<void>;
  /** The attempt was not sent: nothing is outstanding, it may be tried again. */
  cleared(workspace: WorkspaceId, keys: readonly string[]): Promise<void>;
  held(workspace: WorkspaceId, keys: readonly string[]): Promise<void>;
  heldFor(workspace: WorkspaceId, person: PersonId): Promise<readonly MessageRecord[]>;
  /** Everybody for whom something is held. */
  heldPeople(workspace: WorkspaceId): Promise<readonly PersonId[]>;
  settled(workspace: WorkspaceId, keys: readonly string[], state: "closed" | "failed", outcome: string): Promise<void>;
}
