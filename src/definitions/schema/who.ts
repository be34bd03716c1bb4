import { z } from "zod";
import { closed } from "./closed.ts";
import { address, fieldName, stepId, teamId, template } from "./words.ts";

const EXPECTED =
  "a person: an email, a Slack user id, { team }, { input }, { same_as }, { owner_of }, { manager_of }, process-owner, starter or step-team-lead";

/** A person or several, by name or by role, as written. */
export type WhoDocument =
  | string
  | { readonly team: string; readonly skill?: string | undefined }
  | { readonly input: string }
  | { readonly same_as: string }
  | { readonly owner_of: string }
  | { readonly manager_of: WhoDocument };

export const who: z.ZodType<WhoDocument> = z.lazy(() =>
  z
    .union(
      [
        address,
        closed({ team: teamId, skill: template.optional() }),
        closed({ input: fieldName }),
        closed({ same_as: stepId }),
        closed({ owner_of: stepId }),
        closed({ manager_of: who }),
      ],
      { error: EXPECTED },
    )
    .meta({ id: "who", description: "An email, a Slack user id, a team, an input that holds a person, or a role." }),
);

export const people = z.union([who, z.array(who, { error: `${EXPECTED}, or a list of these` })], {
  error: `${EXPECTED}, or a list of these`,
});
export type PeopleDocument = z.infer<typeof people>;

/** Strings that name a role rather than an address. */
export const ROLES = ["process-owner", "starter", "step-team-lead"] as const;
