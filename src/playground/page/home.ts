import type { VNode } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { View } from "../api.ts";
import { Blocks } from "./blocks/blocks.ts";
import type { Desk } from "./desk.ts";
import { html } from "./html.ts";
import { actingIn, useReading } from "./reading.ts";
import { type Trouble, TroubleLine } from "./trouble.ts";

const NO_ERRORS = {};
const ignore = (): void => undefined;

const HomeBlocks = ({ desk, view }: { desk: Desk; view: View }): VNode => {
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined);
  const reading = useReading(desk);
  const { act } = desk;
  const context = useMemo(
    () => ({
      ...reading,
      ...actingIn({ act, where: { view: view.id }, onTrouble: setTrouble }),
      errors: NO_ERRORS,
      values: view.state.values,
      change: ignore,
    }),
    [reading, act, view],
  );
  return html`
    <${TroubleLine} trouble=${trouble} />
    <${Blocks} blocks=${view.blocks} context=${context} />
  `;
};

/** The app's Home. Opening it tells the app, which draws it. */
export const HomePane = ({ desk }: { desk: Desk }): VNode => {
  const { act, world } = desk;
  useEffect(() => void act({ type: "home" }), [act]);
  return html`<section class="pane" aria-label="Home">
    <header class="pane-head"><h2>Home</h2><span class="about">What ${world.bot.name} shows to you alone</span></header>
    <div class="messages home" tabindex="0" role="region" aria-label="Home of the app">
      ${world.home ? html`<${HomeBlocks} key=${world.home.id} desk=${desk} view=${world.home} />` : html`<p class="nothing">The app is drawing your home.</p>`}
    </div>
  </section>`;
};
