const SIGNS: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

/** The three signs that Slack escapes, once: `&amp;lt;` is what somebody wrote as `&lt;`. */
export const unescapeOnce = (text: string): string => text.replaceAll(/&(?:lt|gt|amp);/g, (entity) => SIGNS[entity] ?? entity);
