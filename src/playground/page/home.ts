import type { VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { View } from "../api.ts";
import { Blocks } from "./blocks/blocks.ts";
import type { Desk } from "./desk.ts";
import { html } from "./html.ts";
import { actingIn, useReading } from "./reading.ts";
import { realId, type SteadyBlock, steady } from "./steady-blocks.ts";
import { type Trouble, TroubleLine } from "./trouble.ts";

const NO_ERRORS = {};
const ignore = (): void => undefined;

/** The same element under the finger, although the app published the view again meanwhile. */
const useSteady = (view: View): readonly SteadyBlock[] => {
  const last = useRef<readonly SteadyBlock[]>([]);
  return useMemo(() => {
    last.current = steady(last.current, view.blocks);
    return last.current;
  }, [view]);
};

const valuesOf = (blocks: readonly SteadyBlock[], { state: { values } }: View): View["state"]["values"] =>
  Object.fromEntries(blocks.map(({ shown, id }) => [String(shown.block_id), values[String(id)] ?? {}]));

const HomeBlocks = ({ desk, view }: { desk: Desk; view: View }): VNode => {
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined);
  const reading = useReading(desk);
  const { act } = desk;
  const blocks = useSteady(view);
  const context = useMemo(() => {
    const { use, search } = actingIn({ act, where: { view: view.id }, onTrouble: setTrouble });
    return {
      ...reading,
      use: (used: Parameters<typeof use>[0]) => use({ ...used, blockId: realId(blocks, used.blockId) }),
      search: (asked: Parameters<typeof search>[0]) => search({ ...asked, blockId: realId(blocks, asked.blockId) }),
      errors: NO_ERRORS,
      values: valuesOf(blocks, view),
      change: ignore,
    };
  }, [reading, act, view, blocks]);
  return html`
    <${TroubleLine} trouble=${trouble} />
    <${Blocks} blocks=${blocks.map(({ shown }) => shown)} context=${context} />
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
