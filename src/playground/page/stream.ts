import type { StreamEvent } from "../api.ts";

export interface Listening {
  readonly onEvent: (event: StreamEvent) => void;
  /** Called when the server goes away, and when it is back. */
  readonly onAway: (isAway: boolean) => void;
}

const RETRY_MS = 1500;
const NAMES = ["message", "changed", "passed", "hello"] as const;

const readEvent = (event: MessageEvent): StreamEvent | undefined => {
  try {
    // Our own server's event, held to `StreamEvent` on its side.
    return JSON.parse(String(event.data)) as StreamEvent;
  } catch {
    return undefined;
  }
};

/** Listens to the server, and again whenever it comes back. Answers what ends it. */
export const listen = ({ onEvent, onAway }: Listening): (() => void) => {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    source = new EventSource("/api/stream");
    source.onopen = () => onAway(false);
    source.onerror = () => {
      onAway(true);
      source?.close();
      retry = setTimeout(open, RETRY_MS);
    };
    for (const name of NAMES)
      source.addEventListener(name, (event) => {
        const read = readEvent(event);
        if (read) onEvent(read);
      });
  };
  open();
  return () => {
    clearTimeout(retry);
    source?.close();
  };
};
