import type { Json } from "../json.ts";

/**
 * An answer `ok: false`. Methods throw it, so that each of Slack's rules stays a guard of one line; `answer-call.ts` is the one
 * place that turns it into an answer.
 */
export class Refusal extends Error {
  readonly error: string;
  readonly details: Json;

  constructor(error: string, details: Json = {}) {
    super(error);
    this.error = error;
    this.details = details;
  }
}

export const refuse = (error: string, details: Json = {}): never => {
  throw new Refusal(error, details);
};
