import { boundedFetch } from "./bounded-fetch.ts";
import { createMessagesVendor } from "./messages-api.ts";
import { once, type Vendor } from "./vendor.ts";

export interface AnthropicChoice {
  readonly vendor: "anthropic";
  readonly name: string;
  readonly apiKey: string;
  /** Undefined: Anthropic's own. */
  readonly baseUrl: string | undefined;
}

export const createAnthropic = ({ name, apiKey, baseUrl }: AnthropicChoice): Vendor =>
  createMessagesVendor(
    name,
    once(async () => {
      const { Anthropic } = await import("@anthropic-ai/sdk");
      return new Anthropic({
        apiKey,
        baseURL: baseUrl ?? "https://api.anthropic.com",
        fetch: boundedFetch,
        logLevel: "off",
      });
    }),
  );
