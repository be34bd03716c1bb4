const LOCAL_NAMES: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

const hostnameOf = (host: string): string | undefined => {
  try {
    return new URL(`http://${host}`).hostname;
  } catch {
    return undefined;
  }
};

interface Asked {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Why a request is refused, if it is. A name that points here by somebody's DNS is not ours (rebinding), and a page of another origin
 * may look at nothing and do nothing here.
 */
export const refusalOf = ({ method, host, origin }: Asked): string | undefined => {
  if (host === undefined || !LOCAL_NAMES.has(hostnameOf(host) ?? "")) return "the playground answers on localhost only";
  if (method === "GET" || method === "HEAD" || origin === undefined) return undefined;
  return origin === `http://${host}` ? undefined : "the playground takes nothing from pages of another origin";
};
