import type { CaseFile } from "../../../src/application/case-file.ts";

const LIVE = [
  "<!channel>",
  "<!here>",
  "<!everyone>",
  "<@U0EVIL99>",
  "<#C0EVIL99>",
  "<!subteam^S0EVIL99>",
  "<!subteam^S0EVIL99|admins>",
  "<https://evil.example|click here>",
  "<mailto:a@evil.example|write>",
  "<!date^1392734382^{date}|today>",
  "<tel:+390000>",
  "@channel",
  "@here",
  "@everyone",
  "#general",
  "https://evil.example/login",
  "evil.example",
  "a@evil.example",
  "*bold*",
  "_italic_",
  "~gone~",
  "`code`",
  "```block```",
  "> quoted",
  "&gt; quoted",
  "&lt;!channel&gt;",
  "&amp;lt;!channel&amp;gt;",
  ":rotating_light:",
  "{{ case_id }}",
  "{{ contact }}",
  '"quotes" and \\ and / and \'',
  "%3C!channel%3E",
  "&#60;!channel&#62;",
  "\u003c!channel\u003e",
  "＜!channel＞",
  "<!chan\u200bnel>",
  "<\u200b!channel>",
  "<\u202e!channel>",
  "\u0000\u0007<!channel>",
  "\ud800<!channel>",
  "🙂‍↔️ <@U0EVIL99>",
  "__proto__",
  "|",
  "",
  " ",
  "\n\n\n",
  "null",
  "x".repeat(200),
  "<".repeat(4_000),
  "&".repeat(4_000),
] as const;

const AROUND: readonly ((words: string) => string)[] = [
  (words) => words,
  (words) => `Hello ${words} there`,
  (words) => `${words}${words}`,
  (words) => `*${words}*`,
  (words) => `\`${words}\``,
  (words) => `line\n${words}\nline`,
  (words) => `<${words}>`,
  (words) => `${"word ".repeat(700)}${words}`,
  (words) => `${"w".repeat(3_100)}${words}`,
  (words) => `${words}${"\u200b".repeat(50)}${" and more".repeat(500)}`,
];

/** 500 texts that somebody might type, or have typed for them. */
export const HOSTILE: readonly string[] = LIVE.flatMap((words) => AROUND.map((around) => around(words)));

const WORDS = new Set(["title", "about", "label", "reason", "onWhom", "note", "why", "say", "caseId", "text", "name", "outcome"]);
const VALUES = new Set(["inputs", "texts", "places"]);

const inValues = (value: unknown, words: string): unknown => {
  if (typeof value === "string") return words;
  if (Array.isArray(value) || typeof value !== "object" || value === null || "hash" in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inValues(each, words)]));
};

const mapped = (value: unknown, words: string, key = ""): unknown => {
  if (typeof value === "string") return WORDS.has(key) ? words : value;
  if (Array.isArray(value)) return value.map((each) => mapped(each, words, key === "options" ? "title" : key));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, each]) => [name, VALUES.has(name) ? inValues(each, words) : mapped(each, words, name)]));
};

/** The same case, with those words in everything that a person or a definition may have written. */
export const hostileFile = (file: CaseFile, words: string): CaseFile => {
  // Names of fields are names of ours, not words.
  const fieldNames = new Map(
    file.definition.steps
      .flatMap((step) => step.evidence)
      .concat(file.definition.inputs)
      .map((field) => [field, field.name]),
  );
  const definition = mapped(file.definition, words) as CaseFile["definition"];
  const restored = {
    ...definition,
    inputs: definition.inputs.map((field, n) => ({ ...field, name: fieldNames.get(file.definition.inputs[n]!)! })),
  };
  const instance = mapped(file.instance, words) as CaseFile["instance"];
  const evidence = Object.fromEntries(Object.entries(instance.evidence).map(([name, each]) => [name, { ...each, value: words }]));
  return {
    ...file,
    definition: {
      ...restored,
      steps: restored.steps.map((step, n) => ({
        ...step,
        evidence: step.evidence.map((field, m) => ({ ...field, name: file.definition.steps[n]!.evidence[m]!.name })),
      })),
    },
    instance: { ...instance, evidence: { ...evidence, ...file.instance.evidence } },
    directory: { ...file.directory, people: new Map([...file.directory.people].map(([id, person]) => [id, { ...person, name: words }])) },
    texts: new Map([...file.texts].map(([id]) => [id, words])),
  };
};
