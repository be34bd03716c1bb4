import { boundedFetch } from "./bounded-fetch.ts";
import { createMessagesVendor } from "./messages-api.ts";
import { once, type Vendor } from "./vendor.ts";

export interface BedrockChoice {
  readonly vendor: "bedrock";
  readonly name: string;
  readonly region: string;
  /** A private endpoint; undefined: the region's own. */
  readonly baseUrl: string | undefined;
}

/** Who we are to AWS comes from its own chain: environment, profile, role. */
export const createBedrock = ({ name, region, baseUrl }: BedrockChoice): Vendor =>
  createMessagesVendor(
    name,
    once(async () => {
      const { AnthropicBedrock } = await import("@anthropic-ai/bedrock-sdk");
      return new AnthropicBedrock({
        awsRegion: region,
        baseURL: baseUrl ?? `https://bedrock-runtime.${region}.amazonaws.com`,
        fetch: boundedFetch,
        logLevel: "off",
      });
    }),
  );
