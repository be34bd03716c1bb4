import type { Logger } from "../application/ports/machine.ts";
import type { Answer } from "../application/ports/store.ts";
import type { IncomingEvent } from "../application/start-by-event.ts";
import { createActs } from "./acts.ts";
import { createAgentView } from "./agent-view.ts";
import { createCaseLines, createCaseView } from "./case-view.ts";
import { createFaults } from "./faults.ts";
import { createHappenings } from "./happenings.ts";
import { createJump, type Jump } from "./jump.ts";
import { createKeptFile } from "./kept-file.ts";
import { createMessagesSeen } from "./messages-seen.ts";
import { needsOf } from "./needs.ts";
import { createNextMoment } from "./next-moment.ts";
import type { MovableClock, ProductLike, SlackLike } from "./ports.ts";
import { createReadMarks } from "./read-marks.ts";
import { createRemembered, type Remembered } from "./remembered.ts";
import { createRequests } from "./requests.ts";
import type { Desk } from "./routes.ts";
import { createScreenEvents, type ScreenEvents } from "./screen-events.ts";
import { type ServedPage, servePage } from "./serve.ts";
import { STORY_FILE } from "./stories/kept.ts";
import { createStories } from "./stories/stories.ts";
import { createWorkflowFiles, type FolderCheck } from "./workflow-files.ts";
import { type AppSurface, createWorld } from "./world.ts";

/** All that a playground stands on. */
export interface PlaygroundPorts {
  readonly slack: SlackLike;
  readonly product: ProductLike;
  readonly clock: MovableClock;
  /** Handle (`maria`) to Slack id. */
  readonly people: ReadonlyMap<string, string>;
  readonly zone: string;
  readonly surface: AppSurface;
  /** Folder of the definitions. */
  readonly workflowsDir: string;
  readonly check: FolderCheck;
  /** What was wrong there when the product read it. */
  readonly problems: readonly string[];
  /** Where a small file of that name outlives the process. */
  readonly pathOf: (name: string) => string;
  /** Another system tells the product something. */
  readonly receive: (event: IncomingEvent) => Promise<Answer>;
  readonly logger: Logger;
  /** 0: any that is free. */
  readonly port: number;
}

const timeOf = (ports: PlaygroundPorts, events: ScreenEvents) => {
  const happenings = createHappenings(ports);
  return createJump({ ...ports, happenings, passed: (passed) => events.tell({ type: "passed", passed }) });
};

/** Time that a story lets pass is told to the pages as played time is. */
const toldBy = (jump: Jump, events: ScreenEvents): Pick<Jump, "pass"> => ({
  pass: async (request) => {
    const passed = await jump.pass(request);
    events.tell({ type: "passed", passed });
    return passed;
  },
});

const unknownOf = ({ logger }: PlaygroundPorts) => {
  const types = new Set<string>();
  return {
    list: () => [...types],
    note: (type: string) => {
      if (types.has(type)) return;
      types.add(type);
      logger.warn({ type }, "the page does not know this kind of block, and draws it as a box with its name");
    },
  };
};

const deskOf = (ports: PlaygroundPorts, jump: Jump, events: ScreenEvents, remembered: Remembered, changed: () => void): Desk => {
  const { slack, product, pathOf, logger } = ports;
  const { once } = remembered;
  const seen = createMessagesSeen(slack, createReadMarks(createKeptFile(pathOf("read-marks.json"))));
  const stories = createStories({ ...ports, jump: toldBy(jump, events), keep: createKeptFile(pathOf(STORY_FILE)) });
  const files = createWorkflowFiles({ folder: ports.workflowsDir, core: product.core, check: ports.check, problems: ports.problems });
  const unknown = unknownOf(ports);
  /** Whatever came of it, the pages look again. */
  const then = async <T>(doing: Promise<T>): Promise<T> => await doing.finally(changed);
  const act = createActs(slack);
  const faults = createFaults(slack);
  const world = createWorld({
    ...ports,
    seen,
    files,
    playing: jump.speed,
    state: faults.state,
    unknownBlocks: unknown.list,
    needs: once(async () => await needsOf(product)),
    next: once(createNextMoment(ports)),
    cases: once(createCaseLines(product.core)),
    stories: {
      get offers() {
        return stories.offers;
      },
      get firstWorkflow() {
        return stories.firstWorkflow;
      },
      now: once(stories.now),
    },
  });
  return {
    world,
    messages: seen.open,
    act: async (person, what) => await then(act(person, what)),
    time: async (request) => await then(jump.pass(request)),
    story: async (request) => await then(stories.handle(request)),
    caseView: createCaseView(product.core),
    agent: createAgentView(product.core),
    requests: createRequests(slack),
    file: files.read,
    begin: async (name) => await then(files.begin(name)),
    save: async (file) => await then(files.save(file)),
    fault: (request) => {
      faults.handle(request);
      changed();
    },
    unknownBlock: unknown.note,
    failed: (path, error) => logger.error({ path, error: String(error) }, "the playground could not answer"),
  };
};

/** Serves the page over a local Slack and the product that runs on it. */
export const openPlayground = async (ports: PlaygroundPorts): Promise<ServedPage> => {
  const events = createScreenEvents();
  const remembered = createRemembered();
  const changed = (): void => {
    remembered.forget();
    events.changed();
  };
  const jump = timeOf(ports, events);
  const stopWatching = ports.slack.onChange(changed);
  const served = await servePage(deskOf(ports, jump, events, remembered, changed), events, ports.port);
  return {
    ...served,
    close: async () => {
      jump.stop();
      stopWatching();
      events.close();
      await served.close();
    },
  };
};
