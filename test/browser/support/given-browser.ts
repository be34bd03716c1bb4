import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM, launchChromium } from "./chromium.ts";
import { type Playground, type PlaygroundOptions, startPlayground } from "./playground.ts";

export interface OpenOptions {
  readonly colorScheme?: "light" | "dark";
  /** The rest of the place: `at=CCLAIMS`. */
  readonly place?: string;
}

export interface GivenBrowser {
  readonly playground: () => Playground;
  /** A window of its own, as this person: their handle, as in `claims-head`; without one, whoever the page opens with. */
  open(handle?: string, options?: OpenOptions): Promise<Page>;
  /** What a page may complain about from here on: it was made to. */
  expectTrouble(): void;
}

export const idOf = (handle: string): string => `U${handle.toUpperCase().replaceAll(/[^A-Z0-9]/g, "")}`;

/** Whatever a browser complains about is a mistake of ours. */
const listenForTrouble = (page: Page, troubles: string[]): void => {
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(`${message.text()} (${message.location().url})`);
  });
};

const queryOf = (handle: string | undefined, place: string | undefined): string => {
  const query = new URLSearchParams(place);
  if (handle !== undefined) query.set("as", idOf(handle));
  return query.size === 0 ? "" : `?${query}`;
};

const givenBrowser = (options: PlaygroundOptions): GivenBrowser => {
  const contexts: BrowserContext[] = [];
  let troubles: string[] = [];
  let isExpected = false;
  let browser: Browser | undefined;
  let playground: Playground | undefined;
  beforeAll(async () => {
    // Each kept as soon as it is there: one that fails leaves the other to be closed.
    const opening = async (): Promise<void> => {
      browser = await launchChromium();
    };
    const starting = async (): Promise<void> => {
      playground = await startPlayground(options);
    };
    await Promise.all([opening(), starting()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), playground?.stop()]);
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    const seen = isExpected ? [] : troubles;
    [troubles, isExpected] = [[], false];
    expect(seen).toEqual([]);
  });
  const running = (): Playground => {
    if (playground === undefined) throw new Error("the playground is not started yet");
    return playground;
  };
  return {
    playground: running,
    open: async (handle, { colorScheme = "light", place } = {}) => {
      if (browser === undefined) throw new Error("the browser is not started yet");
      const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } });
      contexts.push(context);
      const page = await context.newPage();
      // As long as a person would wait on a busy machine.
      page.setDefaultTimeout(60_000);
      listenForTrouble(page, troubles);
      await page.goto(`${running().url}/${queryOf(handle, place)}`);
      await page.getByRole("region", { name: "Time" }).waitFor();
      return page;
    },
    expectTrouble: () => {
      isExpected = true;
    },
  };
};

/** Tests of the page in a real browser, over a playground of their own. Without a browser they say so; CI takes no such excuse. */
export const describeInBrowser = (name: string, tests: (given: GivenBrowser) => void, options: PlaygroundOptions = {}): void => {
  describe(name, () => {
    if (CHROMIUM === undefined) {
      it.skipIf(!process.env.CI)("needs a browser: install Debian's package chromium, or name one in CHROMIUM", () => {
        expect(CHROMIUM).toBeDefined();
      });
      return;
    }
    tests(givenBrowser(options));
  });
};
