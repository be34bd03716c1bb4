import type { App } from "@slack/bolt";
import { SHORTCUT } from "../../button.ts";
import type { Listening } from "../listening.ts";
import { onStartFromMessage } from "./start-from-message.ts";
import { onAddToCase, onStart, toUsed } from "./use-shortcut.ts";

const USE = {
  [SHORTCUT.start]: onStart,
  [SHORTCUT.startFromMessage]: onStartFromMessage,
  [SHORTCUT.addToCase]: onAddToCase,
} as const;

export const listenToShortcuts = (app: App, l: Listening): void => {
  for (const [callback, use] of Object.entries(USE)) {
    app.shortcut(callback, async ({ ack, body }) => {
      const used = await toUsed(l, body);
      if (used !== undefined) await use(l, used);
      await ack();
    });
  }
};
