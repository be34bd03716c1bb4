import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { describeInBrowser } from "./support/given-browser.ts";
import { clock, goTo, happened, modal, openThread, playUntil, startStory, textOf, thread } from "./support/screen.ts";

/** Each of the main screens, as one comes to it from the one before. */
const SCREENS: readonly (readonly [name: string, go: (page: Page) => Promise<unknown>])[] = [
  ["a channel", (page) => goTo(page, "# claims")],
  ["a thread", (page) => openThread(page, "#claims")],
  [
    "a modal with a mistake",
    async (page) => {
      await thread(page).getByRole("button", { name: "Reject" }).last().click();
      await modal(page).locator("button[type=submit]").click();
      await modal(page).getByText("Please complete this required field.").waitFor();
    },
  ],
  [
    "the direct message with the app",
    async (page) => {
      await page.keyboard.press("Escape");
      await modal(page).waitFor({ state: "detached" });
      await goTo(page, "Coxswain");
      await page.getByRole("log").getByRole("article").first().waitFor();
    },
  ],
  [
    "the home of the app",
    async (page) => {
      await goTo(page, "Home");
      await page.getByRole("region", { name: "Home of the app" }).getByRole("button").first().waitFor();
    },
  ],
  [
    "what happened in an hour",
    async (page) => {
      await clock(page).getByRole("button", { name: "+1 hour" }).click();
      await happened(page).waitFor();
    },
  ],
];

describeInBrowser("axe finds nothing serious", ({ open }) => {
  it("on a page that was opened for the first time", async () => {
    expect(await seriousProblems(await open("maria"))).toEqual([]);
    expect(await seriousProblems(await open("maria", { colorScheme: "dark" }))).toEqual([]);
  });

  it.each(["light", "dark"] as const)("on the main screens, %s", async (colorScheme) => {
    const page = await open("ferrari", { colorScheme });
    await startStory(page, "A claim and its reserve");
    await playUntil(page, (said) => said.includes("approve their own proposal"));
    const found: Record<string, readonly string[]> = {};
    for (const [name, go] of SCREENS) {
      await go(page);
      found[name] = await seriousProblems(page);
    }
    expect(found).toEqual(Object.fromEntries(SCREENS.map(([name]) => [name, []])));
    await page.getByRole("button", { name: "Leave the story" }).click();
  });

  it.each(["light", "dark"] as const)("behind the curtain, %s", async (colorScheme) => {
    const page = await open("maria", { colorScheme, place: "at=CCLAIMS&drawer=trail" });
    const found: Record<string, readonly string[]> = {};
    for (const tab of await page.getByRole("tab").all()) {
      await tab.click();
      await page.getByRole("tabpanel").waitFor();
      found[await textOf(tab)] = await seriousProblems(page);
    }
    expect(found).toEqual({ Trail: [], Ahead: [], Agent: [], Requests: [], Definitions: [], Faults: [] });
  });
});
