// The scripts of package.json find the Node of node_modules first. Where its install script did not run (`npm ci --ignore-scripts`),
// the machine's own Node runs, and under 22.18 it cannot read TypeScript: said here instead of by a syntax error.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Coxswain needs Node 22.18 or later and found ${process.versions.node}. Run "npm ci" without --ignore-scripts: it brings Node 24.\n`,
  );
  process.exit(2);
}
