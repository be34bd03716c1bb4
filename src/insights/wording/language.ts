/** Those in which people are understood without a model, and in which one words for them. */
export const LANGUAGES = ["English", "German", "Italian", "French", "Spanish"] as const;
export type Language = (typeof LANGUAGES)[number];
