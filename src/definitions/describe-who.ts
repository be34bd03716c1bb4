import type { Who } from "../engine/definition.ts";

/** Somebody in words, as a process owner would name them: *team legal*, *whoever did triage*, *the process owner*. */
export const describeWho = (who: Who): string => {
  switch (who.who) {
    case "address":
      return who.address;
    case "team":
      return `team ${who.team}`;
    case "input":
      return `whoever is the ${who.input}`;
    case "same-as":
      return `whoever did ${who.step}`;
    case "owner-of":
      return `the owner of ${who.step}`;
    case "manager-of":
      return `the manager of ${describeWho(who.of)}`;
    case "process-owner":
      return "the process owner";
    case "starter":
      return "the starter";
    case "step-team-lead":
      return "the lead of the step's team";
  }
};
