import { Command, InvalidArgumentError } from "commander";
import { ACT_LINES, type GuideLine, ROUTE_LINES } from "../slack-stand-in/control/guide.ts";
import type { StandInOptions } from "./run-slack-stand-in.ts";

const readPort = (text: string): number => {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port < 65_536) return port;
  throw new InvalidArgumentError("expected a number from 0 to 65535; 0 takes any free port.");
};

const readUrl = (text: string): string => {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new InvalidArgumentError("expected such as http://127.0.0.1:3000/slack/events.");
};

const listed = (lines: readonly GuideLine[]): string =>
  lines.map(({ ask, takes, about }) => `  ${ask}\n      ${takes === "" ? "" : `{ ${takes} }: `}${about}`).join("\n");

const HELP = `
Any Bolt app can be developed against it: point its slackApiUrl here. It listens on 127.0.0.1 alone.

The control API, JSON on the same port (a GET takes what is listed in its query):
${listed(ROUTE_LINES)}

What people do (POST; a place \`in\` is a channel, "modal", "home" or { channel, ts }):
${listed(ACT_LINES)}`;

/** `slack-stand-in`: the local Slack by itself, for any app. */
export const slackStandInCommand = (): Command =>
  new Command("slack-stand-in")
    .description("run the local Slack by itself, to develop any Bolt app against")
    .option("--port <number>", "where it listens; 0 for any free port", readPort, 3333)
    .option("--name <app>", "what the app is called", "App")
    .option("--people <file>", "JSON: [{ realName, id?, email?, tz? }, ...]; three people unless given")
    .option("--deliver-to <url>", "where the app listens, when it uses HTTP and not Socket Mode", readUrl)
    .option("--keep <file>", "keep the workspace in this file across restarts")
    .addHelpText("after", HELP)
    .action(async (options: StandInOptions) => {
      const { runSlackStandIn } = await import("./run-slack-stand-in.ts");
      await runSlackStandIn(options);
    });
