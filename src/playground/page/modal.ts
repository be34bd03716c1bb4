import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Acted, View } from "../api.ts";
import { Blocks } from "./blocks/blocks.ts";
import type { Desk } from "./desk.ts";
import { type Given, inputBlocks, textIn } from "./form-values.ts";
import { html } from "./html.ts";
import { actingIn, useReading } from "./reading.ts";
import { type Trouble, TroubleLine, troubleOf } from "./trouble.ts";

const NO_ERRORS: Readonly<Record<string, string>> = {};

/** What was typed and what went wrong, for as long as the view is open. */
const useForm = (desk: Desk, view: View) => {
  const given = useRef<Readonly<Record<string, Given>>>({});
  const [errors, setErrors] = useState(NO_ERRORS);
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined);
  const [isSending, setSending] = useState(false);
  const take = (acted: Acted): void => {
    setErrors(acted.errors ?? NO_ERRORS);
    const isExplained = Object.keys(acted.errors ?? NO_ERRORS).length > 0;
    setTrouble(isExplained ? undefined : troubleOf(acted));
  };
  const change = (blockId: string, actionId: string, value: unknown): void => {
    given.current = { ...given.current, [blockId]: { actionId, value } };
  };
  const values = (): Readonly<Record<string, unknown>> => inputBlocks(view, given.current);
  const submit = async (): Promise<void> => {
    setSending(true);
    take(await desk.act({ type: "submit", values: values() }));
    setSending(false);
  };
  return { change, values, errors, trouble, setTrouble, isSending, submit };
};

const ModalBody = ({ desk, view, form }: { desk: Desk; view: View; form: ReturnType<typeof useForm> }): VNode => {
  const reading = useReading(desk);
  const { act } = desk;
  const { change, values, errors, setTrouble } = form;
  const context = useMemo(
    () => ({
      ...reading,
      ...actingIn({ act, where: { view: view.id }, values, onTrouble: setTrouble }),
      errors,
      values: view.state.values,
      change,
    }),
    [reading, act, view, errors],
  );
  return html`<${Blocks} blocks=${view.blocks} context=${context} />`;
};

/** Opens the native dialog, and takes the keyboard to the first field that is wrong. */
const useDialog = (errors: Readonly<Record<string, string>>) => {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const box = dialog.current;
    if (box && !box.open) box.showModal();
    return () => box?.close();
  }, []);
  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    dialog.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);
  return dialog;
};

const Feet = ({ desk, view, isSending }: { desk: Desk; view: View; isSending: boolean }): VNode => {
  const submit = textIn(view.submit);
  return html`<footer>
    <button type="button" onClick=${() => desk.act({ type: "close" })}>${textIn(view.close) ?? "Close"}</button>
    ${submit !== undefined && html`<button type="submit" class="primary" disabled=${isSending}>${isSending ? "Sending…" : submit}</button>`}
  </footer>`;
};

/** The view on top of the stack. What is below it waits, as in Slack. */
export const Modal = ({ desk, view, depth }: { desk: Desk; view: View; depth: number }): VNode => {
  const form = useForm(desk, view);
  const dialog = useDialog(form.errors);
  const title = textIn(view.title) ?? "Dialog";
  const send = (event: Event): void => {
    event.preventDefault();
    void form.submit();
  };
  const cancel = (event: Event): void => {
    // A file field inside says `cancel` as well.
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    void desk.act({ type: "close" });
  };
  return html`<dialog class="modal" ref=${dialog} aria-labelledby=${`title-${view.id}`} data-depth=${depth} onCancel=${cancel}>
    <form novalidate onSubmit=${send}>
      <header>
        <h2 id=${`title-${view.id}`}>${title}</h2>
        <button type="button" class="close" aria-label=${depth > 1 ? "Close all" : "Close"} onClick=${() => desk.act({ type: "close", all: true })}>×</button>
      </header>
      <div class="modal-body">
        <${TroubleLine} trouble=${form.trouble} />
        <${ModalBody} desk=${desk} view=${view} form=${form} />
      </div>
      <${Feet} desk=${desk} view=${view} isSending=${form.isSending} />
    </form>
  </dialog>`;
};
