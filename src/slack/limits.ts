/** Slack's numbers, from its Block Kit reference, in characters and pieces. */
export const LIMIT = {
  blocks: 50,
  viewBlocks: 100,
  sectionText: 3_000,
  fieldText: 2_000,
  fields: 10,
  contextElements: 10,
  contextText: 2_000,
  headerText: 150,
  actions: 25,
  buttonText: 75,
  optionText: 75,
  optionDescription: 75,
  optionValue: 75,
  options: 100,
  radioOptions: 10,
  overflowOptions: 5,
  inputLabel: 2_000,
  inputHint: 2_000,
  placeholder: 150,
  inputText: 3_000,
  modalTitle: 24,
  modalButton: 24,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  /** Above this `chat.postMessage` cuts by itself; the notification shows far less. */
  messageText: 4_000,
  planTasks: 50,
} as const;

/** How much of one thing a person wrote is shown before it is cut: a title must never push the buttons away. */
export const SHOWN = { title: 150, name: 80, words: 600, message: 2_500 } as const;

export const ELLIPSIS = "…";

const lastSpace = (text: string): number => Math.max(text.lastIndexOf(" "), text.lastIndexOf("\n"), text.lastIndexOf("\t"));

/** `kept` up to its last space, unless that loses more than half of it; never half of a surrogate pair. */
export const atWord = (kept: string): string => {
  const space = lastSpace(kept);
  const whole = space > kept.length / 2 ? kept.slice(0, space) : kept;
  return /[\uD800-\uDBFF]$/.test(whole) ? whole.slice(0, -1) : whole;
};

/** At most `max` characters, cut at a word, with an ellipsis where something is missing. */
export const cut = (text: string, max: number): string => (text.length <= max ? text : atWord(text.slice(0, max - 1)).trimEnd() + ELLIPSIS);
