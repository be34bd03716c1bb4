import type { InstanceId, WorkspaceId } from "../engine/ids.ts";
import type { Effect, RunAction } from "../engine/messages/effect.ts";
import type { NewJob } from "./ports/jobs.ts";
import type { NewMessage } from "./ports/store.ts";

/** A message's key in the record: unique in the workspace. */
export const messageKey = (instance: InstanceId | undefined, key: string): string => (instance === undefined ? key : `${instance}:${key}`);

/** One queue for each kind of work. */
export type Queue = "post" | "refresh" | "home" | "action";

interface Outbox {
  readonly jobs: readonly NewJob[];
  readonly messages: readonly NewMessage[];
}

const actionData = (instance: InstanceId | undefined, { step, pass, alternative, attempt }: RunAction): NewJob["data"] => ({
  instance,
  step,
  pass,
  ...(attempt === undefined ? {} : { attempt }),
  ...(alternative === undefined ? {} : { alternative }),
});

const actionKey = (instance: InstanceId | undefined, { step, pass, alternative = "", attempt = 0 }: RunAction): string =>
  `action:${instance}:${step}:${pass}:${alternative}:${attempt}`;

/**
 * Effects as rows: a job for each, and the record of each message that is to be posted. Refreshes share a key, so that fifty changes
 * become one edit.
 */
export const jobsFor = (workspace: WorkspaceId, instance: InstanceId | undefined, effects: readonly Effect[]): Outbox => {
  const jobs: NewJob[] = [];
  const messages: NewMessage[] = [];
  const job = (queue: Queue, data: NewJob["data"], key: string): void => {
    if (jobs.some((other) => other.queue === queue && other.key === key)) return;
    jobs.push({ queue, data: { workspace, ...data }, key });
  };
  const post = (key: string, audience: NewMessage["audience"], content: NewMessage["content"]): void => {
    messages.push({ key, audience, content });
    job("post", { key }, key);
  };
  for (const effect of effects) {
    switch (effect.type) {
      case "post":
        post(messageKey(instance, effect.key), effect.audience, effect.content);
        break;
      case "post-to-person":
        post(effect.key, { to: "person", person: effect.person }, effect.content);
        break;
      case "post-under-message":
        post(effect.key, { to: "message", channel: effect.channel, ts: effect.ts }, effect.content);
        break;
      case "refresh":
        job("refresh", { instance }, `refresh:${instance}`);
        break;
      case "refresh-messages":
        for (const message of effect.keys) job("refresh", { message }, `refresh:${message}`);
        break;
      case "home":
        for (const person of effect.people) job("home", { person }, `home:${person}`);
        break;
      case "action":
        job("action", actionData(instance, effect), actionKey(instance, effect));
        break;
    }
  }
  return { jobs, messages };
};
