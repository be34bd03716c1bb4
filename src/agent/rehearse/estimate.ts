import type { Usage } from "../../application/ports/model.ts";
import { schemaOfInput, schemaOfShape } from "../models/json-schema.ts";
import type { Recorded } from "./recorded.ts";

/** Of the languages and the JSON that we send: about so many characters a token. */
const CHARACTERS = 4;

export const tokensOf = (text: string): number => Math.ceil(text.length / CHARACTERS);

/** What a request would use, without asking anybody: its characters, and as much of an answer as there was the first time. */
export const estimateOf = ({ request, said }: Recorded): Usage => {
  const { system, context, messages, tools, shape } = request;
  const schemas = [
    ...(tools ?? []).map(({ name, description, input }) => ({ name, description, input: schemaOfInput(input) })),
    shape && schemaOfShape(shape),
  ];
  return {
    input: tokensOf(JSON.stringify([system, context, messages, schemas])),
    cacheRead: 0,
    cacheWrite: 0,
    output: tokensOf(said.text + JSON.stringify(said.calls)),
  };
};
