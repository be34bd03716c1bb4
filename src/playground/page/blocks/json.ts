import type { Json } from "../../api.ts";

export const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

export const stringOf = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");

/** The words of a text object, as they are written. */
export const wordsOf = (text: unknown): string => (isJson(text) ? stringOf(text.text) : "");
