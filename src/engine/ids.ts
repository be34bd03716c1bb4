import { z } from "zod";

// Branded so that a step's key cannot be passed where a person's id is expected. Schema and type in one.

export const WorkspaceId = z.string().min(1).brand<"WorkspaceId">();
export type WorkspaceId = z.infer<typeof WorkspaceId>;

export const InstanceId = z.uuid().brand<"InstanceId">();
export type InstanceId = z.infer<typeof InstanceId>;

export const WorkflowId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .brand<"WorkflowId">();
export type WorkflowId = z.infer<typeof WorkflowId>;

export const StepKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .brand<"StepKey">();
export type StepKey = z.infer<typeof StepKey>;

/** A person's own stable id: the Slack user id where it was known first, else the email. Opaque; addresses map to it. */
export const PersonId = z.string().min(1).brand<"PersonId">();
export type PersonId = z.infer<typeof PersonId>;

/** sha-256 of a normalised definition or directory, hex. */
export const VersionHash = z.string().min(1).brand<"VersionHash">();
export type VersionHash = z.infer<typeof VersionHash>;

/** The dedupe key of a command: what makes the same click, event or form the same. */
export const CommandId = z.string().min(1).max(500).brand<"CommandId">();
export type CommandId = z.infer<typeof CommandId>;

/** UTC epoch milliseconds of domain time. */
export type Instant = number;
