import type { WebClient } from "@slack/web-api";
import type { CaseFiles } from "../../application/case-files.ts";
import type { HandleCommand } from "../../application/handle-command.ts";
import type { HandleWorkspaceCommand } from "../../application/handle-workspace-command.ts";
import type { AgentRecords } from "../../application/ports/agent-records.ts";
import type { Catalogue } from "../../application/ports/catalogue.ts";
import type { Clock, Logger } from "../../application/ports/machine.ts";
import type { Messages } from "../../application/ports/messages.ts";
import type { Reads } from "../../application/ports/reads.ts";
import type { ReadMissing, RouteRequest } from "../../application/ports/route.ts";
import type { Answer } from "../../application/ports/store.ts";
import type { AnswerQuestion, UnderstandReply } from "../../application/ports/understand.ts";
import type { WordPacket, WordUpdate } from "../../application/ports/wording.ts";
import type { ReadAnalysis } from "../../application/read-analysis.ts";
import type { InstanceId, PersonId, WorkspaceId } from "../../engine/ids.ts";
import type { Background } from "../background.ts";
import type { SlackIdentity } from "../identify.ts";
import type { Membership } from "../membership.ts";
import type { Pane } from "../pane.ts";
import type { PeopleOfSlack } from "../people-of-slack.ts";
import type { Asking } from "../to-command.ts";
import type { ReplyToUnderstand } from "./reply-to-understand.ts";
import type { UpdateAsked } from "./wording/to-word.ts";

/** Loads the definitions again and records it, in the name of whoever asked; refused to whoever may not. */
type Reload = (asking: Asking) => Promise<ReloadOutcome>;

export interface ReloadOutcome {
  readonly answer: Answer;
  /** What changed and for whom, a line each. */
  readonly changes: readonly string[];
  /** Why what is not loaded is not: file, line and what to do, a line each. Its last good version stays. */
  readonly problems: readonly string[];
}

/** All that a listener is given: the ways to ask, to read, and to answer. */
export interface Listening {
  readonly workspace: WorkspaceId;
  readonly identity: SlackIdentity;
  readonly handle: HandleCommand;
  readonly handleWorkspace: HandleWorkspaceCommand;
  readonly reads: Reads;
  readonly agentRecords: Pick<AgentRecords, "ofCase" | "runs" | "entries">;
  /** What to look at first, for somebody who may see `seen` of the open cases. */
  readonly readAnalysis: ReadAnalysis;
  readonly files: CaseFiles;
  readonly catalogue: Catalogue;
  readonly messages: Pick<Messages, "at" | "find" | "thread">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly client: WebClient;
  readonly people: PeopleOfSlack;
  readonly membership: Membership;
  readonly background: Background;
  readonly pane: Pane;
  readonly reload: Reload;
  /** Where a model reads what no clear phrase was found in: asked for later, from a queue. */
  readonly understanding?: {
    readonly later: (reply: ReplyToUnderstand) => Promise<void>;
    readonly read: UnderstandReply;
    readonly answer: AnswerQuestion;
    readonly route: RouteRequest;
    readonly readMissing: ReadMissing;
  };
  /** Where a model words updates and packets: asked for later, from a queue. */
  readonly wording?: {
    readonly later: (update: UpdateAsked) => Promise<void>;
    readonly update: WordUpdate;
    readonly packet: WordPacket;
  };
  /** Renders the case's living messages again: a card that was clicked too late is mended. */
  readonly refresh: (instance: InstanceId) => Promise<unknown>;
  /** Renders a person's App Home again. */
  readonly refreshHome: (person: PersonId) => Promise<unknown>;
}

/** Somebody, somewhere in Slack, asking for something. */
export interface Asker extends Asking {
  readonly slackId: string;
  /** Where they are, for a private answer; undefined in App Home. */
  readonly place: { readonly channel?: string; readonly thread?: string };
  /** `ts` of the message there in which they said it; undefined for a click or a command. */
  readonly wrote?: string;
}
