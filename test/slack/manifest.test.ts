import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { SHORTCUT } from "../../src/slack/button.ts";
import { SLASH_COMMAND } from "../../src/slack/listeners/commands/listen.ts";
import { parseCommand } from "../../src/slack/listeners/commands/parse-command.ts";
import { EVENTS } from "../../src/slack/listeners/events/listen.ts";
import { readQuestion } from "../../src/slack/questions/read-question.ts";
import { COMMANDS } from "../../src/slack/views/answers/help.ts";

const root = new URL("../..", import.meta.url).pathname;
const manifest = parse(readFileSync(`${root}/manifest.yml`, "utf8"));
const scopes: readonly string[] = manifest.oauth_config.scopes.bot;

/** Slack's reference: what each method needs, for public and private channels and direct messages alike. */
const METHOD_SCOPES: Readonly<Record<string, readonly string[]>> = {
  "assistant.threads.setStatus": ["assistant:write"],
  "auth.test": [],
  "bots.info": ["users:read"],
  // A workflow's channel may be public and without us in it.
  "chat.postMessage": ["chat:write", "chat:write.public"],
  "chat.postEphemeral": ["chat:write"],
  chatStream: ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.history": ["channels:history", "groups:history", "im:history"],
  "conversations.replies": ["channels:history", "groups:history", "im:history"],
  "conversations.list": ["channels:read", "groups:read"],
  "conversations.members": ["channels:read", "groups:read"],
  "conversations.open": ["im:write"],
  filesUploadV2: ["files:write"],
  "users.info": ["users:read"],
  "users.lookupByEmail": ["users:read.email"],
  "views.open": [],
  "views.publish": [],
  "views.push": [],
  "views.update": [],
};

const EVENT_SCOPES: Readonly<Record<string, readonly string[]>> = {
  agent_session_stopped: ["assistant:write"],
  app_home_opened: [],
  app_mention: ["app_mentions:read"],
  channel_archive: ["channels:read"],
  channel_deleted: ["channels:read"],
  group_archive: ["groups:read"],
  member_joined_channel: ["channels:read", "groups:read"],
  member_left_channel: ["channels:read", "groups:read"],
  "message.channels": ["channels:history"],
  "message.groups": ["groups:history"],
  "message.im": ["im:history", "im:read"],
  user_change: ["users:read"],
};

const methodsUsed = (): readonly string[] => {
  const sources = globSync(`${root}/src/slack/**/*.ts`).map((path) => readFileSync(path, "utf8"));
  const calls = sources.flatMap((source) =>
    [...source.matchAll(/\bclient\.((?:[a-z]+\.)*[a-zA-Z0-9]+)\(/g)].map(([, method]) => method ?? ""),
  );
  // `client.on` is the socket's.
  return [...new Set(calls)].filter((method) => method !== "on").sort();
};

describe("the manifest", () => {
  it("knows every method of Slack's that the code calls, and no other", () =>
    expect(methodsUsed()).toEqual(Object.keys(METHOD_SCOPES).sort()));

  it("asks for what its methods, events and command need, and for nothing else", () => {
    const needed = new Set([...Object.values(METHOD_SCOPES).flat(), ...Object.values(EVENT_SCOPES).flat(), "commands"]);
    expect([...scopes].sort()).toEqual([...needed].sort());
  });

  it("subscribes to exactly the events that are heard", () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([...EVENTS]);
    expect(Object.keys(EVENT_SCOPES).sort()).toEqual([...EVENTS].sort());
  });

  it("has the one command, with mentions of people sent by their id", () =>
    expect(manifest.features.slash_commands).toMatchObject([{ command: SLASH_COMMAND, should_escape: true }]));

  it("hints at the same words as the help", () => {
    const [{ usage_hint: hint }] = manifest.features.slash_commands;
    expect(hint).toBe(
      COMMANDS.map(([usage]) => usage)
        .filter((usage) => usage !== "")
        .join(" | "),
    );
  });

  it("has each shortcut that is answered", () => {
    const named = manifest.features.shortcuts.map(({ callback_id, type }: { callback_id: string; type: string }) => [callback_id, type]);
    expect(named).toEqual([
      [SHORTCUT.start, "global"],
      [SHORTCUT.startFromMessage, "message"],
      [SHORTCUT.addToCase, "message"],
    ]);
  });

  it("takes clicks and forms, shows a home, and lets people write to it", () => {
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });

  it("has an agent pane, with prompts that Slack takes", () => {
    const { agent_description, suggested_prompts } = manifest.features.agent_view;
    expect(agent_description.length).toBeLessThanOrEqual(300);
    expect(suggested_prompts.length).toBeLessThanOrEqual(4);
    for (const { message } of suggested_prompts) {
      expect(readQuestion(message, "UTC", 0) !== undefined || parseCommand(message).verb !== "unknown", message).toBe(true);
    }
  });

  it("installs with Socket Mode, which exposes nothing", () => expect(manifest.settings.socket_mode_enabled).toBe(true));

  it("keeps Slack's limits for names and descriptions", () => {
    const { display_information, features } = manifest;
    expect(display_information.description.length).toBeLessThanOrEqual(140);
    for (const { name, description } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
  });
});
