import type { SectionBlock } from "@slack/types";
import { type ActKind, KIND_WORDS } from "../../../engine/autonomy/kinds.ts";
import type { Definition } from "../../../engine/definition.ts";
import type { Directory } from "../../../engine/directory.ts";
import type { Instant, PersonId } from "../../../engine/ids.ts";
import { processOwnersOf } from "../../../engine/people.ts";
import { ACT } from "../../button.ts";
import { dateFor, nameOf } from "../../escape.ts";
import { md, NOTHING, raw } from "../../mrkdwn.ts";
import { button, section } from "../blocks.ts";

/** What somebody has signed for in a workflow: who, and when. */
export type Signed = ReadonlyMap<ActKind, { readonly by: PersonId; readonly at: Instant } | undefined>;

interface Signatures {
  readonly definition: Definition;
  readonly directory: Directory;
  readonly signed: Signed;
}

/** Each signature with whoever gave it; who may take it back has the button for it. */
export const signatures = ({ definition, directory, signed }: Signatures, reader: PersonId): readonly SectionBlock[] => {
  const isOwner = processOwnersOf({ definition, directory, instance: undefined }).includes(reader);
  const zone = directory.people.get(reader)?.zone;
  return [...signed].map(([kind, signature], n) => {
    const by = signature === undefined ? NOTHING : md` by ${nameOf(directory, signature.by)}, ${raw(dateFor(signature.at, zone))}`;
    const confirm = {
      title: "Take the signature back?",
      text: `The agent then only proposes to ${KIND_WORDS[kind]}, until it has earned it anew.`,
      yes: "Take it back",
    };
    const take = button(
      "Take it back",
      ACT.revokeAutonomy,
      { workflow: definition.workflow, option: kind },
      { style: "danger", n, confirm },
    );
    return section(md`*Signed*${by}: ${KIND_WORDS[kind]}`, isOwner ? take : undefined);
  });
};
