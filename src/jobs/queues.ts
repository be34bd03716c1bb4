/** How a queue treats its jobs. All times are machine time. */
export type QueueSettings = {
  /** While a job with the same key waits, another is not made. Such a job renders what is true when it runs, so one is enough. */
  readonly collapse: boolean;
  /** Attempts after the first; then the job is dropped, and its drop is a job of the queue `dropped`. */
  readonly retryLimit: number;
  /** Before the first retry; doubled for each further one, up to `retryDelayMaxMs`. */
  readonly retryDelayMs: number;
  readonly retryDelayMaxMs: number;
  /** An attempt that takes longer has failed. */
  readonly expireInSeconds: number;
  /** A worker that is silent for this long is dead, and its jobs are taken from it; at least 10. */
  readonly heartbeatSeconds: number;
};

export type QueueName = "post" | "refresh" | "home" | "action" | "understand" | "word" | "specialist" | "analyse" | "dropped";
export type Queues = Readonly<Record<QueueName, QueueSettings>>;

/** Where jobs go that were given up. */
export const DROPPED = "dropped" satisfies QueueName;

export const QUEUES: Queues = {
  /** A message to people: worth hours of trying, Slack has bad days. */
  post: { collapse: false, retryLimit: 12, retryDelayMs: 1_000, retryDelayMaxMs: 3_600_000, expireInSeconds: 60, heartbeatSeconds: 10 },
  /** The living messages of an instance. The next change renders them again anyway. */
  refresh: { collapse: true, retryLimit: 6, retryDelayMs: 1_000, retryDelayMaxMs: 300_000, expireInSeconds: 60, heartbeatSeconds: 10 },
  /** A person's home. */
  home: { collapse: true, retryLimit: 3, retryDelayMs: 2_000, retryDelayMaxMs: 60_000, expireInSeconds: 60, heartbeatSeconds: 10 },
  /** An action step in another system. */
  action: { collapse: false, retryLimit: 8, retryDelayMs: 2_000, retryDelayMaxMs: 900_000, expireInSeconds: 120, heartbeatSeconds: 10 },
  /** A model reads a reply. Its writer has waited long enough after a few attempts. */
  understand: { collapse: true, retryLimit: 3, retryDelayMs: 2_000, retryDelayMaxMs: 30_000, expireInSeconds: 60, heartbeatSeconds: 10 },
  /** An agent of agents.yaml wakes: as often as it says itself, which is five times more at most. */
  specialist: { collapse: false, retryLimit: 7, retryDelayMs: 5_000, retryDelayMaxMs: 300_000, expireInSeconds: 330, heartbeatSeconds: 10 },
  /** A model words an update or a packet: two questions of twenty seconds. Who waits has the template when it was tried often enough. */
  word: { collapse: true, retryLimit: 3, retryDelayMs: 2_000, retryDelayMaxMs: 30_000, expireInSeconds: 90, heartbeatSeconds: 10 },
  /** A model looks at the open cases of a workflow. In half an hour there is another look. */
  analyse: { collapse: true, retryLimit: 2, retryDelayMs: 5_000, retryDelayMaxMs: 60_000, expireInSeconds: 120, heartbeatSeconds: 10 },
  /** Records that a job was given up; only the database can keep it from that. */
  dropped: { collapse: false, retryLimit: 50, retryDelayMs: 1_000, retryDelayMaxMs: 600_000, expireInSeconds: 60, heartbeatSeconds: 10 },
};

/** The queue library's words for them. It retries by them when a worker died; while we live, retry-policy.ts decides. */
export const toQueueOptions = (name: QueueName, settings: QueueSettings) => ({
  policy: settings.collapse ? "short" : "standard",
  retryLimit: settings.retryLimit,
  retryDelay: Math.max(1, Math.round(settings.retryDelayMs / 1_000)),
  retryBackoff: true,
  retryDelayMax: Math.max(1, Math.round(settings.retryDelayMaxMs / 1_000)),
  expireInSeconds: settings.expireInSeconds,
  heartbeatSeconds: settings.heartbeatSeconds,
  deleteAfterSeconds: 86_400,
  notify: true,
  ...(name === DROPPED ? {} : { deadLetter: DROPPED }),
});
