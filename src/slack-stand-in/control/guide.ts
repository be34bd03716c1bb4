import type { Json } from "../json.ts";
import type { SlackStandIn } from "../slack-stand-in.ts";
import { ACTS } from "./acts.ts";
import { ROUTES } from "./routes.ts";

export interface GuideLine {
  readonly ask: string;
  readonly takes: string;
  readonly about: string;
}

export const ROUTE_LINES: readonly GuideLine[] = ROUTES.map(({ method, path, takes, about }) => ({
  ask: `${method} /stand-in/${path}`,
  takes,
  about,
}));

export const ACT_LINES: readonly GuideLine[] = Object.entries(ACTS).map(([name, { takes, about }]) => ({
  ask: `POST /stand-in/people/:id/${name}`,
  takes,
  about,
}));

/** What `GET /stand-in/` answers: how to connect an app, and what may be asked. */
export const guideOf = (slack: SlackStandIn): Json => ({
  connect: { slackApiUrl: slack.url, botToken: slack.botToken, appToken: slack.appToken, signingSecret: slack.signingSecret },
  sockets: slack.sockets(),
  asks: [{ ask: "GET /stand-in/", takes: "", about: "this" }, ...ROUTE_LINES],
  acts: ACT_LINES,
});
