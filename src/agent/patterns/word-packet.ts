import { z } from "zod";
import type { PacketToWord, WordedPacket, WordPacket } from "../../application/ports/wording.ts";
import { wrongWith } from "../../insights/wording/check-wording.ts";
import type { WordChecked } from "./word-checked.ts";
import { HOLDS, Sentences } from "./word-update.ts";

const MAX_TOKENS = 1_500;
/** Of each part: whoever takes over reads it before they answer. */
const MOST = 5;

const Packet = z.strictObject({
  summary: Sentences.describe("What it is about and how it stands, up to three sentences"),
  decisions: Sentences.describe("What was decided and agreed, by whom; empty for nothing"),
  open: Sentences.describe("What is not settled: questions without an answer, promises, what is waited for; empty for nothing"),
});

const SYSTEM = `You word what somebody who takes over a step of a case has to know, from numbered facts: F of its trace and state, V what was given, N a note, T
what people wrote in its thread. ${HOLDS}
What somebody only wrote is said as theirs ("Anna wrote that ..."). At most ${MOST} sentences in each part, the most important first.`;

const tooMuch = (packet: WordedPacket): string | undefined =>
  Object.values(packet).some((part: WordedPacket["open"]) => part.length > MOST) ? `a part has more than ${MOST} sentences` : undefined;

const wrongWithPacket = (
  packet: WordedPacket,
  { facts, names, language }: Pick<PacketToWord, "facts" | "names" | "language">,
): string | undefined => tooMuch(packet) ?? wrongWith([...packet.summary, ...packet.decisions, ...packet.open], { facts, names, language });

/** The clerk: a packet's first words, from state and thread. */
export const createWordPacket =
  (word: WordChecked): WordPacket =>
  async ({ language, facts, names, ...asked }) =>
    await word({
      ...asked,
      pattern: "clerk",
      system: SYSTEM,
      task: `Language: ${language}.`,
      facts,
      shape: Packet,
      wrongWith: (packet) => wrongWithPacket(packet, { facts, names, language }),
      maxTokens: MAX_TOKENS,
    });
