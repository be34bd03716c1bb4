import type { Definition } from "../engine/definition.ts";
import type { Instance } from "../engine/instance.ts";
import type { Event } from "../engine/messages/event.ts";
import type { WordsFor } from "../engine/messages/record-words.ts";
import type { NewJob } from "./ports/jobs.ts";

const awaitedOf = ({ body, pass }: Event, { automation }: Definition): WordsFor | undefined => {
  if (body.type === "step.handed-off" && pass !== undefined) {
    const { to, at } = body.handOff;
    return { kind: "packet", step: body.step, pass, to, at };
  }
  // What somebody asked to be worded is worded already; other words for a template are offered where its definition speaks of automation.
  const isTemplate = body.type === "message.drafted" && body.draft.words === undefined;
  return isTemplate && automation !== undefined ? { kind: "draft", draft: body.draft.id } : undefined;
};

/** What a model may word after a decision: a job each, made with it. Nothing waits for them. */
export const wordsAwaited = (definition: Definition, { workspace, id }: Instance, events: readonly Event[]): readonly NewJob[] =>
  events.flatMap((event) => {
    const about = awaitedOf(event, definition);
    return about === undefined
      ? []
      : [{ queue: "word", data: { workspace, kind: "words", instance: id, about }, key: `word:${id}:${event.seq}` }];
  });
