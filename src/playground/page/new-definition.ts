import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { FileSaved } from "../api-tools.ts";
import { postJson, sayFailure } from "./ask.ts";
import { html } from "./html.ts";

const useBeginning = (begun: (name: string) => void) => {
  const [problems, setProblems] = useState<readonly string[]>([]);
  const begin = async (typed: string): Promise<void> => {
    const name = /\.ya?ml$/.test(typed) ? typed : `${typed}.yaml`;
    try {
      const said = await postJson<FileSaved>("/api/file", { name });
      setProblems(said.saved ? [] : said.problems);
      if (said.saved) begun(name);
    } catch (failure) {
      setProblems([sayFailure(failure)]);
    }
  };
  return { problems, begin };
};

/** Asks for the name of a new definition, and begins it. */
export const NewDefinition = ({ begun }: { begun: (name: string) => void }): VNode => {
  const [typed, setTyped] = useState("");
  const { problems, begin } = useBeginning((name) => {
    setTyped("");
    begun(name);
  });
  const send = (event: Event): void => {
    event.preventDefault();
    if (typed.trim() !== "") void begin(typed.trim());
  };
  return html`<details class="new-definition">
    <summary>New definition</summary>
    <form onSubmit=${send}>
      <label class="case-choice">
        File name
        <input
          type="text"
          value=${typed}
          placeholder="leave-request.yaml"
          onInput=${(event: Event) => event.currentTarget instanceof HTMLInputElement && setTyped(event.currentTarget.value)}
        />
      </label>
      <button type="submit" disabled=${typed.trim() === ""}>Begin</button>
    </form>
    <p class="about">It begins with a small workflow that works, with people and a channel that there are.</p>
    ${problems.length > 0 && html`<ul class="problems" role="alert">${problems.map((problem) => html`<li key=${problem}>${problem}</li>`)}</ul>`}
  </details>`;
};
