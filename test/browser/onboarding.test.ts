import { expect, it } from "vitest";
import { describeInBrowser, idOf } from "./support/given-browser.ts";
import {
  clock,
  goTo,
  happened,
  isOver,
  messagesIn,
  openThread,
  playToEnd,
  playTurn,
  progressOf,
  saidIn,
  startStory,
  story,
  textOf,
  thread,
} from "./support/screen.ts";

const ONBOARDING = "Onboarding a customer";

describeInBrowser("the story of an onboarding", ({ open }) => {
  it("is played to its end by its own button, over weeks of time", async () => {
    const page = await open("maria");
    await startStory(page, ONBOARDING);
    await thread(page).getByText("Hand over the sale").first().waitFor();
    await playToEnd(page);
    await goTo(page, "# onboarding");
    await messagesIn(page, "#onboarding").getByText("completed").first().waitFor();
    expect(await isOver(page)).toBe(true);
  });
});

describeInBrowser("a page that is opened again in the middle of a story", ({ open, playground, expectTrouble }) => {
  it("shows the same person, the same thread and the same turn", async () => {
    const page = await open("maria");
    await startStory(page, ONBOARDING);
    for (let turn = 0; turn < 4; turn += 1) await playTurn(page);
    await openThread(page, "#onboarding");
    const [url, done, said] = [page.url(), await progressOf(page), await textOf(story(page))];
    const before = await saidIn(thread(page));

    await page.reload();
    await thread(page).getByRole("article").first().waitFor();
    expect(page.url()).toBe(url);
    await expect.poll(() => textOf(story(page))).toBe(said);
    expect(await progressOf(page)).toBe(done);
    await expect.poll(() => saidIn(thread(page))).toEqual(before);
    expect(await textOf(page.getByRole("navigation").getByRole("button", { pressed: true }))).toContain("Maria");
  });

  it("says that the playground is gone when its process is killed, and goes on with the new one", async () => {
    const page = await open("maria", { place: "at=CONBOARDING" });
    expectTrouble();
    const done = await progressOf(page);
    const { kill, begin } = playground();
    await kill();
    const away = page.getByText("Coxswain is not running");
    await away.waitFor();
    await begin();
    await away.waitFor({ state: "detached" });
    expect(await progressOf(page)).toBe(done);
    await playTurn(page);
    expect(await progressOf(page)).toBeGreaterThanOrEqual(done);
  });
});

describeInBrowser("a jump over weeks", ({ open }) => {
  it("lists what happened in them, each with its Why now?, and shows where", async () => {
    const page = await open("maria");
    await startStory(page, ONBOARDING);
    await playTurn(page);
    await clock(page).getByRole("button", { name: "To the end" }).click();
    await happened(page).waitFor();
    const heading = await textOf(happened(page).getByRole("heading"));
    const [, days = "0", things = "0"] = /^(\d+) days passed, and (\d+) things happened$/.exec(heading) ?? [];
    expect(Number(days)).toBeGreaterThanOrEqual(21);
    expect(Number(things)).toBeGreaterThan(5);
    const lines = happened(page).getByRole("listitem");
    expect(await lines.count()).toBe(Number(things));
    const why = happened(page).getByText("Why now?").first();
    await why.click();
    expect(await textOf(happened(page).locator("details[open]").first())).toMatch(/customer-onboarding|steps\.|working/);
    await happened(page).getByRole("button", { name: "Show", exact: true }).first().click();
    await page.locator(".sought").waitFor();
    expect(new URL(page.url()).searchParams.get("as")).toBe(idOf("maria"));
  });
});

describeInBrowser("a thread that is read at its end", ({ open }) => {
  it("stays there while weeks pass, cards change and what happened takes some of its height", async () => {
    const page = await open("maria");
    await startStory(page, "Onboarding, with an agent");
    await thread(page).getByText("Hand over the sale").first().waitFor();
    const end = `(() => { const list = document.querySelector('[aria-label="Thread"] [role="log"]'); return list.scrollHeight - list.scrollTop - list.clientHeight; })()`;
    for (let turn = 0; turn < 10; turn += 1) {
      await playTurn(page);
      await expect.poll(() => page.evaluate(end)).toBeLessThan(40);
    }
  });
});
