import { describe, expect, it } from "vitest";
import { gitCommit } from "../../src/definitions/git-commit.ts";
import { loadDefinitions } from "../../src/definitions/load.ts";
import { folderOf, TEAMS, WORKFLOW } from "./folder.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

describe("a folder", () => {
  it("is refused without teams.yaml", () => {
    expect(loadDefinitions(folderOf({ "review.yaml": WORKFLOW })).problems).toMatchObject([
      { file: "teams.yaml", line: 1, column: 1, message: "there is no teams.yaml" },
    ]);
  });

  it("is read no deeper than its own workflow files", () => {
    const { files } = loadDefinitions(
      folderOf({ "teams.yaml": TEAMS, "review.yml": WORKFLOW, "notes.md": "x", ".hidden.yaml": "a: [", "old/review.yaml": "a: [" }),
    );
    expect(files.map(({ file }) => file)).toEqual(["review.yml"]);
  });

  it("says of a file that cannot be read that it cannot be read", () => {
    const { problems } = loadDefinitions(folderOf({ "teams.yaml": TEAMS, "folder.yaml/inner.txt": "x" }));
    expect(problems).toMatchObject([{ file: "folder.yaml", rule: "filesCanBeRead", message: "the file cannot be read (EISDIR)" }]);
  });
});

describe("the commit of a folder", () => {
  it.each([
    ["its branch", { ".git/HEAD": "ref: refs/heads/main\n", ".git/refs/heads/main": `${COMMIT}\n` }],
    ["a packed branch", { ".git/HEAD": "ref: refs/heads/main\n", ".git/packed-refs": `# pack-refs\n${COMMIT} refs/heads/main\n` }],
    ["a detached head", { ".git/HEAD": `${COMMIT}\n` }],
    [
      "a worktree",
      { ".git": "gitdir: real\n", "real/HEAD": "ref: refs/heads/x\n", "real/commondir": "shared\n", "real/shared/refs/heads/x": COMMIT },
    ],
  ])("is read from %s", (_, files) => {
    expect(gitCommit(folderOf(files))).toBe(COMMIT);
  });

  it.each([
    ["before the first commit", { ".git/HEAD": "ref: refs/heads/main\n" }],
    ["of a broken repository", { ".git/config": "" }],
  ])("is unknown %s", (_, files) => {
    expect(gitCommit(folderOf(files))).toBeUndefined();
  });

  it("is unknown outside a repository", () => {
    expect(gitCommit(folderOf({ "a.txt": "" }))).toBeUndefined();
  });
});
