import { admit } from "../../../engine/admission.ts";
import type { InstanceId, PersonId } from "../../../engine/ids.ts";
import { processOwnersOf } from "../../../engine/people.ts";
import { isGiven } from "../../../engine/scope.ts";
import { ACT, type Act } from "../../button.ts";
import { listOf, nameOf } from "../../escape.ts";
import { md } from "../../mrkdwn.ts";
import { type BareCommand, toCommand } from "../../to-command.ts";
import { say } from "../../views/answers/say.ts";
import { casePage } from "../../views/modals/case-page.ts";
import { draftPage } from "../../views/modals/draft-page.ts";
import { provideForm } from "../../views/modals/evidence.ts";
import { approversForm, draftMessageForm, priorityForm, watchersForm } from "../../views/modals/steer.ts";
import { caseName, type Telling } from "../../views/telling.ts";
import { openView, tellPrivately } from "../answer.ts";
import { carryOut } from "../carry-out.ts";
import { caseFor, maySee, seenInChannel } from "../case-of.ts";
import { notOurs, type OnClick, stepCommand } from "./acts.ts";
import { caseForm, openedFrom, stepForm } from "./forms.ts";
import type { Click } from "./to-click.ts";

/** Watches from now on, or no more: one click, for oneself. */
const onWatch: OnClick = async (l, click) => {
  const t = await caseFor(l, click.person, click.value?.instance);
  if (t === undefined) return await notOurs(l, click);
  const { watchers, id: instance } = t.file.instance;
  const isWatching = watchers.includes(click.person);
  const change = isWatching ? { remove: [click.person] } : { add: [click.person] };
  const bare: BareCommand = { type: "ChangeWatchers", instance, ...change, inChannel: await seenInChannel(l, click, t) };
  if (!(await carryOut(l, click, bare))) return;
  tellPrivately(
    l,
    click,
    say(
      isWatching
        ? md`You no longer watch ${caseName(t)}.`
        : md`You watch ${caseName(t)} from now on: you are told of progress, blocks, escalations and the end. Press it again to stop.`,
    ),
  );
};

/** What somebody may give: what is asked of them, else all that is not known yet and, for the process owner, what is. */
const askedOf = (t: Telling, click: Click): readonly string[] => {
  const { definition, instance } = t.file;
  const step = click.value?.step === undefined ? undefined : instance.steps[click.value.step];
  if (step !== undefined) return step.status === "waiting" ? (step.unready?.missing ?? []) : [];
  const corrects = processOwnersOf(t.file).includes(click.person);
  const names = definition.inputs.map(({ name }) => name).filter((name) => name !== definition.case.key);
  return corrects ? names : names.filter((name) => !isGiven(instance.inputs[name]));
};

const giving = (instance: InstanceId, names: readonly string[]): BareCommand => ({
  type: "ProvideInput",
  instance,
  inputs: Object.fromEntries(names.map((name) => [name, null])),
});

const onProvide: OnClick = async (l, click) => {
  const t = await caseFor(l, click.person, click.value?.instance);
  if (t === undefined) return await notOurs(l, click);
  const { definition, instance, directory, now } = t.file;
  const inputs = definition.inputs.map(({ name }) => name);
  const asked = askedOf(t, click).filter((name) => inputs.includes(name));
  const mayGive = (name: string): boolean =>
    admit({ definition, instance, directory, now }, toCommand(l.workspace, click, giving(instance.id, [name]))) === undefined;
  const names = asked.filter(mayGive);
  if (asked.length > 0 && names.length === 0) return void (await carryOut(l, click, giving(instance.id, asked)));
  if (names.length > 0) return await openView(l, click, openedFrom(click), provideForm(t, names, click.place, click.value?.step));
  const owners = listOf(
    processOwnersOf(t.file).map((person) => nameOf(directory, person)),
    "or",
  );
  tellPrivately(l, click, say(md`All that was asked for is known. ${owners} can correct it.`));
};

/** What may be read, by those who may see the case; to the others it is not there. */
const page =
  (view: (t: Telling, click: Click) => ReturnType<typeof casePage>): OnClick =>
  async (l, click) => {
    const t = await caseFor(l, click.person, click.value?.instance);
    if (t === undefined || !(await maySee(l, click, t))) return tellPrivately(l, click, say(md`That case is not one that you can see.`));
    await openView(l, click, openedFrom(click), view(t, click));
  };

const NOBODY = "" as PersonId; // Known to no directory.

/** Acts that steer a case as a whole, and who is asked in it. */
export const STEERING = {
  [ACT.watch]: onWatch,
  [ACT.provide]: onProvide,
  [ACT.priority]: caseForm({
    probe: (instance) => ({ type: "SetPriority", instance, priority: "medium" }),
    form: (t, { place }) => priorityForm(t, place),
  }),
  [ACT.watchers]: caseForm({
    probe: (instance) => ({ type: "ChangeWatchers", instance, add: [NOBODY] }),
    form: (t, { place }) => watchersForm(t, place),
  }),
  [ACT.approvers]: stepForm({
    probe: (value) => ({ type: "ChangeApprovers", ...stepCommand(value), approvers: [] }),
    form: ({ t, key }, _value, place) => approversForm(t, key, place),
  }),
  [ACT.draftMessage]: stepForm({
    probe: (value) => ({ type: "DraftMessage", instance: value.instance, step: value.step, message: "" }),
    form: ({ t, key }, _value, place) => draftMessageForm(t, key, place),
  }),
  [ACT.casePage]: page((t, { place }) => casePage(t, place)),
  [ACT.seeDraft]: page((t, { place, value }) => draftPage(t, value?.draft ?? "", place)),
} as const satisfies Partial<Record<Act, OnClick>>;
