import type { VNode } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { CaseLine } from "../api.ts";
import type { FileSaved, WorkflowFile } from "../api-tools.ts";
import { getJson, putJson, sayFailure } from "./ask.ts";
import type { Desk } from "./desk.ts";
import { html } from "./html.ts";
import { NewDefinition } from "./new-definition.ts";
import { offsetOf, readProblem } from "./problem-line.ts";

interface Editing {
  readonly name: string;
  readonly text: string;
  /** As it stands in the folder. */
  readonly saved: string;
  readonly said: FileSaved | undefined;
}

const useFile = (name: string | undefined) => {
  const [editing, setEditing] = useState<Editing | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (name === undefined) return undefined;
    let isWanted = true;
    getJson<WorkflowFile>(`/api/file?name=${encodeURIComponent(name)}`).then(
      (file) => isWanted && setEditing({ name, text: file.text, saved: file.text, said: undefined }),
      (failure) => isWanted && setError(sayFailure(failure)),
    );
    return () => {
      isWanted = false;
    };
  }, [name]);
  const write = (text: string): void => setEditing((before) => before && { ...before, text });
  const save = async (): Promise<void> => {
    if (!editing) return;
    setError(undefined);
    try {
      const said = await putJson<FileSaved>("/api/file", { name: editing.name, text: editing.text });
      setEditing((before) => before && { ...before, saved: said.saved ? editing.text : before.saved, said });
    } catch (failure) {
      setError(sayFailure(failure));
    }
  };
  return { editing: editing?.name === name ? editing : undefined, error, write, save };
};

const LINE_HEIGHT = 18;

/** Takes the keyboard to a line and column of the editor. */
const useJump = () => {
  const box = useRef<HTMLTextAreaElement>(null);
  const jump = useCallback((line: number, column: number): void => {
    const area = box.current;
    if (!area) return;
    const at = offsetOf(area.value, line, column);
    area.focus();
    area.setSelectionRange(at, at);
    area.scrollTop = Math.max(0, (line - 4) * LINE_HEIGHT);
  }, []);
  return { box, jump };
};

const Problem = ({ problem, file, jump }: { problem: string; file: string; jump: (line: number, column: number) => void }): VNode => {
  const at = readProblem(problem);
  if (!at?.file.endsWith(file)) return html`<li>${problem}</li>`;
  return html`<li>
    <button type="button" class="link" onClick=${() => jump(at.line, at.column)}>Line ${at.line}, column ${at.column}</button> ${at.text}
  </li>`;
};

const Said = ({
  editing,
  standing,
  jump,
}: {
  editing: Editing;
  standing: readonly string[];
  jump: (line: number, column: number) => void;
}): VNode => {
  const problems = editing.said?.problems ?? standing.filter((problem) => readProblem(problem)?.file.endsWith(editing.name));
  const changes = editing.said?.changes ?? [];
  return html`<div aria-live="polite">
    ${editing.said && html`<p><strong>${editing.said.saved ? "Saved and loaded." : "Not saved: mend the mistakes first."}</strong></p>`}
    ${
      problems.length > 0 &&
      html`<ul class="problems">
      ${problems.map((problem) => html`<${Problem} key=${problem} problem=${problem} file=${editing.name} jump=${jump} />`)}
    </ul>`
    }
    ${changes.length > 0 && html`<ul class="changes">${changes.map((change) => html`<li key=${change}>${change}</li>`)}</ul>`}
  </div>`;
};

const Editor = (props: {
  editing: Editing;
  write: (text: string) => void;
  save: () => Promise<void>;
  standing: readonly string[];
}): VNode => {
  const { editing, write, save, standing } = props;
  const { box, jump } = useJump();
  const isChanged = editing.text !== editing.saved;
  const press = (event: KeyboardEvent): void => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  };
  return html`
    <div class="editor-head">
      <button type="button" class="primary" disabled=${!isChanged} onClick=${save}>Save and reload</button>
      <span class="about">${isChanged ? "Not saved yet" : "As in the folder"}</span>
    </div>
    <${Said} editing=${editing} standing=${standing} jump=${jump} />
    <textarea
      class="editor"
      ref=${box}
      aria-label=${`Text of ${editing.name}`}
      spellcheck=${false}
      wrap="off"
      value=${editing.text}
      onInput=${(event: Event) => event.currentTarget instanceof HTMLTextAreaElement && write(event.currentTarget.value)}
      onKeyDown=${press}
    ></textarea>
  `;
};

/** The definitions in the folder, that of the open case first: read, edited, checked and loaded without a restart. */
export const DefinitionsTab = ({ desk, about }: { desk: Desk; about: CaseLine | undefined }): VNode => {
  const { workflows, problems } = desk.world;
  const files = [...new Set(workflows.map(({ file }) => file))];
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const name = chosen ?? workflows.find(({ title }) => title === about?.workflow)?.file ?? files[0];
  const { editing, error, write, save } = useFile(name);
  const choose = (event: Event): void => {
    if (event.currentTarget instanceof HTMLSelectElement) setChosen(event.currentTarget.value);
  };
  return html`
    <label class="case-choice">
      Definition
      <select onChange=${choose}>
        ${workflows.map(({ workflow, title, file }) => html`<option key=${workflow} value=${file} selected=${file === name}>${title} · ${file}</option>`)}
      </select>
    </label>
    <${NewDefinition} begun=${setChosen} />
    ${workflows.length === 0 && html`<p class="nothing">The folder has no definition.</p>`}
    <p class="about">${workflows.find(({ file }) => file === name)?.about}</p>
    ${error && html`<p class="act-error" role="alert">${error}</p>`}
    ${editing && html`<${Editor} key=${editing.name} editing=${editing} write=${write} save=${save} standing=${problems} />`}
    ${
      problems.length > 0 &&
      html`<details class="all-problems">
        <summary>${problems.length === 1 ? "1 problem" : `${problems.length} problems`} in the folder</summary>
        <ul class="problems">${problems.map((problem) => html`<li key=${problem}>${problem}</li>`)}</ul>
      </details>`
    }
  `;
};
