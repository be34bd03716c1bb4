import type { VNode } from "preact";
import type { CaseLine, CaseView } from "../api.ts";
import { AgentTab } from "./agent-tab.ts";
import { Ahead } from "./ahead.ts";
import { DefinitionsTab } from "./definitions.ts";
import { type Desk, openChannel } from "./desk.ts";
import { Faults } from "./faults.ts";
import { html } from "./html.ts";
import { TABS, type Tab } from "./place.ts";
import { RequestsTab } from "./requests-tab.ts";
import { Trail } from "./trail.ts";
import { useFetched } from "./use-fetched.ts";

const TITLES: Readonly<Record<Tab, string>> = {
  trail: "Trail",
  ahead: "Ahead",
  agent: "Agent",
  requests: "Requests",
  definitions: "Definitions",
  faults: "Faults",
};

/** The case that is chosen; else that of the open thread or channel; else the newest. */
const openCase = (desk: Desk): CaseLine | undefined => {
  const { cases } = desk.world;
  const channel = openChannel(desk);
  const { instance, thread } = desk.place;
  return (
    cases.find((line) => line.instance === instance) ??
    cases.find((line) => line.channel === channel && line.threadTs !== undefined && line.threadTs === thread) ??
    cases.find((line) => line.channel !== undefined && line.channel === channel) ??
    cases[0]
  );
};

const useCase = (instance: string | undefined, version: number) => {
  const path = instance === undefined ? undefined : `/api/case?instance=${encodeURIComponent(instance)}`;
  const { fetched: view, error } = useFetched<CaseView>(path, version);
  return { view: view?.line.instance === instance ? view : undefined, error };
};

const AboutCase = ({ desk, tab, view }: { desk: Desk; tab: Tab; view: CaseView }): VNode => {
  if (tab === "agent") return html`<${AgentTab} desk=${desk} instance=${view.line.instance} />`;
  return tab === "trail" ? html`<${Trail} desk=${desk} view=${view} />` : html`<${Ahead} desk=${desk} view=${view} />`;
};

const CasePart = ({ desk, tab }: { desk: Desk; tab: Tab }): VNode => {
  const line = openCase(desk);
  const { view, error } = useCase(line?.instance, desk.version);
  const choose = (event: Event): void => {
    if (event.currentTarget instanceof HTMLSelectElement) desk.go({ instance: event.currentTarget.value });
  };
  if (!line)
    return html`<p class="nothing">No case has been started yet. Start a story, or write ${desk.world.commands[0]?.command ?? "to the app"} in a channel.</p>`;
  return html`
    <label class="case-choice">
      Case
      <select onChange=${choose}>
        ${desk.world.cases.map(
          ({ instance, title, workflow, status }) =>
            html`<option key=${instance} value=${instance} selected=${instance === line.instance}>${title} · ${workflow} · ${status}</option>`,
        )}
      </select>
    </label>
    ${error && html`<p class="act-error" role="alert">${error}</p>`}
    ${view && html`<${AboutCase} desk=${desk} tab=${tab} view=${view} />`}
  `;
};

const Body = ({ desk, tab }: { desk: Desk; tab: Tab }): VNode => {
  switch (tab) {
    case "trail":
    case "ahead":
    case "agent":
      return html`<${CasePart} desk=${desk} tab=${tab} />`;
    case "requests":
      return html`<${RequestsTab} desk=${desk} />`;
    case "definitions":
      return html`<${DefinitionsTab} desk=${desk} about=${openCase(desk)} />`;
    case "faults":
      return html`<${Faults} desk=${desk} />`;
  }
};

/** Arrow keys go from tab to tab, as in every list of tabs. */
const keyTo = (key: string, tab: Tab): Tab | undefined => {
  const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  return step === 0 ? undefined : TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length];
};

const Tabs = ({ desk, tab }: { desk: Desk; tab: Tab }): VNode => {
  const press = (event: KeyboardEvent): void => {
    const to = keyTo(event.key, tab);
    if (to === undefined) return;
    event.preventDefault();
    desk.go({ drawer: to, thread: desk.place.thread });
    document.getElementById(`tab-${to}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label="Behind the curtain" onKeyDown=${press}>
    ${TABS.map(
      (each) =>
        html`<button
          key=${each}
          type="button"
          role="tab"
          id=${`tab-${each}`}
          aria-selected=${each === tab}
          aria-controls="drawer-body"
          tabindex=${each === tab ? 0 : -1}
          onClick=${() => desk.go({ drawer: each })}
        >
          ${TITLES[each]}
        </button>`,
    )}
  </div>`;
};

/** Behind the curtain: what the definition does, and how the app and Slack talk. */
export const Drawer = ({ desk, tab }: { desk: Desk; tab: Tab }): VNode =>
  html`<aside class="drawer" aria-label="Behind the curtain">
    <header class="pane-head">
      <h2>Behind the curtain</h2>
      <button type="button" class="close" onClick=${() => desk.go({ drawer: undefined })}>Close</button>
    </header>
    <${Tabs} desk=${desk} tab=${tab} />
    <div class="drawer-body" id="drawer-body" role="tabpanel" aria-labelledby=${`tab-${tab}`} tabindex="0">
      <${Body} desk=${desk} tab=${tab} />
    </div>
  </aside>`;
