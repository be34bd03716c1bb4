import {
  askedAbout,
  committed,
  draftAbout,
  ended,
  hadTrouble,
  inDays,
  isOver,
  ownerOf,
  stepOf,
  suggestedFor,
  untilDue,
  wasAsked,
  wasPicked,
} from "./scene.ts";
import type { PersonTurn, Scene, Turn } from "./turn.ts";

const DAY_MS = 86_400_000;
export const QUESTION = "Which identity provider do you use, Okta or Entra ID?";

export const finishes = (
  step: string,
  words: Pick<PersonTurn, "what" | "why" | "doIt">,
  form?: Readonly<Record<string, unknown>>,
): Turn => ({
  ...words,
  who: ownerOf(step),
  press: () => ({ act: "done", step, ...(form === undefined ? {} : { form }) }),
  done: ended(step),
});

const promises = (step: string, words: Pick<PersonTurn, "what" | "why">): Turn => ({
  ...words,
  doIt: "press On it until a time",
  who: ownerOf(step),
  press: (scene) => ({ act: "commit-to", step, form: { "Until when?": untilDue(scene, step) } }),
  done: committed(step),
});

const isNearlyDue =
  (key: string) =>
  (scene: Scene): boolean => {
    const step = stepOf(scene, key);
    return isOver(scene, key) || (step !== undefined && "dueAt" in step && scene.now >= (step.dueAt ?? 0) - DAY_MS);
  };

/** Single sign-on was blocked and is not any more, or never will be. */
const isUnblocked = (scene: Scene): boolean =>
  isOver(scene, "sso") || (hadTrouble(scene, "sso") && stepOf(scene, "sso")?.status === "active");

const draftIs =
  (...statuses: readonly string[]) =>
  (scene: Scene): boolean =>
    statuses.includes(draftAbout(scene, "sso")?.status ?? "");

const isDropped = draftIs("rejected", "void");

/** Where the story with an agent goes another way: what is done there by a button is done here in somebody's own words. */
export interface Instead {
  readonly dpa: readonly Turn[];
  readonly beforeReview: readonly Turn[];
  readonly blocked: readonly Turn[];
  readonly beforeTraining: readonly Turn[];
}

const weekOneAndTwo = ({ dpa, beforeReview }: Instead): readonly Turn[] => [
  finishes(
    "handover",
    {
      what: "hands over the sale",
      why: "The contract was signed, so the case opened by itself and the first step came to sales. Its owner is {name}.",
      doIt: "press Done and write down the customer's goals",
    },
    { "Customer's goals": "Two hundred users by summer" },
  ),
  ...dpa,
  {
    what: "Two working days pass, and nothing is heard about the contract review",
    why: "Nobody has to watch this. After two working days of silence its owner is asked in private, before anybody else hears of it.",
    doIt: "Let time pass until the owner is asked",
    pass: { type: "next" },
    done: (scene) => wasAsked(scene, "contract-review"),
  },
  ...beforeReview,
  finishes("contract-review", {
    what: "finishes the contract review",
    why: "{name} was asked in private whether it still goes on. One click answers it.",
    doIt: "press Done",
  }),
  {
    what: "The data processing agreement comes near its date",
    why: "Its owner said until when, so nobody asks. They are reminded once, a working day before it is due.",
    doIt: "Let time pass until the day before",
    pass: { type: "morning" },
    done: isNearlyDue("dpa"),
  },
  finishes(
    "dpa",
    {
      what: "adds the signed data processing agreement",
      why: "{name} promised it. The step cannot be done without its evidence, and billing and IT wait for it.",
      doIt: "press Done and paste the link",
    },
    { "Signed DPA": "https://legal.example.com/signed-dpa.pdf" },
  ),
  promises("tenant", {
    what: "says until when provisioning the tenant takes",
    why: "Both legal steps are done, so the tenant came to IT and billing to finance at the same moment. The tenant is {name}'s.",
  }),
  finishes("billing-setup", {
    what: "sets up billing",
    why: "It runs beside the tenant, and only the kickoff waits for it. {name} owns it.",
    doIt: "press Done",
  }),
];

const weekThree: readonly Turn[] = [
  {
    what: "The tenant's date comes and goes",
    why: "The owner is reminded, then asked in private. Only after four more working hours does the team's lead hear of it.",
    doIt: "Let time pass until the lead is asked",
    pass: { type: "next" },
    done: (scene) => isOver(scene, "tenant") || wasPicked(scene, "tenant") || askedAbout("tenant")(scene) !== undefined,
  },
  {
    who: askedAbout("tenant"),
    what: "moves the date of the tenant",
    why: "{name} leads the team, and is asked how it goes on. Each way out says what it does to the date of the whole case.",
    doIt: "choose Extend the due date",
    press: (scene) => ({ act: "alternative", step: "tenant", alternative: "extend", form: { "Until when?": inDays(scene, 4) } }),
    done: (scene) => isOver(scene, "tenant") || wasPicked(scene, "tenant"),
  },
  finishes("tenant", {
    what: "finishes the tenant",
    why: "The date was moved, and {name} still owns it. Single sign-on and the training start when it is done.",
    doIt: "press Done",
  }),
  promises("sso", { what: "says until when single sign-on takes", why: "The tenant is there, so single sign-on is {name}'s now." }),
  promises("training", {
    what: "says until when the training takes",
    why: "The training runs beside single sign-on. With a date from {name}, nobody asks before that.",
  }),
  {
    what: "A few days pass in peace",
    why: "Both owners said until when, so nobody is asked anything meanwhile.",
    doIt: "Let time pass",
    pass: { type: "morning" },
    done: (scene) => {
      const step = stepOf(scene, "sso");
      // Whoever writes of it is heard: what came of that says that the days are over.
      if (suggestedFor(scene, "sso", "block") !== undefined) return true;
      return hadTrouble(scene, "sso") || (step !== undefined && "heardAt" in step && scene.now >= step.heardAt + 4 * DAY_MS);
    },
  },
];

