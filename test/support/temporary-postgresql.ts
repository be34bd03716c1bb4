import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { createInterface } from "node:readline";

export type TemporaryPostgresql = {
  /** Of its `postgres` database, over a unix socket. */
  readonly url: string;
  readonly stop: () => Promise<void>;
};

/** A cluster of its own from the server binaries of this machine; undefined where there are none. `durable`: as it comes, for measuring. */
export const startTemporaryPostgresql = async ({ durable = false } = {}): Promise<TemporaryPostgresql | undefined> => {
  const bin = serverBinaries();
  if (!bin) return undefined;
  const user = unprivilegedUser();
  const directory = mkdtempSync(`${tmpdir()}/coxswain-pg-`);
  if (user) chownSync(directory, user.uid, user.gid);
  const data = `${directory}/data`;
  const as = { cwd: directory, ...user };
  execFileSync(`${bin}/initdb`, ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], {
    ...as,
    stdio: "pipe",
  });
  const server = spawn(
    `${bin}/postgres`,
    ["-D", data, "-k", directory, ...(durable ? OPEN : SETTINGS).flatMap((setting) => ["-c", setting])],
    {
      ...as,
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  await untilReady(server);
  return {
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(directory)}`,
    stop: async () => {
      const gone = once(server, "exit");
      server.kill("SIGINT");
      await gone;
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

const OPEN = ["listen_addresses=", "max_connections=300"];
/** It holds nothing that anybody would miss. */
const SETTINGS = [...OPEN, "fsync=off", "synchronous_commit=off", "full_page_writes=off"];

const serverBinaries = (): string | undefined => {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return undefined;
  const versions = readdirSync(root).filter((version) => existsSync(`${root}/${version}/bin/initdb`));
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest && `${root}/${newest}/bin`;
};

/** PostgreSQL refuses to run as root. */
const unprivilegedUser = (): { uid: number; gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = users.find(([name]) => name === "postgres") ?? users.find(([name]) => name === "nobody");
  if (!user) throw new Error("PostgreSQL does not run as root, and there is neither a user postgres nor nobody");
  return { uid: Number(user[2]), gid: Number(user[3]) };
};

const untilReady = async (server: ChildProcess): Promise<void> => {
  if (!server.stderr) throw new Error("the server's log is not piped");
  const lines: string[] = [];
  for await (const line of createInterface({ input: server.stderr })) {
    lines.push(line);
    if (line.includes("ready to accept connections")) {
      server.stderr.resume();
      return;
    }
  }
  throw new Error(`PostgreSQL did not start:\n${lines.join("\n")}`);
};
