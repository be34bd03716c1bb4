import { isWrong, stepIn } from "../scope.ts";
import { STEP, writeTool } from "./tool.ts";

/** Who hears of it is the ladder's to say; what is in the way stays as people said it. */
export const escalateBlockerTool = writeTool(
  {
    name: "escalate_blocker",
    description: "Makes a step's block urgent, so that its ladder asks for help now and not when it was to end.",
  },
  { step: STEP },
  ({ step: asked }, { file }) => {
    const step = stepIn(file, asked);
    if (isWrong(step)) return step;
    if (step.status !== "blocked") return { wrong: `${step.key} is not blocked: there is nothing to escalate.` };
    const { reason, on, onWhom, until, urgency } = step.block;
    return {
      type: "BlockStep",
      instance: file.instance.id,
      step: step.key,
      pass: step.pass,
      reason,
      on,
      urgency: urgency === "critical" ? urgency : "urgent",
      ...(onWhom === undefined ? {} : { onWhom }),
      // It may have passed meanwhile.
      ...(until === undefined || until <= file.now ? {} : { until }),
    };
  },
);
