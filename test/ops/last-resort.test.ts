import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { keepServing } from "../../src/ops/last-resort.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

it.each(["uncaughtException", "unhandledRejection"])("is logged and survived: %s", (event) => {
  const [source, logger] = [new EventEmitter(), createRecordingLogger()];
  keepServing(source, logger);
  // Without a listener Node ends the process.
  expect(source.emit(event, new Error("of nobody"))).toBe(true);
  expect(JSON.stringify(logger.lines)).toContain("going on");
});

it("is survived and not logged when it is the log that nobody reads any more: that line would fail as well, without end", () => {
  const [source, logger] = [new EventEmitter(), createRecordingLogger()];
  keepServing(source, logger);
  expect(source.emit("uncaughtException", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }))).toBe(true);
  expect(logger.lines).toEqual([]);
});
