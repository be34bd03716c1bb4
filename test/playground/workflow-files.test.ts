import { cp, mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFolderCheck } from "../../src/cli/check-folder.ts";
import { WorkflowId } from "../../src/engine/ids.ts";
import { createWorkflowFiles, type WorkflowFiles } from "../../src/playground/workflow-files.ts";
import { openOnEither } from "../support/databases.ts";
import { openStage, SHIPPED, type Stage } from "../support/stage.ts";

const open = openOnEither();
const CLAIM = "claim-handling.yaml";

describe("the files of the workflows", () => {
  let stage: Stage;
  let folder: string;
  let files: WorkflowFiles;
  beforeAll(async () => {
    folder = await mkdtemp(`${tmpdir()}/coxswain-files-`);
    await cp(SHIPPED, folder, { recursive: true });
    stage = await openStage({ open, workflowsDir: folder, at: Date.parse("2026-03-02T09:00:00Z") });
    files = createWorkflowFiles({ folder, core: stage.app().core, check: createFolderCheck(folder), problems: [] });
  });
  afterAll(async () => await stage.stop());

  it("are listed by what they say they are", async () => {
    const lines = files.list();
    expect(lines.map(({ file }) => file)).toContain("teams.yaml");
    expect(lines.find(({ file }) => file === "customer-onboarding.yaml")).toEqual({
      workflow: "customer-onboarding",
      title: "Customer onboarding",
      about: "From signed contract to kickoff in six weeks, eight steps, five teams.",
      file: "customer-onboarding.yaml",
    });
    expect(await files.problems()).toEqual([]);
  });

  it("are neither read nor written outside the folder", async () => {
    for (const name of ["../package.json", "/etc/passwd", "..", "", ".hidden.yaml", "a/../teams.yaml", "teams.yaml\0", "new.yaml"]) {
      expect(files.read(name)).toBeUndefined();
      expect(await files.save({ name, text: "x" })).toMatchObject({ saved: false });
    }
    expect((await readdir(folder)).toSorted()).toEqual((await readdir(SHIPPED)).toSorted());
  });

  it("are not saved with a mistake, whose line and column are said", async () => {
    const before = await readFile(`${folder}/${CLAIM}`, "utf8");
    const broken = before.replace(/team: triage/, "team: traige");
    const { saved, problems } = await files.save({ name: CLAIM, text: broken });
    expect(saved).toBe(false);
    expect(problems.join("\n")).toMatch(/^claim-handling\.yaml:\d+:\d+ mistake .*traige.*did you mean "triage"/);
    expect(await readFile(`${folder}/${CLAIM}`, "utf8")).toBe(before);
    expect(await files.problems()).toEqual([]);
  });

  it("are not saved where the change breaks another file", async () => {
    const teams = files.read("teams.yaml")?.text ?? "";
    const { saved, problems } = await files.save({ name: "teams.yaml", text: teams.replace(/^ {2}triage:/m, "  sorting:") });
    expect(saved).toBe(false);
    expect(problems.join("\n")).toContain(`${CLAIM}:`);
  });

  it("take effect at once when they are good, and say what changed", async () => {
    const before = files.read(CLAIM)?.text ?? "";
    const { saved, changes, problems } = await files.save({ name: CLAIM, text: before.replace(/^title: .*$/m, "title: Claims, quickly") });
    expect({ saved, problems }).toEqual({ saved: true, problems: [] });
    expect(changes).toEqual(['claim-handling: changed ("title" changed)']);
    expect(
      stage
        .app()
        .core.catalogue.all()
        .map(({ title }) => title),
    ).toContain("Claims, quickly");
    expect((await readdir(folder)).filter((name) => name.endsWith(".next"))).toEqual([]);
  });

  it("are begun with a small workflow that works, by a name that is free", async () => {
    const { saved, problems, changes } = await files.begin("Leave request.yaml");
    expect({ saved, problems }).toEqual({ saved: true, problems: [] });
    expect(changes).toContain("leave-request: added (2 steps)");
    expect(files.list().find(({ file }) => file === "Leave request.yaml")).toMatchObject({
      workflow: "leave-request",
      title: "Leave request",
    });
    const begun = stage.app().core.catalogue.current(WorkflowId.parse("leave-request"));
    expect(begun?.steps.map(({ title }) => title)).toEqual(["Prepare it", "Check it"]);
    expect(files.read("Leave request.yaml")?.text).toContain("owner: sara@example.com");
  });

  it("are not begun by a name that is taken, or that is not one of a file", async () => {
    expect(await files.begin("TEAMS.yaml")).toEqual({
      saved: false,
      problems: ["There is a file teams.yaml already. Choose another name, or change that one."],
      changes: [],
    });
    const before = await readdir(folder);
    for (const name of ["../x.yaml", "a/b.yaml", "..yaml", ".hidden.yaml", "x", "x.txt", "-x.yaml", "x\0.yaml", "x\n.yaml", " .yaml"]) {
      const { saved, problems } = await files.begin(name);
      expect({ saved, said: problems[0] }).toEqual({
        saved: false,
        said: expect.stringContaining("is not the name of a definition") as string,
      });
    }
    const double = await files.begin("claim handling.yml");
    expect(double.saved).toBe(false);
    expect(double.problems.join("\n")).toContain('the workflow "claim-handling" is also in claim-handling.yaml');
    expect(await readdir(folder)).toEqual(before);
  });
});
