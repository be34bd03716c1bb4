import { onboardingTurns } from "./onboarding-turns.ts";
import type { Script } from "./turn.ts";

const FIRST_CUSTOMER = 7;
const COMPANIES = ["Acme", "Birch", "Cedar", "Dune", "Elm", "Fjord", "Grove"];

const companyOf = (n: number): string => COMPANIES[n] ?? `${COMPANIES[n % COMPANIES.length]} ${Math.floor(n / COMPANIES.length) + 1}`;

/** Weeks from a signed contract to the kickoff. */
export const onboarding = {
  id: "onboarding",
  title: "Onboarding a customer",
  about:
    "A contract is signed. Five teams take over in turn, one date is missed, one step is blocked on the customer, and the kickoff completes it.",
  workflow: "customer-onboarding",
  opening: (n) => {
    const company = companyOf(n);
    const slug = company.toLowerCase().replaceAll(" ", "-");
    const caseId = `${slug.toUpperCase()}-${FIRST_CUSTOMER + n}`;
    const data = {
      id: caseId,
      company,
      plan: "enterprise",
      url: `https://sales.example.com/contracts/${slug}.pdf`,
      contact: `cto@${slug}.example`,
      owner_email: "chen@example.com",
    };
    return { caseId, event: { type: "contract.signed", data } };
  },
  turns: onboardingTurns(),
} as const satisfies Script;
