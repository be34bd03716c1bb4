import { z } from "zod";

// What the page may ask for, as `api.ts` says it; checked before anything looks at it.

const Id = z.string().min(1).max(200);
const Where = z.union([z.strictObject({ channel: Id, ts: Id }), z.strictObject({ view: Id })]);
const Text = z.string().max(40_000);
const Values = z.record(z.string(), z.unknown());

const Act = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("use"),
    actionId: z.string().max(255),
    blockId: z.string().max(255),
    value: z.string().exactOptional(),
    given: z.unknown().exactOptional(),
    values: Values.exactOptional(),
    in: Where,
  }),
  z.object({ type: z.literal("type"), text: Text.min(1), channel: Id, thread: Id.exactOptional() }),
  z.object({ type: z.literal("run"), command: Text, channel: Id }),
  z.object({ type: z.literal("submit"), values: Values }),
  z.object({ type: z.literal("close"), all: z.boolean().exactOptional() }),
  z.object({ type: z.literal("shortcut"), callbackId: Id, message: z.object({ channel: Id, ts: Id }).exactOptional() }),
  z.object({ type: z.literal("home") }),
  z.object({
    type: z.literal("search"),
    actionId: z.string().max(255),
    blockId: z.string().max(255),
    typed: Text,
    values: Values.exactOptional(),
    view: Id,
  }),
]);

const FAULT = z.enum(["drop", "rateLimit", "serverError"]);
const TIMES = z.int().min(1).max(1_000);

export const REQUESTED = {
  act: z.object({ as: Id, act: Act }),
  time: z.discriminatedUnion("type", [
    z.object({ type: z.literal("next") }),
    z.object({ type: z.literal("hour") }),
    z.object({ type: z.literal("morning") }),
    z.object({ type: z.literal("end"), days: z.number().positive().max(3_650).exactOptional() }),
    z.object({ type: z.literal("to"), at: z.number() }),
    z.object({ type: z.literal("play"), speed: z.number().min(0).max(10_000_000) }),
  ]),
  story: z.discriminatedUnion("type", [
    z.object({ type: z.literal("start"), id: Id }),
    z.object({ type: z.literal("go") }),
    z.object({ type: z.literal("leave") }),
  ]),
  newFile: z.object({ name: Id }),
  file: z.object({ name: Id, text: z.string().max(1_000_000) }),
  fault: z.discriminatedUnion("type", [
    z.object({ type: FAULT, times: TIMES }),
    z.object({ type: z.literal("disconnect") }),
    z.object({ type: z.literal("clear"), kind: FAULT.exactOptional() }),
  ]),
  unknownBlock: z.object({ type: z.string().min(1).max(100) }),
} as const;

/** A request that cannot be understood: answered with 400 and these words. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
}

const problemOf = ({ issues }: z.ZodError): string => {
  const [issue] = issues;
  const path = issue?.path.join(".") ?? "";
  return `${path === "" ? "the request" : path}: ${issue?.message ?? "not understood"}`;
};

/** The body of a request, read by its schema; throws `BadRequest` naming what was wrong where. */
export const readRequested = async <T>(schema: z.ZodType<T>, json: () => Promise<unknown>): Promise<T> => {
  const body = await json().catch(() => {
    throw new BadRequest("the body is no JSON");
  });
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new BadRequest(problemOf(parsed.error));
  return parsed.data;
};
