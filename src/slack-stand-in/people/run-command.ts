import type { Acknowledgement } from "../delivery/acknowledgement.ts";
import { isJson, type Json } from "../json.ts";
import { respond } from "../web-api/response-url.ts";
import { userById } from "../workspace/find.ts";
import { channelType } from "../workspace/messages.ts";
import type { Channel, Message } from "../workspace/state.ts";
import { newResponseUrl, newTrigger } from "../workspace/triggers.ts";
import type { Act, Person } from "./act.ts";
import { channelFor, type SayOptions } from "./say.ts";

const checkCommand = ({ workspace }: Person, command: string, options: SayOptions): void => {
  if (!command.startsWith("/")) throw new Error(`Slack stand-in: ${command} is no slash command`);
  if (options.threadTs !== undefined) throw new Error(`${command} is not supported in threads. Sorry!`);
  const known = workspace.app.slashCommands;
  if (known !== undefined && !known.includes(command))
    throw new Error(
      `${command} is not a valid command. In Slack, all messages that start with the "/" character are interpreted as commands.`,
    );
};

/** The answer in the acknowledgement is shown where the command was typed, to its author unless it says otherwise. */
const show = (person: Person, channel: Channel, { body }: Acknowledgement): void => {
  const answer: Json = typeof body === "string" ? { text: body } : isJson(body) ? body : {};
  if (answer.text === undefined && answer.blocks === undefined) return;
  respond(person.workspace, { user: person.id, channel: channel.id }, answer);
};

const showFailure = ({ workspace, id }: Person, channel: Channel, command: string, error: string): void => {
  const text = `${command} failed with the error "${error}"`;
  const message: Message = { type: "message", user: "USLACKBOT", text, ts: workspace.nextTs(), channel: channel.id };
  workspace.state.ephemerals.push({ user: id, message });
  workspace.changed();
};

const NAMES: Readonly<Record<string, string>> = { im: "directmessage", group: "privategroup", mpim: "privategroup" };

const payloadOf = (person: Person, channel: Channel, command: string, text: string): Json => {
  const { workspace, id } = person;
  return {
    token: "stand-in-verification",
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: NAMES[channelType(channel)] ?? channel.name,
    user_id: id,
    user_name: userById(workspace, id).name,
    command,
    text,
    api_app_id: workspace.app.id,
    is_enterprise_install: "false",
    response_url: person.responseUrl(newResponseUrl(workspace, { user: id, channel: channel.id })),
    trigger_id: newTrigger(workspace, id, { channel: channel.id }),
  };
};

/** A slash command, typed whole: `/workflow start onboarding`. */
export const runCommand = async (person: Person, typed: string, options: SayOptions): Promise<Act> => {
  const [command = "", ...words] = typed.trim().split(" ");
  checkCommand(person, command, options);
  const channel = channelFor(person, options.channel);
  const response = await person.outbox.send({
    kind: "slash_commands",
    payload: payloadOf(person, channel, command, words.join(" ").trim()),
  });
  if (response.ok) show(person, channel, response);
  else showFailure(person, channel, command, response.error ?? "dispatch_failed");
  return { response };
};
