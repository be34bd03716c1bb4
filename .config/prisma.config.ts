import { defineConfig } from "prisma/config";

// These commands want to download a schema engine that they never run; any existing file satisfies them, also offline.
if (process.argv.some((argument) => ["generate", "validate", "format"].includes(argument))) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
}

export default defineConfig({
  schema: "../prisma/schema.prisma",
  migrations: { path: "../prisma/migrations" },
});
