import { ended, isOver, ownerOf, stepOf } from "./scene.ts";
import type { Scene, Script } from "./turn.ts";

const FIRST_CLAIM = 847;

const approver = (scene: Scene): string | undefined => {
  const step = stepOf(scene, "liquidation-approve");
  return step !== undefined && "request" in step ? step.request?.approvers[0] : undefined;
};

/** From first notice to a liquidation that somebody else approved. */
export const claim: Script = {
  id: "claim",
  title: "A claim and its reserve",
  about: "A notice comes in, compliance finds gaps, the reserve goes from 4,200 to 3,850, and a second pair of eyes approves it.",
  workflow: "claim-handling",
  opening: (n) => {
    const caseId = `2024-${String(FIRST_CLAIM + n).padStart(4, "0")}`;
    const data = { claim: caseId, type: "auto-liability", region: "northeast", reserve: 4200, name: "Ada Lovelace" };
    return { caseId, event: { type: "fnol.received", data } };
  },
  turns: [
    {
      who: () => "tina",
      what: "takes the new claim in #claims",
      why: "The notice opened a case. Its first step is for the whole team triage: whoever takes it owns it, and {name} is in triage.",
      doIt: "press Take it",
      press: () => ({ act: "take", step: "triage-classify" }),
      done: (scene) => isOver(scene, "triage-classify") || ownerOf("triage-classify")(scene) !== undefined,
    },
    {
      who: ownerOf("triage-classify"),
      what: "classifies the claim as high",
      why: "{name} took the claim, and the next step waits for how severe it is.",
      doIt: "press High",
      press: () => ({ act: "option", step: "triage-classify", option: "high" }),
      done: ended("triage-classify"),
    },
    {
      who: ownerOf("idd-check"),
      what: "finds gaps in the IDD check",
      why: "The check belongs to compliance. Gaps do not stop the claim: they need a reason, and the audit trail says WARN.",
      doIt: "press Gaps found and say why",
      press: () => ({ act: "option", step: "idd-check", option: "gaps", form: { Reason: "No proof of advice on file" } }),
      done: ended("idd-check"),
    },
    {
      who: ownerOf("liquidation-propose"),
      what: "proposes a reserve of 3,850 instead of 4,200",
      why: "The claim is classified and checked. {name} owns the proposal, and Done asks for the two things that it needs.",
      doIt: "press Done and fill in the proposal",
      press: () => ({
        act: "done",
        step: "liquidation-propose",
        form: { "Proposed reserve": "3850", "Underwriting aligned": "Yes" },
      }),
      done: ended("liquidation-propose"),
    },
    {
      who: ownerOf("liquidation-propose"),
      what: "tries to approve their own proposal",
      why: "Try the wrong person first. {name} made the proposal and cannot approve it: the click is refused, and the refusal is in the trail.",
      doIt: "press Approve",
      press: () => ({ act: "approve", step: "liquidation-approve" }),
      done: (scene) => isOver(scene, "liquidation-approve") || Object.keys(scene.instance.refusals).length > 0,
    },
    {
      who: approver,
      what: "approves the liquidation",
      why: "The region is northeast, and {name} is the adjuster who has that skill. The request shows the reserve before and after.",
      doIt: "press Approve",
      press: () => ({ act: "approve", step: "liquidation-approve" }),
      done: ended("liquidation-approve"),
    },
  ],
};
