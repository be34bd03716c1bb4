import { caseKeyOf } from "../../engine/case-key.ts";
import type { InstanceId, WorkflowId } from "../../engine/ids.ts";
import type { Story, StoryOffer, StoryRequest } from "../api.ts";
import { claim } from "./claim.ts";
import { type Kept, keptIn, textOf } from "./kept.ts";
import { onboarding } from "./onboarding.ts";
import { onboardingWithAgent } from "./onboarding-with-agent.ts";
import type { StoryPorts } from "./ports.ts";
import { createTelling, type Telling } from "./telling.ts";
import type { Script } from "./turn.ts";

/** What the page asks of the guided stories. */
export interface Stories {
  /** Those whose workflow is there and starts as the story needs it. */
  readonly offers: readonly StoryOffer[];
  /** The workflow of the first of them. */
  readonly firstWorkflow: string | undefined;
  /** Where the story stands, read from the case: also after somebody did a turn by hand. */
  now(): Promise<Story | undefined>;
  /** Throws, with what to tell, when it cannot be done. */
  handle(request: StoryRequest): Promise<void>;
}

const SCRIPTS: readonly Script[] = [onboarding, onboardingWithAgent, claim];
const MOST_CASES = 1_000;

/** The n-th opening is taken whose case key no case of the workflow has had. */
const freeOpening = async ({ product: { core } }: StoryPorts, script: Script): Promise<ReturnType<Script["opening"]>> => {
  for (let n = 0; n < MOST_CASES; n += 1) {
    const opening = script.opening(n);
    const earlier = await core.reads.byCase(core.workspace, caseKeyOf(opening.caseId));
    if (!earlier.some(({ workflow }) => workflow === script.workflow)) return opening;
  }
  throw new Error(`"${script.title}" was started ${MOST_CASES} times: begin with an empty data folder.`);
};

/** Opens a case of the story by its event. */
const open = async (ports: StoryPorts, script: Script): Promise<InstanceId> => {
  const { core } = ports.product;
  const { caseId, event } = await freeOpening(ports, script);
  await ports.receive({ ...event, id: `story:${script.id}:${caseId}` });
  const cases = await core.reads.byCase(core.workspace, caseKeyOf(caseId));
  const started = cases.find(({ workflow }) => workflow === script.workflow);
  if (started === undefined)
    throw new Error(`The event ${event.type} started no case of ${script.workflow}. Does its definition still have what the story tells?`);
  return started.id;
};

const startsBy = ({ product }: StoryPorts, { workflow, opening }: Script): boolean => {
  const { type } = opening(0).event;
  // A script names its workflow in plain words.
  return product.core.catalogue.current(workflow as WorkflowId)?.startOn.some(({ event }) => event === type) ?? false;
};

const scriptOf = (kept: Kept | undefined): Script | undefined => SCRIPTS.find(({ id }) => id === kept?.story);

/** Whether this very case is being told with an agent, by what is kept of stories: then its model is the scripted one. */
export const isToldWithAgent = (kept: string | undefined, instance: InstanceId | undefined): boolean => {
  const told = keptIn(kept);
  return told !== undefined && told.story === onboardingWithAgent.id && told.instance === instance;
};

/** Guided stories through the product as it is. Only which case is told is kept; the position is read from the case each time. */
export const createStories = (ports: StoryPorts): Stories => {
  let kept = keptIn(ports.keep.read());
  let last: Promise<unknown> = Promise.resolve();
  let going: Promise<void> | undefined;

  const keep = (next: Kept | undefined): void => {
    kept = next;
    ports.keep.write(textOf(next));
  };
  const telling = (): Telling | undefined => {
    const script = scriptOf(kept);
    return kept === undefined || script === undefined ? undefined : createTelling(ports, script, kept.instance);
  };
  const start = async (id: string): Promise<void> => {
    const script = SCRIPTS.find((each) => each.id === id);
    if (script === undefined) throw new Error(`There is no story ${id}. There are: ${SCRIPTS.map((each) => each.id).join(", ")}.`);
    if (!startsBy(ports, script)) throw new Error(`The story needs ${script.workflow}, started by ${script.opening(0).event.type}.`);
    keep({ story: script.id, instance: await open(ports, script) });
    await telling()?.settle();
  };
  const go = async (): Promise<void> => {
    const current = telling();
    if (current === undefined) throw new Error("No story is being told: start one first.");
    if ((await current.go()) === "leave") keep(undefined);
  };
  const carryOut = async (request: Exclude<StoryRequest, { type: "go" }>): Promise<void> =>
    request.type === "start" ? await start(request.id) : keep(undefined);
  /** One after the other. */
  const inTurn = async (work: () => Promise<void>): Promise<void> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    await mine;
  };
  return {
    get offers() {
      return SCRIPTS.filter((script) => startsBy(ports, script)).map(({ id, title, about }) => ({ id, title, about }));
    },
    get firstWorkflow() {
      return SCRIPTS.find((script) => startsBy(ports, script))?.workflow;
    },
    now: async () => await telling()?.now(),
    handle: async (request) => {
      if (request.type !== "go") return await inTurn(async () => await carryOut(request));
      // A second click on the same button is for the turn that is being done, not for the next.
      going ??= inTurn(go).finally(() => {
        going = undefined;
      });
      return await going;
    },
  };
};
