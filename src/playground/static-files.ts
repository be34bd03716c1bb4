import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import { stripTypes } from "./strip-types.ts";

/** A file as a browser is given it. */
export interface Served {
  readonly type: string;
  readonly text: string;
  /** The same as long as the file is. */
  readonly tag: string;
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const PAGE = at("./page/");
const MODULES = at("../../node_modules/");

/** What the import map of the page names. */
const VENDOR: Readonly<Record<string, string>> = {
  "preact.js": `${MODULES}preact/dist/preact.mjs`,
  "preact-hooks.js": `${MODULES}preact/hooks/dist/hooks.mjs`,
  "htm.js": `${MODULES}htm/dist/htm.mjs`,
};

const SCRIPT = "text/javascript; charset=utf-8";

/** Names only, so that no path leads out of the folder. */
const PAGE_FILE = /^(?:[\w-]+\/)*[\w-]+\.(ts|css|svg)$/;

const TYPES: Readonly<Record<string, string>> = { ts: SCRIPT, css: "text/css; charset=utf-8", svg: "image/svg+xml" };

/** Reads a file once for each time that it changes; undefined when there is none. */
const createReader = () => {
  const kept = new Map<string, Served>();
  return (path: string, type: string, prepare: (text: string) => string = (text) => text): Served | undefined => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile()) return undefined;
    const tag = `"${stat.mtimeMs.toString(36)}-${stat.size.toString(36)}"`;
    const known = kept.get(path);
    if (known?.tag === tag) return known;
    const served = { type, text: prepare(readFileSync(path, "utf8")), tag };
    kept.set(path, served);
    return served;
  };
};

/** What may run is what we serve, and what stands in the page itself: known by its hash. */
export const policyFor = (html: string): string => {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text = ""]) => text);
  const hashes = inline.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
  return [
    "default-src 'self'",
    ["script-src 'self'", ...hashes].join(" "),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: https:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
};

const IMPORT = /^(?:import|export)\b[^"';]*from "(\.[^"]+)"/gm;

/** The modules that one leads to, itself first. */
const modulesFrom = (name: string, textOf: (name: string) => string | undefined, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const [, path = ""] of (textOf(name) ?? "").matchAll(IMPORT)) modulesFrom(posix.join(posix.dirname(name), path), textOf, seen);
  return seen;
};

export const createStaticFiles = () => {
  const read = createReader();
  const page = (name: string): Served | undefined => {
    const [, ending = ""] = PAGE_FILE.exec(name) ?? [];
    const type = TYPES[ending];
    if (type === undefined) return undefined;
    return ending === "ts" ? read(PAGE + name, type, stripTypes) : read(PAGE + name, type);
  };
  /** The browser hears at once of every module that it will need, and not from one what the next is. */
  const ahead = (html: string): string => {
    const names = modulesFrom("app.ts", (name) => page(name)?.text);
    return html.replace(
      "</head>",
      `${[...names].map((name) => `<link rel="modulepreload" href="/page/${name}" />`).join("\n    ")}\n  </head>`,
    );
  };
  return {
    index: (): Served | undefined => read(`${PAGE}index.html`, "text/html; charset=utf-8", ahead),
    page,
    vendor: (name: string): Served | undefined => {
      const path = Object.hasOwn(VENDOR, name) ? VENDOR[name] : undefined;
      return path === undefined ? undefined : read(path, SCRIPT);
    },
  };
};
