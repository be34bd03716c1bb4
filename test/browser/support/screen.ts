import type { Locator, Page } from "playwright-core";

/** What is written there. */
export const textOf = async (place: Locator): Promise<string> => (await place.textContent()) ?? "";

// What a person finds on the page, by what it is called.

export const story = (page: Page): Locator => page.getByRole("region", { name: "Guided story" });
export const clock = (page: Page): Locator => page.getByRole("region", { name: "Time" });
export const happened = (page: Page): Locator => page.getByRole("region", { name: "What happened" });
export const thread = (page: Page): Locator => page.getByRole("complementary", { name: "Thread", exact: true });
export const modal = (page: Page): Locator => page.getByRole("dialog");
export const messagesIn = (page: Page, channel: string): Locator => page.getByRole("log", { name: `Messages in ${channel}` });

const sidebar = (page: Page): Locator => page.getByRole("navigation", { name: "Workspace" });

/** `# claims`, `Home`, or the app's name for the direct message. */
export const goTo = async (page: Page, place: string): Promise<void> => {
  await sidebar(page)
    .getByRole("button", { name: new RegExp(`^${place}( ?,|$)`) })
    .first()
    .click();
};

/** The thread of the newest message in a channel that has replies. */
export const openThread = async (page: Page, channel: string): Promise<Locator> => {
  await goTo(page, channel.replace("#", "# "));
  await messagesIn(page, channel)
    .getByRole("button", { name: /^\d+ repl(y|ies)$/ })
    .last()
    .click();
  await thread(page).getByRole("article").first().waitFor();
  return thread(page);
};

/** What each message says; not what stands between them, such as where the unread ones begin. */
export const saidIn = (place: Locator): Promise<readonly string[]> => place.getByRole("article").allTextContents();

/** Clicks, and waits for what the story's teller answers to it, and until the turn that follows is shown. */
const goOn = async (page: Page, button: Locator): Promise<void> => {
  await Promise.all([page.waitForResponse((response) => response.url().endsWith("/api/story")), button.click()]);
  await story(page).getByText("Working…").waitFor({ state: "detached" });
};

export const startStory = async (page: Page, title: string): Promise<void> => {
  await goOn(page, story(page).getByRole("button", { name: title }));
  await story(page).getByRole("button", { name: "Leave the story" }).waitFor();
};

export const progressOf = async (page: Page): Promise<number> => Number(await story(page).getByRole("progressbar").getAttribute("value"));

/** The button that does the turn for whoever's turn it is. */
const turnButton = (page: Page): Locator => story(page).getByRole("button", { name: /^(As |Let )/ });

export const isOver = (page: Page): Promise<boolean> => story(page).getByText("The story is over").isVisible();

/** One turn, whoever's it is. */
export const playTurn = async (page: Page): Promise<void> => {
  await turnButton(page).or(story(page).getByText("The story is over")).first().waitFor();
  if (await isOver(page)) return;
  const before = (await textOf(story(page))) + (await textOf(clock(page)));
  await goOn(page, turnButton(page));
  const wrong = story(page).getByRole("alert");
  if (await wrong.isVisible()) throw new Error(`the story said: ${await textOf(wrong)}\n${before}`);
};

const MOST_TURNS = 60;

/** Turn by turn, until what the panel says fits. */
export const playUntil = async (page: Page, fits: (said: string) => boolean): Promise<void> => {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    if (fits(await textOf(story(page)))) return;
    await playTurn(page);
  }
  throw new Error(`after ${MOST_TURNS} turns the story says: ${await textOf(story(page))}`);
};

export const playToEnd = (page: Page): Promise<void> => playUntil(page, (said) => said.includes("The story is over"));
