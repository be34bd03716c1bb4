import type { Definition } from "../../../engine/definition.ts";
import { signatureOf, signedKinds, trustOf } from "../../../insights/trust.ts";
import type { Answer as Said } from "../../views/answers/answer.ts";
import { type Charter, charterAnswer, chartersAnswer } from "../../views/answers/charter.ts";
import { nearestAnswer } from "../../views/answers/refusal.ts";
import type { Listening } from "../listening.ts";
import { findWorkflow } from "./find-workflow.ts";
import type { Typed } from "./to-asker.ts";

const charterOf = async (l: Listening, definition: Definition): Promise<Charter> => {
  const rows = await l.reads.autonomy(l.workspace, definition.workflow);
  const signed = new Map([...signedKinds(rows)].map((kind) => [kind, signatureOf(rows, kind)]));
  return { definition, directory: l.catalogue.directory(), signed, trust: trustOf(rows) };
};

/** One workflow's charter, or a line for each of them. */
export const onCharter = async (l: Listening, { person }: Typed, name: string | undefined): Promise<Said> => {
  const all = l.catalogue.all();
  if (name === undefined && all.length !== 1) return chartersAnswer(await Promise.all(all.map((each) => charterOf(l, each))));
  const { definition, nearest } = findWorkflow(l.catalogue, name ?? all[0]?.workflow ?? "");
  return definition === undefined ? nearestAnswer("workflow", name ?? "", nearest) : charterAnswer(await charterOf(l, definition), person);
};
