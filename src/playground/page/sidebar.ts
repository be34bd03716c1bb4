import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Channel, Person } from "../api.ts";
import { type Desk, openChannel } from "./desk.ts";
import { html } from "./html.ts";
import { Avatar } from "./message-row.ts";
import { groupPeople } from "./people-groups.ts";

const Count = ({ count, what }: { count: number; what: string }): VNode | null =>
  count === 0
    ? null
    : html`<span class="count"><span aria-hidden="true">${count}</span><span class="unseen">, ${count} ${what}</span></span>`;

const PersonLine = ({ person, isMe, choose }: { person: Person; isMe: boolean; choose: () => void }): VNode =>
  html`<li>
    <button type="button" class="person" aria-pressed=${isMe} onClick=${choose} title=${person.roles.join(", ")}>
      <${Avatar} id=${person.id} name=${person.name} />
      <span class="who">
        <span class="name">${person.name}${person.gone ? " (has left)" : ""}</span>
        <small>${person.roles[0] ?? "no part in a workflow"}</small>
      </span>
      <${Count} count=${person.needs} what=${person.needs === 1 ? "thing needs them" : "things need them"} />
    </button>
  </li>`;

/** Who I am: one click makes me somebody else. */
const Picker = ({ desk }: { desk: Desk }): VNode => {
  const { world, go } = desk;
  const list = useRef<HTMLDivElement>(null);
  const me = world.people.find(({ id }) => id === world.me)?.name;
  useEffect(() => list.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: "nearest" }), [world.me]);
  return html`<section class="picker" aria-labelledby="who-i-am">
    <h2 id="who-i-am">You are ${me}</h2>
    <p class="about">Click to be somebody else. The number: what waits for them.</p>
    <div class="people" ref=${list} tabindex="0" role="region" aria-label="People">
      ${groupPeople(world.people).map(
        ({ title, people }) =>
          html`<div key=${title}>
            <h3>${title}</h3>
            <ul>
              ${people.map(
                (person) =>
                  html`<${PersonLine} key=${person.id} person=${person} isMe=${person.id === world.me} choose=${() => go({ as: person.id })} />`,
              )}
            </ul>
          </div>`,
      )}
    </div>
  </section>`;
};

const Place = ({ title, isHere, channel, choose }: { title: string; isHere: boolean; channel?: Channel; choose: () => void }): VNode => {
  const unread = isHere ? 0 : (channel?.unread ?? 0);
  const marks = ["place", unread > 0 ? "unread" : "", unread > 0 && channel?.mentioned ? "mentioned" : ""].join(" ");
  return html`<li>
    <button type="button" class=${marks} aria-current=${isHere ? "page" : undefined} onClick=${choose}>
      <span class="name">${title}</span><${Count} count=${unread} what="unread" />
    </button>
  </li>`;
};

/** Where I can go, and who I can be. */
export const Sidebar = ({ desk }: { desk: Desk }): VNode => {
  const { world, go } = desk;
  const here = openChannel(desk);
  return html`<nav class="sidebar" aria-label="Workspace">
    <ul class="places">
      <${Place} title="Home" isHere=${here === undefined} choose=${() => go({ at: "home" })} />
    </ul>
    <h2>Direct message</h2>
    <ul class="places">
      <${Place} title=${world.bot.name} isHere=${here === world.dm.id} channel=${world.dm} choose=${() => go({ at: "dm" })} />
    </ul>
    <h2>Channels</h2>
    <ul class="places">
      ${world.channels.map(
        (channel) =>
          html`<${Place} key=${channel.id} title=${`# ${channel.name}`} isHere=${here === channel.id} channel=${channel} choose=${() => go({ at: channel.id })} />`,
      )}
    </ul>
    <${Picker} desk=${desk} />
  </nav>`;
};
