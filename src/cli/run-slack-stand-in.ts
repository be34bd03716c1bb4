import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { createControlledStandIn } from "../slack-stand-in/control/controlled-stand-in.ts";
import type { SlackStandIn } from "../slack-stand-in/slack-stand-in.ts";
import { BadInput } from "./failure.ts";

/** As they come from the command line. */
export interface StandInOptions {
  readonly port: number;
  readonly name: string;
  readonly people?: string;
  readonly deliverTo?: string;
  readonly keep?: string;
}

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

const personSchema = z.strictObject({
  id: z
    .string()
    .regex(/^U[A-Z0-9]+$/, "expected such as UANNA")
    .optional(),
  realName: z.string().min(1),
  email: z.email().optional(),
  tz: z.string().refine(isZone, "expected an IANA name, such as Europe/Rome").optional(),
});

type NewPerson = z.infer<typeof personSchema>;

const PEOPLE: readonly NewPerson[] = [
  { id: "UANNA", realName: "Anna Berg", tz: "Europe/Berlin" },
  { id: "UBEN", realName: "Ben Ode", tz: "America/New_York" },
  { id: "UCHIARA", realName: "Chiara Rossi", tz: "Europe/Rome" },
];

const readJsonFile = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new BadInput(`${path} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const readPeople = (path: string): readonly NewPerson[] => {
  const { data, error } = z.array(personSchema).min(1).safeParse(readJsonFile(path));
  if (data) return data;
  const problems = error.issues.map((issue) => `  ${issue.path.join(".") || "it"}: ${issue.message}`);
  throw new BadInput([`${path} is no list of people, such as [{ "id": "UANNA", "realName": "Anna Berg" }]:`, ...problems].join("\n"));
};

/** A file that is broken or a folder that is not there is said before anything listens. */
const checkKept = (path: string | undefined): void => {
  if (path === undefined) return;
  if (existsSync(path)) readJsonFile(path);
  else if (!existsSync(dirname(resolve(path)))) throw new BadInput(`--keep ${path}: there is no folder ${dirname(resolve(path))}`);
};

const isTaken = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "EADDRINUSE";

const open = async ({ port, name, keep }: StandInOptions): Promise<SlackStandIn> => {
  try {
    return await createControlledStandIn({ port, app: { name }, ...(keep === undefined ? {} : { persistTo: keep }) });
  } catch (error) {
    if (isTaken(error)) throw new BadInput(`port ${port} is taken by another process; give another with --port, or 0 for any`);
    throw error;
  }
};

const populate = (slack: SlackStandIn, people: readonly NewPerson[]): void => {
  const members = people.map(({ id, realName, email, tz }) => {
    const known = slack.users().find((user) => user.realName === realName && !user.isBot);
    if (id === undefined && known) return known.id;
    return slack.addUser({ realName, ...(id ? { id } : {}), ...(email ? { email } : {}), ...(tz ? { tz } : {}) }).id;
  });
  slack.addChannel({ name: "general", members });
};

const controlOf = (slack: SlackStandIn): string => new URL("/stand-in/", slack.url).href;

const greeting = (slack: SlackStandIn, { deliverTo }: StandInOptions): string => {
  const people = slack.users().filter(({ isBot }) => !isBot);
  return `A Slack of your own: ${slack.url}

  bot token       ${slack.botToken}
  app token       ${slack.appToken}
  signing secret  ${slack.signingSecret}
  app             ${slack.app.name} (mention it as <@${slack.app.botUserId}>)
  people          ${people.map(({ id, realName }) => `${id} ${realName}`).join(", ")}
  channels        ${slack
    .channels()
    .flatMap(({ name, isIm }) => (isIm ? [] : [`#${name}`]))
    .join(", ")}

Socket Mode:  new App({ token: "${slack.botToken}", appToken: "${slack.appToken}", socketMode: true, clientOptions: { slackApiUrl: "${slack.url}" } })
HTTP:         new App({ token: "${slack.botToken}", signingSecret: "${slack.signingSecret}", clientOptions: { slackApiUrl: "${slack.url}" } })
              ${deliverTo === undefined ? "and --deliver-to http://127.0.0.1:<its port>/slack/events here" : `delivered to ${deliverTo}`}

Act as a person:  curl ${controlOf(slack)}people/${people[0]?.id}/types --json '{ "channel": "general", "text": "<@${slack.app.botUserId}> hello" }'
See their screen: curl '${controlOf(slack)}people/${people[0]?.id}/sees?channel=general'
All that can be asked: ${controlOf(slack)}. Ctrl-C to leave.`;
};

const untilToldToLeave = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });

/** Serves until it is told to leave. */
export const runSlackStandIn = async (options: StandInOptions): Promise<void> => {
  const people = options.people === undefined ? PEOPLE : readPeople(options.people);
  checkKept(options.keep);
  const slack = await open(options);
  populate(slack, people);
  if (options.deliverTo !== undefined) slack.deliverTo({ url: options.deliverTo });
  const told = untilToldToLeave();
  console.log(greeting(slack, options));
  await told;
  await slack.stop();
};
