import type { Act, Acted } from "../api.ts";

/** The server said no, and why. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const answerOf = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return { error: text };
  }
};

const errorIn = (answer: unknown): string | undefined =>
  typeof answer === "object" && answer !== null && "error" in answer && typeof answer.error === "string" ? answer.error : undefined;

const request = async <T>(path: string, init?: RequestInit): Promise<T> => {
  const response = await fetch(path, init);
  const answer = await answerOf(response);
  if (!response.ok) throw new Refused(response.status, errorIn(answer) ?? `The server answered ${response.status}.`);
  // Our own server, held to `api.ts` by the compiler on its side.
  return answer as T;
};

const sending = (method: "POST" | "PUT", body: unknown): RequestInit => ({
  method,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

export const getJson = <T>(path: string): Promise<T> => request<T>(path);
export const postJson = <T>(path: string, body: unknown): Promise<T> => request<T>(path, sending("POST", body));
export const putJson = <T>(path: string, body: unknown): Promise<T> => request<T>(path, sending("PUT", body));

/** What to say of a request that failed: the server's words, or that it is not there. */
export const sayFailure = (error: unknown): string =>
  error instanceof Refused ? error.message : "Coxswain did not answer. It may have stopped.";

export const sendAct = async (as: string, act: Act): Promise<Acted> => {
  try {
    return await postJson<Acted>("/api/act", { as, act });
  } catch (error) {
    return { ok: false, error: sayFailure(error) };
  }
};
