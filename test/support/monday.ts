import { at } from "./builders.ts";

/** Monday, 2 March 2026, 9:00 UTC: when stories begin. */
export const MONDAY = at("2026-03-02 09:00");
