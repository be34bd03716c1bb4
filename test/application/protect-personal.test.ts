import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { protectPersonal } from "../../src/application/protect-personal.ts";
import type { InstanceCommand } from "../../src/engine/messages/command.ts";
import { definition, field, task } from "../support/builders.ts";
import { envelopeOf, newInstance } from "../support/given-store.ts";

const whole = definition([task("one", { evidence: [field("scan", { personal: true })] })], {
  inputs: [field("phone", { personal: true })],
});
const ids = () => {
  let n = 0;
  return { uuid: () => `id-${n++}` };
};
const start = (inputs: Record<string, string | null>) =>
  ({ ...envelopeOf("sam"), type: "StartWorkflow", workflow: whole.workflow, newInstance: newInstance(), inputs }) as const;

describe("personal values", () => {
  it("become a salted reference before the engine sees them; the text goes beside the trace", () => {
    const { command, texts } = protectPersonal(whole, start({ case_id: "C-1", phone: "+39 06 1234" }), ids());
    const hash = createHash("sha256").update("id-0:+39 06 1234").digest("hex");
    expect(command.inputs).toEqual({ case_id: "C-1", phone: { text: "id-1", hash } });
    expect(texts).toEqual([{ text: "id-1", hash, salt: "id-0", body: "+39 06 1234" }]);
  });

  it("stay readable for checking a start, and nowhere else", () => {
    const { command } = protectPersonal(whole, start({ case_id: "C-1", phone: "+39" }), ids());
    expect(command).toMatchObject({ personal: { phone: "+39" } });
    const evidence = { ...envelopeOf("anna"), type: "AddEvidence", instance: newInstance(), step: "one", evidence: { scan: "a scan" } };
    expect(JSON.stringify(protectPersonal(whole, evidence as InstanceCommand, ids()).command)).not.toContain("a scan");
  });

  it("have a hash of their own each, though the text is the same", () => {
    const generator = ids();
    const [one, other] = [1, 2].map(() => protectPersonal(whole, start({ phone: "+39" }), generator).texts[0]?.hash);
    expect(one).not.toBe(other);
  });

  it("are left alone where nothing was given, or what was given is a reference already", () => {
    const reference = { text: "t", hash: "h" };
    const given = { ...start({ case_id: "C-1", phone: null }), inputs: { phone: null, other: "x" } };
    expect(protectPersonal(whole, given as InstanceCommand, ids()).texts).toEqual([]);
    const again = { ...given, inputs: { phone: reference } };
    expect(protectPersonal(whole, again as InstanceCommand, ids()).command).toMatchObject({ inputs: { phone: reference } });
  });

  it("that are blank are left as they are, so that a required one is still missing", () => {
    const { command, texts } = protectPersonal(whole, start({ case_id: "C-1", phone: "  " }), ids());
    expect(command.inputs).toEqual({ case_id: "C-1", phone: "  " });
    expect(texts).toEqual([]);
  });

  it("cost a definition without any nothing", () => {
    const plain = definition([task("one")]);
    const command = start({ case_id: "C-1" });
    expect(protectPersonal(plain, command, ids()).command).toBe(command);
  });
});
