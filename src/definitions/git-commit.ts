import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The commit that a folder's repository is at, read from its files; undefined outside a repository, or before its first commit. */
export const gitCommit = (folder: string): string | undefined => {
  const git = gitFolder(resolve(folder));
  const head = git && read(join(git, "HEAD"));
  if (git === undefined || head === undefined) return undefined;
  if (!head.startsWith("ref: ")) return commitIn(head);
  const branch = head.slice("ref: ".length);
  const common = read(join(git, "commondir"));
  const shared = common === undefined ? git : resolve(git, common);
  return commitIn(read(join(shared, branch))) ?? packed(shared, branch);
};

const commitIn = (text: string | undefined): string | undefined =>
  text !== undefined && /^[0-9a-f]{40,64}$/.test(text) ? text : undefined;

/** A worktree has a file that points at its folder. */
const gitFolder = (folder: string): string | undefined => {
  const candidate = join(folder, ".git");
  const kind = statSync(candidate, { throwIfNoEntry: false });
  if (kind?.isDirectory()) return candidate;
  const pointer = kind?.isFile() ? read(candidate) : undefined;
  if (pointer?.startsWith("gitdir: ")) return resolve(folder, pointer.slice("gitdir: ".length));
  return dirname(folder) === folder ? undefined : gitFolder(dirname(folder));
};

const packed = (git: string, branch: string): string | undefined => {
  const line = read(join(git, "packed-refs"))
    ?.split("\n")
    .find((each) => each.endsWith(` ${branch}`));
  return commitIn(line?.split(" ")[0]);
};

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
};
