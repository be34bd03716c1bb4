import { render, type VNode } from "preact";
import { useCallback, useEffect, useRef } from "preact/hooks";
import type { Act, Acted } from "../api.ts";
import { sendAct } from "./ask.ts";
import { ChannelPane, ThreadPane } from "./conversation.ts";
import { type Desk, openChannel } from "./desk.ts";
import { Drawer } from "./drawer.ts";
import { Happenings } from "./happenings.ts";
import { HomePane } from "./home.ts";
import { html } from "./html.ts";
import { Modal } from "./modal.ts";
import { Sidebar } from "./sidebar.ts";
import { StoryPanel } from "./story-panel.ts";
import { ThemeToggle } from "./theme.ts";
import { TimeBar } from "./time-bar.ts";
import { usePlace } from "./use-place.ts";
import { type Timing, useTime } from "./use-time.ts";
import { useWorld } from "./use-world.ts";

const Away = (): VNode =>
  html`<p class="away" role="alert">Coxswain is not running. Start it again with <code>npm start</code>; this page comes back by itself.</p>`;

const Top = ({ desk, time }: { desk: Desk; time: Timing }): VNode => {
  const { drawer } = desk.place;
  const isPersons = desk.world.story?.turn?.person !== undefined;
  return html`<header class=${isPersons ? "top persons-turn" : "top"}>
    <h1>Coxswain <small>playground</small></h1>
    <${TimeBar} world=${desk.world} zone=${desk.zone} time=${time} />
    <div class="top-tools">
      <button type="button" aria-pressed=${drawer !== undefined} onClick=${() => desk.go({ drawer: drawer === undefined ? "trail" : undefined, ts: desk.place.ts })}>
        Behind the curtain
      </button>
      <${ThemeToggle} />
    </div>
  </header>`;
};

const Middle = ({ desk, time }: { desk: Desk; time: Timing }): VNode => {
  const channel = openChannel(desk);
  const { thread, drawer } = desk.place;
  const hasThread = channel !== undefined && thread !== undefined;
  return html`<div class=${["workspace", hasThread ? "with-thread" : "", drawer ? "with-drawer" : ""].join(" ")}>
    <${Sidebar} desk=${desk} />
    <div class="middle">
      <${StoryPanel} desk=${desk} dismiss=${time.dismiss} />
      <${Happenings} desk=${desk} passed=${time.passed} dismiss=${time.dismiss} />
      <div class="panes">
        <main class="here">
          ${channel === undefined ? html`<${HomePane} desk=${desk} />` : html`<${ChannelPane} key=${channel} desk=${desk} channel=${channel} />`}
        </main>
        ${hasThread && html`<${ThreadPane} key=${thread} desk=${desk} channel=${channel} thread=${thread} />`}
      </div>
    </div>
    ${drawer && html`<${Drawer} desk=${desk} tab=${drawer} />`}
  </div>`;
};

const Desktop = ({ desk, time }: { desk: Desk; time: Timing }): VNode => {
  const top = desk.world.modals.at(-1);
  return html`
    <${Top} desk=${desk} time=${time} />
    <${Middle} desk=${desk} time=${time} />
    ${top && html`<${Modal} key=${`${desk.world.me} ${top.id}`} desk=${desk} view=${top} depth=${desk.world.modals.length} />`}
  `;
};

const useDesk = () => {
  const { place, go, settle } = usePlace();
  const { world, version, away, trouble, refresh } = useWorld(place.as, { onPassed: (passed) => time.heard(passed), onSettled: settle });
  const time = useTime(refresh, world?.playing ?? 0);
  const me = world?.me;
  // While somebody else's screen is on its way, the old one stays as it was.
  const shown = useRef(place);
  if (me === place.as) shown.current = place;
  const act = useCallback(
    async (what: Act): Promise<Acted> => {
      if (me === undefined) return { ok: false, error: "Nobody is chosen yet." };
      const acted = await sendAct(me, what);
      if (what.type !== "search") void refresh();
      return acted;
    },
    [me],
  );
  const zone = world?.people.find(({ id }) => id === me)?.zone ?? world?.zone ?? "UTC";
  const desk: Desk | undefined = world && { world, place: shown.current, zone, version, go, act, refresh };
  return { desk, time, away, trouble };
};

const App = (): VNode => {
  const { desk, time, away, trouble } = useDesk();
  const who = desk?.world.people.find(({ id }) => id === desk.world.me)?.name;
  useEffect(() => {
    document.title = who === undefined ? "Coxswain playground" : `${who} · Coxswain playground`;
  }, [who]);
  return html`
    ${away && html`<${Away} />`}
    ${desk ? html`<${Desktop} desk=${desk} time=${time} />` : html`<p class="waiting" role="status">${trouble ?? "Opening the workspace…"}</p>`}
  `;
};

const root = document.getElementById("app");
if (root) {
  root.replaceChildren();
  render(html`<${App} />`, root);
}
