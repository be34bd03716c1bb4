import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { html } from "./html.ts";

type Theme = "light" | "dark";

const KEY = "coxswain-theme";

const chosen = (): Theme => {
  const kept = localStorage.getItem(KEY);
  if (kept === "light" || kept === "dark") return kept;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
};

/** Light or dark: as the system has it, until it is chosen here. */
export const ThemeToggle = (): VNode => {
  const [theme, setTheme] = useState(chosen);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const other = theme === "dark" ? "light" : "dark";
  const toggle = (): void => {
    localStorage.setItem(KEY, other);
    setTheme(other);
  };
  return html`<button type="button" class="quiet" onClick=${toggle}>${other === "dark" ? "Dark" : "Light"}</button>`;
};
