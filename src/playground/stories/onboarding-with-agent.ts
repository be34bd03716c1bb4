import { onboarding } from "./onboarding.ts";
import { type Instead, onboardingTurns, QUESTION } from "./onboarding-turns.ts";
import { SAID } from "./said.ts";
import { committed, hadTrouble, isOver, ownerOf, suggestedFor } from "./scene.ts";
import type { PersonTurn, Press, Scene, Script, Turn } from "./turn.ts";

const NONE = "none yet";

interface Answering {
  readonly act: string;
  readonly form?: Press["form"];
}

/** They write something; an agent answers and proposes an act of a kind, and they say what becomes of that. */
const answers = (
  step: string,
  kind: string,
  { act, form }: Answering,
  words: Pick<PersonTurn, "what" | "why" | "doIt"> & { readonly writes: NonNullable<PersonTurn["writes"]> },
): Turn => ({
  ...words,
  who: ownerOf(step),
  press: (scene) => ({ act, suggestion: suggestedFor(scene, step, kind)?.id ?? NONE, ...(form === undefined ? {} : { form }) }),
  done: (scene: Scene) => isOver(scene, step) || (suggestedFor(scene, step, kind)?.status ?? "open") !== "open",
});

const instead: Instead = {
  dpa: [
    {
      who: ownerOf("dpa"),
      what: "confirms what was understood",
      why: "The model read a promise in it, with a time, and nothing more: it becomes one only when {name} says so.",
      doIt: "press Yes",
      press: () => ({ act: "confirm-reply", step: "dpa" }),
      done: committed("dpa"),
      writes: {
        text: SAID.promise,
        what: "answers in the case's thread, in words that no rule reads",
        why: "The customer is on the enterprise plan, so legal signs an agreement, too. {name} just writes how it stands.",
        doIt: `write “${SAID.promise}”`,
      },
    },
  ],
  beforeReview: [
    answers(
      "contract-review",
      "note",
      { act: "accept-suggestion" },
      {
        what: "accepts the note that the agent proposes",
        why: "The answer was made from what the tools say of the case. The note is only proposed: {name} decides.",
        doIt: "press Accept",
        writes: {
          text: SAID.question,
          what: "asks in the thread what the case waits for",
          why: "{name} was asked in private whether the review still goes on, and wants to know what hangs on it. No rule reads this question.",
          doIt: `write “${SAID.question}”`,
        },
      },
    ),
  ],
  blocked: [
    {
      ...answers(
        "sso",
        "block",
        { act: "edit-suggestion", form: { "In words": QUESTION } },
        {
          what: "words the suggested block better, and has it done",
          why: "The agent proposes to mark the step as blocked. What stands there the customer will read, so {name} changes the words first.",
          doIt: "press Edit, change the words and press Do it",
          writes: {
            text: SAID.request,
            what: "asks for somebody to put down what is in the way",
            why: "{name} cannot go on without a decision that only the customer can make, and says so in passing.",
            doIt: `write “${SAID.request}”`,
          },
        },
      ),
      done: (scene) => hadTrouble(scene, "sso"),
    },
  ],
  beforeTraining: [
    answers(
      "training",
      "complete",
      { act: "dismiss-suggestion", form: { "Why not?": "One session is still to come" } },
      {
        what: "dismisses what the agent proposes",
        why: "The agent took it for done, and was wrong. The reason that {name} gives counts in how far it is trusted.",
        doIt: "press Dismiss and say why",
        writes: {
          text: SAID.wonder,
          what: "wonders in the thread how the training stands",
          why: "{name} asks something else than the agent will understand.",
          doIt: `write “${SAID.wonder}”`,
        },
      },
    ),
  ],
};

/** The same weeks, with an agent that reads, answers and proposes beside the people. Its model is a script. */
export const onboardingWithAgent: Script = {
  ...onboarding,
  id: "onboarding-agent",
  title: "Onboarding, with an agent",
  about: "The same weeks, with an agent that reads what no rule reads, answers and proposes. Its model is scripted: no model is asked.",
  turns: onboardingTurns(instead),
};
