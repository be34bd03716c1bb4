import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { folderOf, TEAMS, WORKFLOW } from "../definitions/folder.ts";
import { NODE_ARGS } from "../support/start-args.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...NODE_ARGS, "src/cli.ts", ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
};

describe("lint", () => {
  it("accepts the workflows we ship", () => {
    expect(run(["lint"])).toEqual({ status: 0, stdout: "5 workflows, 0 mistakes, 0 warnings\n", stderr: "" });
  });

  it("prints each mistake with its place, what was expected and the nearest name, and exits 2", () => {
    const folder = folderOf({ "teams.yaml": TEAMS, "review.yaml": WORKFLOW.replace("owner: { team: desk }", "owner: { team: deks }") });
    const { status, stdout } = run(["lint"], { WORKFLOWS_DIR: folder });
    expect(status).toBe(2);
    expect(stdout.split("\n")).toEqual([
      `${join(folder, "review.yaml")}:51:20 mistake unknown team "deks"; expected a team of teams.yaml: legal, desk; did you mean "desk"?`,
      "1 workflow, 1 mistake, 0 warnings",
      "",
    ]);
  });

  it("accepts the workflow that the README shows", () => {
    const [, shown = ""] = /```yaml\n(.*?)```/s.exec(readFileSync(join(root, "README.md"), "utf8")) ?? [];
    const folder = folderOf({
      "teams.yaml": TEAMS.replaceAll("desk", "it-setup").replaceAll("lea@", "it-head@"),
      "laptop-request.yaml": shown,
    });
    expect(run(["lint", folder])).toMatchObject({ status: 0, stdout: "1 workflow, 0 mistakes, 0 warnings\n" });
  });

  it("names a folder that cannot be read, and exits 2", () => {
    expect(run(["lint", "/nowhere/at/all"])).toMatchObject({
      status: 2,
      stdout: expect.stringContaining('the folder "/nowhere/at/all" cannot be read') as string,
    });
  });
});

describe("diff", () => {
  it("says what changes, and exits 1", () => {
    const [before, after] = [
      folderOf({ "teams.yaml": TEAMS, "review.yaml": WORKFLOW }),
      folderOf({ "teams.yaml": TEAMS, "review.yaml": WORKFLOW.replace("title: Wrong", "title: Not right") }),
    ];
    expect(run(["diff", before, after])).toMatchObject({
      status: 1,
      stdout: 'review: changed (step "judge" changed: options)\nreview: for team legal\n',
    });
    expect(run(["diff", before, before])).toMatchObject({ status: 0, stdout: "no change\n" });
  });

  it("exits 2 when a folder has mistakes", () => {
    const broken = folderOf({ "teams.yaml": TEAMS, "review.yaml": "workflow: [" });
    expect(run(["diff", broken, broken])).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("review.yaml:1:") as string,
    });
  });
});

describe("the command line", () => {
  it("names the nearest command for one that there is not, and exits 2", () => {
    expect(run(["lnt"])).toMatchObject({ status: 2, stderr: expect.stringContaining("lint") as string });
  });
});
