import { benchClicks } from "./clicks.ts";
import { benchCosts } from "./costs.ts";
import { benchLint } from "./lint.ts";
import { benchReplies } from "./replies.ts";
import { benchStart } from "./start.ts";
import { benchSweep } from "./sweep.ts";

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  lint: benchLint,
  start: benchStart,
  p7: benchClicks,
  sweep: benchSweep,
  replies: benchReplies,
  costs: benchCosts,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => BENCHES[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no figure ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(BENCHES)) if (asked.length === 0 || asked.includes(name)) await bench();
