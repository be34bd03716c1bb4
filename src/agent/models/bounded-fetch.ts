import { ModelFault } from "../../application/ports/model.ts";

/** Characters of an answer. */
export const MOST_SAID = 1_000_000;
/** Bytes: the answer, escaped, in its envelope; in a stream each word has an envelope of its own. */
const MOST_BYTES = 2 * MOST_SAID;
const MOST_STREAMED = 16 * MOST_SAID;

export const tooMuch = (): ModelFault => new ModelFault("unusable", "the answer is longer than a megabyte");

const mostOf = ({ headers }: Response): number => (headers.get("content-type")?.includes("json") ? MOST_BYTES : MOST_STREAMED);

/** `fetch` that stops reading an answer that has no end, before it fills the memory. */
export const boundedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (response.body === null) return response;
  const most = mostOf(response);
  let bytes = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      bytes += chunk.byteLength;
      if (bytes > most) controller.error(tooMuch());
      else controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counted), response);
};
