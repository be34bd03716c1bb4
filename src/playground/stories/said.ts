/** What people write in the story with an agent: no clear phrase of any language reads it, and the scripted model knows it by heart. */
export const SAID = {
  promise: "their legal wants the DPA first, back Thursday",
  question: "I have lost the thread a bit, whom does the rest hang on",
  request: "put it down for me somewhere, they do not know yet which identity provider it is",
  wonder: "they find their way around by now, what would still be missing here",
} as const;
