import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Debian's package puts it there; `CHROMIUM` names another. */
export const CHROMIUM: string | undefined = [process.env.CHROMIUM, "/usr/bin/chromium"].find((path) => path && existsSync(path));

/** Nothing that looks beyond this machine. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launchChromium = async (): Promise<Browser> => {
  if (CHROMIUM === undefined) throw new Error("There is no Chromium: install Debian's package chromium, or name one in CHROMIUM.");
  return await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
};
