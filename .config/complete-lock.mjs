// `npm install` leaves optional packages of other platforms out of the lock file where the registry does not have them, and `npm ci`
// then refuses it. Adds them by name, version and platform, so that `npm ci` passes everywhere. Run after each `npm install`.
import { readFileSync, writeFileSync } from "node:fs";

const OSES = ["android", "darwin", "freebsd", "linux", "openharmony", "sunos", "win32", "netbsd", "openbsd", "aix"];
const CPUS = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x", "loong64", "mips64el", "wasm32"];

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const platformOf = (name) => {
  const words = name.split(/[-/]/);
  const os = words.find((word) => OSES.includes(word));
  const cpu = words.find((word) => CPUS.includes(word));
  return os && cpu ? { os: [os], cpu: [cpu], ...(words.includes("musl") ? { libc: ["musl"] } : {}) } : undefined;
};

let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const platform = platformOf(name);
    const known = lock.packages[`node_modules/${name}`] ?? lock.packages[`${path}/node_modules/${name}`];
    if (known || !platform) continue;
    lock.packages[`node_modules/${name}`] = { version, optional: true, ...(entry.dev ? { dev: true } : {}), ...platform };
    added += 1;
  }
}
const root = lock.packages[""];
const rest = Object.keys(lock.packages).filter((path) => path !== "");
lock.packages = { "": root, ...Object.fromEntries(rest.sort().map((path) => [path, lock.packages[path]])) };
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} optional packages of other platforms added\n`);
