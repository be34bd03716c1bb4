import type { Model, Models, Purpose } from "../../application/ports/model.ts";
import { type AnthropicChoice, createAnthropic } from "./anthropic.ts";
import { type BedrockChoice, createBedrock } from "./bedrock.ts";
import { createModel } from "./create-model.ts";
import { createOpenAi, type OpenAiChoice } from "./openai.ts";
import type { Vendor } from "./vendor.ts";

/** A model as it was configured. */
export type ModelChoice = AnthropicChoice | BedrockChoice | OpenAiChoice;

/** Undefined where none is configured. */
export type ModelChoices = Readonly<Record<Purpose, ModelChoice | undefined>>;

/** As it is configured and as faults name it: `vendor:name`. */
export const nameOf = ({ vendor, name }: ModelChoice): string => `${vendor}:${name}`;

const vendorOf = (choice: ModelChoice): Vendor => {
  switch (choice.vendor) {
    case "anthropic":
      return createAnthropic(choice);
    case "bedrock":
      return createBedrock(choice);
    case "openai":
      return createOpenAi(choice);
  }
};

/** Reads no vendor's SDK before the first question; purposes with the same model share it. */
export const createModels = (choices: ModelChoices): Models => {
  const made = new Map<string, Model>();
  return (purpose) => {
    const choice = choices[purpose];
    if (choice === undefined) return undefined;
    const name = nameOf(choice);
    const model = made.get(name) ?? createModel(name, vendorOf(choice));
    made.set(name, model);
    return model;
  };
};
