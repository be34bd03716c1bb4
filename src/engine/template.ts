export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "name"; readonly name: string; readonly offset: number };

export type ParsedTemplate =
  | { readonly ok: true; readonly parts: readonly TemplatePart[] }
  | { readonly ok: false; readonly message: string; readonly offset: number };

const OUTCOME = /^outcome\(\s*["']([^"']*)["']\s*\)$/;

/** The step whose outcome a template's name asks for: `outcome("review")` is `review`. Undefined for any other name. */
export const outcomeStep = (name: string): string | undefined => OUTCOME.exec(name)?.[1];

/** One spelling for one name, so that a lookup can compare: `outcome( 'review' )` is `outcome("review")`. */
const spelled = (name: string): string => {
  const step = outcomeStep(name);
  return step === undefined ? name : `outcome("${step}")`;
};

/** Splits a template into text and the names between `{{` and `}}`; `offset` counts characters from its start. Which names exist is not judged here. */
export const parseTemplate = (text: string): ParsedTemplate => {
  const parts: TemplatePart[] = [];
  let read = 0;
  for (let open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", read)) {
    const close = text.indexOf("}}", open);
    const inside = text.slice(open + 2, close);
    if (close < 0 || inside.includes("{{")) return { ok: false, message: "This {{ is never closed with }}.", offset: open };
    if (inside.trim() === "") return { ok: false, message: "There is no name between {{ and }}.", offset: open };
    if (open > read) parts.push({ kind: "text", text: text.slice(read, open) });
    parts.push({ kind: "name", name: spelled(inside.trim()), offset: open + 2 + inside.length - inside.trimStart().length });
    read = close + 2;
  }
  if (read < text.length) parts.push({ kind: "text", text: text.slice(read) });
  return { ok: true, parts };
};

/** The names a template uses, each once, in order; none when it cannot be read. */
export const templateNames = (text: string): readonly string[] => {
  const parsed = parseTemplate(text);
  return parsed.ok ? [...new Set(parsed.parts.flatMap((part) => (part.kind === "name" ? [part.name] : [])))] : [];
};

/** Fills a template in, in plain text: escaping is the channel's. A value that is missing says so; a template that cannot be read stays as written. */
export const renderTemplate = (text: string, lookup: (name: string) => string | undefined): string => {
  const parsed = parseTemplate(text);
  if (!parsed.ok) return text;
  return parsed.parts.map((part) => (part.kind === "text" ? part.text : (lookup(part.name) ?? "(not given)"))).join("");
};
