import type { NewJob } from "./ports/jobs.ts";
import type { Commit, Store, WorkspaceAppend } from "./ports/store.ts";
import type { WakeAgents } from "./wake-agents.ts";

type Committed = (commit: { readonly jobs: readonly NewJob[] }) => void;

/** The store, with the jobs that wake agents in the very commit of what they wake on. */
export const createWakingStore = (store: Store, { jobsOf }: Pick<WakeAgents, "jobsOf">, committed: Committed): Store => {
  const withWakes = (commit: Commit): Commit => {
    const jobs = jobsOf(commit, commit.instance.id);
    return jobs.length === 0 ? commit : { ...commit, jobs: [...commit.jobs, ...jobs] };
  };
  return {
    ...store,
    commit: async (commit) => {
      const waking = withWakes(commit);
      const held = await store.commit(waking);
      if (held && waking !== commit) committed(waking);
      return held;
    },
    commitBatch: async (commits) => {
      const waking = commits.map(withWakes);
      const held = await store.commitBatch(waking);
      for (const [n, each] of waking.entries()) if (each !== commits[n] && held.has(each.instance.id)) committed(each);
      return held;
    },
    appendToWorkspace: async (append) => {
      const jobs = jobsOf(append, undefined);
      const waking: WorkspaceAppend = { ...append, jobs: [...append.jobs, ...jobs] };
      const held = await store.appendToWorkspace(waking);
      if (held) committed(waking);
      return held;
    },
  };
};
