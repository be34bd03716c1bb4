import { createHash } from "node:crypto";
import { canonicalJson } from "../engine/canonical.ts";
import { VersionHash } from "../engine/ids.ts";

/** The version of a normalised value: sha-256 over its canonical JSON, hex. */
export const versionHash = (value: unknown): VersionHash =>
  VersionHash.parse(createHash("sha256").update(canonicalJson(value)).digest("hex"));