const weekFour = ({ blocked, beforeTraining }: Instead): readonly Turn[] => [
  ...blocked,
  {
    who: askedAbout("sso"),
    what: "chooses the first way out: ask the customer to decide",
    why: "A blocked step goes to the team's lead at once, with three ways out. {name} decides which.",
    doIt: "choose Ask the customer to decide",
    press: () => ({ act: "alternative", step: "sso", alternative: "wait-for-customer" }),
    done: (scene) => isUnblocked(scene) || wasPicked(scene, "sso"),
  },
  {
    who: (scene) => draftAbout(scene, "sso")?.approvers[0],
    what: "approves the message to the customer",
    why: "Nothing reaches a customer before somebody else than its author has read it. {name} is asked.",
    doIt: "press Approve",
    press: (scene) => ({ act: "approve-draft", draft: draftAbout(scene, "sso")?.id ?? "" }),
    done: (scene) => isUnblocked(scene) || draftIs("approved", "sent")(scene),
    lost: isDropped,
  },
  {
    who: (scene) => draftAbout(scene, "sso")?.approvedBy,
    what: "sends the message and says so",
    why: "Coxswain writes to nobody outside by itself: {name} copies the approved words, sends them, and marks them as sent.",
    doIt: "press Sent",
    press: (scene) => ({ act: "draft-sent", draft: draftAbout(scene, "sso")?.id ?? "" }),
    done: (scene) => isUnblocked(scene) || draftIs("sent")(scene),
    lost: isDropped,
  },
  ...beforeTraining,
  finishes("training", {
    what: "finishes the training",
    why: "It does not wait for the customer's answer, and {name} is done with it.",
    doIt: "press Done",
  }),
  {
    what: "The customer answers after two days",
    why: "The step waits for the customer, so its owner is left in peace.",
    doIt: "Let time pass until the answer comes",
    pass: { type: "morning" },
    done: (scene) => isUnblocked(scene) || scene.now >= (draftAbout(scene, "sso")?.settledAt ?? Number.POSITIVE_INFINITY) + 2 * DAY_MS,
  },
];

const weekFiveAndSix: readonly Turn[] = [
  {
    who: ownerOf("sso"),
    what: "says that single sign-on is no longer blocked",
    why: "The customer has answered: it is Okta. {name} can go on.",
    doIt: "press No longer blocked",
    press: () => ({ act: "unblock", step: "sso" }),
    done: isUnblocked,
  },
  finishes("sso", {
    what: "connects single sign-on",
    why: "With the answer, {name} can finish it. It is the last thing before the kickoff.",
    doIt: "press Done",
  }),
  promises("kickoff", {
    what: "says until when the kickoff is held",
    why: "Everything it needed is there, so the kickoff came to the customer success manager, {name}.",
  }),
  {
    what: "The day of the kickoff comes near",
    why: "One last reminder, a working day before.",
    doIt: "Let time pass until the day before",
    pass: { type: "morning" },
    done: isNearlyDue("kickoff"),
  },
  finishes("kickoff", {
    what: "holds the kickoff, which completes the case",
    why: "It is the last of eight steps. When {name} says that it was held, the case is complete.",
    doIt: "press Done",
  }),
];

const BY_BUTTONS: Instead = {
  dpa: [
    promises("dpa", {
      what: "says until when the data processing agreement takes",
      why: "The customer is on the enterprise plan, so legal signs this agreement, too. It came to {name} when the sale was handed over.",
    }),
  ],
  beforeReview: [],
  blocked: [
    {
      who: ownerOf("sso"),
      what: "reports that single sign-on waits for the customer",
      why: "{name} cannot go on without a decision that only the customer can make.",
      doIt: "press Blocked and say what is in the way",
      press: () => ({ act: "block", step: "sso", form: { "What is in the way?": QUESTION, "On whom does it wait?": "The customer" } }),
      done: (scene) => hadTrouble(scene, "sso"),
    },
  ],
  beforeTraining: [],
};

export const onboardingTurns = (instead: Instead = BY_BUTTONS): readonly Turn[] => [
  ...weekOneAndTwo(instead),
  ...weekThree,
  ...weekFour(instead),
  ...weekFiveAndSix,
];
