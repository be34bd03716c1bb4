/**
 * `npm run screenshots`: plays the shipped onboarding to its fourth week as a person would, and keeps what is then on the page in
 * `docs/`. Nothing there is made by hand.
 */
import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { ROOT } from "../support/start-args.ts";
import { launchChromium } from "./support/chromium.ts";
import { startPlayground } from "./support/playground.ts";
import { openThread, playUntil, startStory, thread } from "./support/screen.ts";

const FOLDER = `${ROOT}docs`;
const VIEWPORT = { width: 1440, height: 900 };

const openAs = async (browser: Browser, url: string, colorScheme: "light" | "dark"): Promise<Page> => {
  const context = await browser.newContext({ colorScheme, viewport: VIEWPORT, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("region", { name: "Time" }).waitFor();
  return page;
};

const keep = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: "disabled" });
  process.stdout.write(`docs/${name}.png\n`);
};

/** The blocked step in the case's thread, with three ways out for its lead. */
const sceneOfBlock = async (browser: Browser, url: string): Promise<void> => {
  const page = await openAs(browser, `${url}/?as=UINES`, "light");
  await page.getByRole("region", { name: "Home of the app" }).getByRole("button").first().waitFor();
  await keep(page, "playground");
  await startStory(page, "Onboarding a customer");
  await playUntil(page, (said) => said.includes("first way out"));
  await openThread(page, "#onboarding");
  await thread(page).getByText("Why now?").last().waitFor();
  await keep(page, "blocked-light");
  const dark = await openAs(browser, page.url(), "dark");
  await thread(dark).getByText("Why now?").last().waitFor();
  await keep(dark, "blocked-dark");
  const trail = new URL(page.url());
  trail.searchParams.set("drawer", "trail");
  const curtain = await openAs(browser, trail.href, "light");
  await curtain.getByRole("tabpanel").waitFor();
  await keep(curtain, "behind-the-curtain");
};

mkdirSync(FOLDER, { recursive: true });
const [browser, playground] = await Promise.all([launchChromium(), startPlayground()]);
try {
  await sceneOfBlock(browser, playground.url);
} finally {
  await Promise.all([browser.close(), playground.stop()]);
}
