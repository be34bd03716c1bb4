import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { AppSurface } from "../../playground/world.ts";
import { COMMANDS } from "../../slack/views/answers/help.ts";

const Manifest = z.object({
  features: z.object({
    shortcuts: z.array(z.object({ name: z.string(), type: z.enum(["global", "message"]), callback_id: z.string() })),
    slash_commands: z.array(z.object({ command: z.string(), usage_hint: z.string() })),
  }),
});

/** `pause, resume or cancel <case>`: three verbs, which are followed by the same. */
const verbsOf = ([usage, about]: (typeof COMMANDS)[number]): readonly { readonly verb: string; readonly about: string }[] => {
  const [, verbs = "", rest = ""] = /^([^<[]*)(.*)$/.exec(usage) ?? [];
  return verbs
    .split(/,| or /)
    .map((verb) => verb.trim())
    .filter((verb) => verb !== "")
    .map((verb) => ({ verb, about: rest === "" ? about : `${rest}: ${about}` }));
};

/** What the app offers in Slack, as its manifest and its help say it. */
export const readAppSurface = (): AppSurface => {
  const { features } = Manifest.parse(parse(readFileSync(new URL("../../../manifest.yml", import.meta.url), "utf8")));
  return {
    commands: features.slash_commands.map(({ command, usage_hint }) => ({
      command,
      hint: usage_hint,
      verbs: COMMANDS.flatMap(verbsOf),
    })),
    shortcuts: features.shortcuts.map(({ name, type, callback_id }) => ({ callbackId: callback_id, title: name, on: type })),
  };
};
