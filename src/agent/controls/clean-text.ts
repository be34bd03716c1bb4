/** Control characters but tab and line ends, and what nobody sees and a model reads. */
const INVISIBLE = [
  "\\u{0}-\\u{8}\\u{b}\\u{c}\\u{e}-\\u{1f}\\u{7f}-\\u{9f}",
  // Soft hyphens, joiners and fillers
  "\\u{ad}\\u{34f}\\u{115f}\\u{1160}\\u{17b4}\\u{17b5}\\u{180b}-\\u{180f}\\u{3164}\\u{ffa0}",
  // Zero-width and bidirectional controls
  "\\u{61c}\\u{200b}-\\u{200f}\\u{202a}-\\u{202e}\\u{2060}-\\u{206f}\\u{feff}\\u{fff9}-\\u{fffb}",
  // Variation selectors, shorthand and music controls, tags
  "\\u{fe00}-\\u{fe0f}\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}",
].join("");

const UNSEEN = new RegExp(`[${INVISIBLE}]+`, "gu");

/** Without invisible characters, in which instructions are smuggled and by which words are split, and without half characters. */
export const cleanText = (text: string): string => text.toWellFormed().replace(UNSEEN, "");
