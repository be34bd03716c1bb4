import { expect, it } from "vitest";
import { describeInBrowser } from "./support/given-browser.ts";
import { goTo, messagesIn, modal, openThread, playToEnd, playUntil, startStory, story, thread } from "./support/screen.ts";

const CLAIM = "A claim and its reserve";

describeInBrowser("the story of a claim", ({ open }) => {
  it("is played to its end by its own button, and the claim is completed in the channel", async () => {
    const page = await open("tina");
    await startStory(page, CLAIM);
    await playToEnd(page);
    await openThread(page, "#claims");
    await thread(page).getByText("approved by Ferrari").first().waitFor();
    await messagesIn(page, "#claims").getByText(": completed").first().waitFor();
    await messagesIn(page, "#claims").getByText("5 of 5 steps done").first().waitFor();
    await story(page).getByRole("button", { name: "Leave the story" }).click();
    await story(page).getByRole("button", { name: CLAIM }).waitFor();
  });
});

describeInBrowser("two people in two windows", ({ open }) => {
  it("see what is theirs: a refusal in private, a form's mistake under its field, and an approval at once", async () => {
    const lin = await open("lin");
    await startStory(lin, CLAIM);
    await playUntil(lin, (said) => said.includes("approve their own proposal"));
    const ferrari = await open("ferrari");
    await openThread(lin, "#claims");
    await openThread(ferrari, "#claims");

    await thread(lin).getByRole("button", { name: "Approve" }).last().click();
    await thread(lin).getByText("Only Ferrari can vote on this request").waitFor();
    expect(await thread(lin).getByText("Only visible to you").count()).toBe(1);
    expect(await thread(ferrari).getByText("Only visible to you").count()).toBe(0);

    await thread(ferrari).getByRole("button", { name: "Reject" }).last().click();
    const reason = modal(ferrari).getByRole("textbox", { name: "Why?" });
    await modal(ferrari).locator("button[type=submit]").click();
    await modal(ferrari).getByText("Please complete this required field.").waitFor();
    expect(await reason.getAttribute("aria-invalid")).toBe("true");
    await ferrari.keyboard.press("Escape");
    await modal(ferrari).waitFor({ state: "detached" });
    expect(await modal(lin).count()).toBe(0);

    await thread(ferrari).getByRole("button", { name: "Approve" }).last().click();
    await thread(ferrari).getByText("approved by Ferrari").first().waitFor();
    await thread(lin).getByText("approved by Ferrari").first().waitFor();
  });

  it("talk to each other: a sentence and a slash command", async () => {
    const tina = await open("tina");
    const tom = await open("tom");
    await goTo(tina, "# claims");
    await goTo(tom, "# claims");
    const composer = tina.getByLabel("Message #claims");
    await composer.fill("Good morning <b>Tom</b>");
    await composer.press("Enter");
    await messagesIn(tom, "#claims").getByText("Good morning <b>Tom</b>").waitFor();
    await composer.pressSequentially("/workflow m");
    await tina.getByRole("listbox").getByRole("option").first().waitFor();
    await composer.press("Tab");
    expect(await composer.inputValue()).toContain("/workflow mine");
    await composer.press("Enter");
    await messagesIn(tina, "#claims").getByText("Only visible to you").last().waitFor();
    expect(await messagesIn(tom, "#claims").getByText("Only visible to you").count()).toBe(0);
  });
});
