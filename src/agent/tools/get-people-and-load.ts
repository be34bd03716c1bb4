import { isAbsent } from "../../engine/people.ts";
import { participantsOf } from "../../engine/roles.ts";
import { isWrong } from "../scope.ts";
import { caseInView, whoIs } from "./tell-case.ts";
import { readTool } from "./tool.ts";

export const getPeopleAndLoadTool = readTool(
  {
    name: "get_people_and_load",
    description: "Who takes part in the case, with their ids, whether they are there, and how many steps wait for them.",
  },
  {},
  async (_, looking) => {
    const file = await caseInView(looking);
    if (isWrong(file)) return file;
    const people = participantsOf(file);
    const load = await looking.store.loadOf(looking.workspace, people);
    const lines = people.map((person) => {
      const there = isAbsent(file.directory, person, file.now) ? "absent" : "there";
      return `${whoIs(file, person)}: ${there}, ${load.get(person)?.active ?? 0} open steps`;
    });
    return lines.join("\n");
  },
);
