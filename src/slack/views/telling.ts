import type { CaseFile } from "../../application/case-file.ts";
import type { StepDefinition } from "../../engine/definition.ts";
import type { Directory } from "../../engine/directory.ts";
import type { Instant, PersonId, StepKey } from "../../engine/ids.ts";
import type { Step } from "../../engine/instance.ts";
import type { Audience } from "../../engine/messages/effect.ts";
import { fieldOf, inWords, lookupFor, storedValues } from "../../engine/scope.ts";
import { renderTemplate } from "../../engine/template.ts";
import { isTextRef, type StoredValue } from "../../engine/value.ts";
import type { ButtonValue } from "../button.ts";
import { calendarDate, dateFor, linkTo, listOf, mention, nameOf, oneLine, plainDate, short } from "../escape.ts";
import { cut, SHOWN } from "../limits.ts";
import { type Mrkdwn, md, raw } from "../mrkdwn.ts";

/** One case told to one reader. `zone` is for clients that cannot show a time in their own. */
export interface Telling {
  readonly file: CaseFile;
  /** Undefined in a channel: there everybody reads. */
  readonly reader: PersonId | undefined;
  readonly zone: string;
}

const zoneOf = (directory: Directory, calendar: string | undefined): string | undefined =>
  calendar === undefined ? undefined : directory.calendars.get(calendar)?.zone;

export const tell = (file: CaseFile, audience: Audience = { to: "thread" }): Telling => {
  const reader = audience.to === "person" ? audience.person : undefined;
  const own = reader === undefined ? undefined : file.directory.people.get(reader)?.zone;
  return { file, reader, zone: own ?? zoneOf(file.directory, file.definition.calendar) ?? "UTC" };
};

/** The same for a page, form or list that only one person sees. */
export const tellPerson = (file: CaseFile, person: PersonId): Telling => tell(file, { to: "person", person });

export const stepOf = (t: Telling, key: StepKey): Step | undefined => t.file.instance.steps[key];

export const definitionOf = (t: Telling, key: StepKey): StepDefinition | undefined =>
  t.file.definition.steps.find((step) => step.key === key);

/** Plain text of a template of the definition, with personal values read from beside the trace. */
export const fill = (t: Telling, template: string, step?: StepKey): string =>
  renderTemplate(template, lookupFor({ ...t.file, time: (at) => plainDate(at, t.zone) }, step));

export const caseTitle = (t: Telling): string => {
  const title = oneLine(fill(t, t.file.definition.case.title)) || t.file.instance.caseId;
  return cut(t.file.instance.run > 1 ? `${cut(title, SHOWN.title - 12)} (run ${t.file.instance.run})` : title, SHOWN.title);
};

export const stepTitle = (t: Telling, key: StepKey): string => {
  const step = definitionOf(t, key);
  return cut((step && oneLine(fill(t, step.title, key))) || key, SHOWN.title);
};

/** The step's title in bold. */
export const stepName = (t: Telling, key: StepKey): Mrkdwn => md`*${stepTitle(t, key)}*`;
export const caseName = (t: Telling): Mrkdwn => md`*${caseTitle(t)}*`;

export const name = (t: Telling, person: PersonId | undefined): string =>
  person === undefined ? "nobody" : nameOf(t.file.directory, person);

/** *You* to the reader, else the name. */
export const nameOrYou = (t: Telling, person: PersonId | undefined): string =>
  person !== undefined && person === t.reader ? "you" : name(t, person);

export const names = (t: Telling, people: readonly PersonId[]): string =>
  listOf(
    people
      .slice(0, 8)
      .map((person) => nameOrYou(t, person))
      .concat(people.length > 8 ? [`${people.length - 8} more`] : []),
  );

/** Pings people; for a reader of a direct message, who is told anyway, it says their name. */
export const ping = (t: Telling, people: readonly PersonId[]): Mrkdwn =>
  raw(listOf(people.slice(0, 20).map((person) => mention(t.file.directory, person))));

export const when = (t: Telling, at: Instant): Mrkdwn => raw(dateFor(at, t.zone));

export const ERASED = "(erased)";

/** A stored value in plain words; personal ones from beside the trace. */
export const valueText = (t: Telling, value: StoredValue | undefined, field?: string): string => {
  if (isTextRef(value)) return t.file.texts.get(value.text) ?? ERASED;
  const type = field === undefined ? undefined : fieldOf(t.file.definition, field)?.type;
  if (type === "date" && typeof value === "string") return calendarDate(value);
  if (typeof value === "number" && type !== "datetime") return new Intl.NumberFormat("en", { maximumFractionDigits: 10 }).format(value);
  const words = inWords({ ...t.file, time: (at) => plainDate(at, t.zone) }, field ?? "", value);
  return words ?? "not given";
};

/** The same in mrkdwn: a moment in the reader's zone, an address as a link. */
export const valueMd = (t: Telling, value: StoredValue | undefined, field?: string): Mrkdwn => {
  const type = field === undefined ? undefined : fieldOf(t.file.definition, field)?.type;
  if (type === "datetime" && typeof value === "number") return when(t, value);
  const text = valueText(t, value, field);
  const link = type === "url" || type === "file" ? linkTo(text) : undefined;
  return link === undefined ? md`${cut(text, SHOWN.words)}` : raw(link);
};

/** What an input or evidence holds now. */
export const storedValue = (t: Telling, field: string): StoredValue | undefined => storedValues(t.file.instance)[field];

export const labelOf = (t: Telling, field: string): string => short(fieldOf(t.file.definition, field)?.label || field, SHOWN.name);

/** The ids that a button of a step carries. */
export const aboutStep = (t: Telling, step: StepKey, more: Partial<ButtonValue> = {}): ButtonValue => ({
  instance: t.file.instance.id,
  step,
  pass: stepOf(t, step)?.pass,
  ...more,
});

export const aboutCase = (t: Telling, more: Partial<ButtonValue> = {}): ButtonValue => ({ instance: t.file.instance.id, ...more });

/** Whether the case still runs, paused or not. */
export const isOpenCase = (t: Telling): boolean => t.file.instance.status === "running" || t.file.instance.status === "paused";
