import { type Json, listOf, textOf } from "../json.ts";
import { channelWithApp } from "../workspace/find.ts";
import type { Call, Method, MethodRules } from "./call.ts";
import { refuse } from "./refusal.ts";

const note = ({ workspace, args }: Call, facts: Json): Json => {
  const channel = channelWithApp(workspace, args.channel_id);
  const thread = textOf(args.thread_ts) ?? refuse("invalid_thread_ts");
  const key = `${channel.id}:${thread}`;
  workspace.state.assistantThreads.set(key, { ...workspace.state.assistantThreads.get(key), ...facts });
  return {};
};

const setStatus: Method = (call) =>
  typeof call.args.status === "string" ? note(call, { status: call.args.status }) : refuse("invalid_arguments");

const setTitle: Method = (call) => note(call, { title: textOf(call.args.title) ?? refuse("invalid_arguments") });

const setSuggestedPrompts: Method = (call) => {
  const prompts = listOf(call.args.prompts);
  if (prompts.length === 0 || prompts.length > 4) refuse("invalid_arguments");
  return note(call, { prompts });
};

const scopes = ["assistant:write", "chat:write"];

export const assistantMethods: Readonly<Record<string, MethodRules>> = {
  "assistant.threads.setStatus": { run: setStatus, scopes },
  "assistant.threads.setTitle": { run: setTitle, scopes },
  "assistant.threads.setSuggestedPrompts": { run: setSuggestedPrompts, scopes },
};
