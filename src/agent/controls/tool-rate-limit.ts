import type { Verdict } from "../../application/ports/controls.ts";

const CONTROL = "tool-rate-limit";
/** Of the limit: from here on it is marked. */
const NEAR = 0.8;

/** `count`: calls of the tool for this person and case within the hour, this one included, as all replicas recorded them. */
export const judgeToolRate = (tool: string, count: number, callsAnHour: number): Verdict => {
  const said = `call ${count} of ${tool} within an hour, of ${callsAnHour} allowed`;
  if (count > callsAnHour) return { control: CONTROL, verdict: "DENY", reason: said };
  return { control: CONTROL, verdict: count > callsAnHour * NEAR ? "WARN" : "ALLOW", reason: said };
};
