import type { Stream } from "../../application/ports/controls.ts";
import { LONGEST_FENCE, openFence } from "./fence.ts";
import { LONGEST_TOKEN } from "./pii-detector.ts";

const HALF_TOKEN = /\[[A-Z]{0,8}(?:_\d{0,6})?$/;
const HALF_CHARACTER = /[\ud800-\udbff]$/;
/** How much of it is safe to give: what may be the beginning of a token, a fence or a character waits for its end. */
const wholePart = (text: string): number => {
  const fence = openFence(text);
  const openAt = fence !== -1 && text.length - fence <= LONGEST_FENCE && !text.includes("⟧", fence) ? fence : text.length;
  const token = text.lastIndexOf("[");
  const tail =
    token !== -1 && text.length - token <= LONGEST_TOKEN * 2 ? text.slice(token).replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "") : "";
  const half = HALF_TOKEN.test(tail) ? token : text.length;
  const end = HALF_CHARACTER.test(text) ? text.length - 1 : text.length;
  return Math.min(openAt, half, end);
};

/** Gives what comes in pieces as it would have been given whole. */
export const createStream = (whole: (text: string) => string, onText: (piece: string) => void): Stream => {
  let held = "";
  const give = (text: string): void => {
    const piece = whole(text);
    if (piece !== "") onText(piece);
  };
  return {
    push: (piece) => {
      held += piece;
      const end = wholePart(held);
      give(held.slice(0, end));
      held = held.slice(end);
    },
    end: () => {
      give(held);
      held = "";
    },
  };
};
