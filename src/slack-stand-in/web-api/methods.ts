import { assistantMethods } from "./assistant.ts";
import { authMethods } from "./auth.ts";
import type { MethodRules } from "./call.ts";
import { chatMethods } from "./chat.ts";
import { conversationMethods } from "./conversations.ts";
import { functionMethods } from "./functions.ts";
import { historyMethods } from "./history.ts";
import { reactionMethods } from "./reactions.ts";
import { streamMethods } from "./streams.ts";
import { userMethods } from "./users.ts";
import { viewMethods } from "./views.ts";

/** The Web API that the stand-in speaks. */
export const methods: Readonly<Record<string, MethodRules>> = {
  ...assistantMethods,
  ...authMethods,
  ...chatMethods,
  ...conversationMethods,
  ...functionMethods,
  ...historyMethods,
  ...reactionMethods,
  ...streamMethods,
  ...userMethods,
  ...viewMethods,
};
