// `make audit`: what is published about the locked versions of all dependencies, those of the tests included. Where a service sends nothing,
// nothing is known, and the audit fails too. `node scripts/audit.mjs CARGO_DENY`

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const results = [];

function run(folder, program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: fileURLToPath(new URL(folder, root)), encoding: "utf8" });
  return { isSuccess: status === 0, stdout, stderr };
}

/** The folders with a lockfile of this name. */
const foldersOf = (lockfile) => run(".", "git", "ls-files", `:(glob)**/${lockfile}`).stdout.trim().split("\n").map(dirname);

/** Adds a line to the result, and prints what a check has found. */
function add(subject, isPassed, findings) {
  if (!isPassed) console.error(findings);
  results.push(`${isPassed ? "passed     " : "FAILED     "}  ${subject}`);
}

const addUnchecked = (subject, reason) => results.push(`NOT CHECKED  ${subject}: ${reason}`);

const [deny] = process.argv.slice(2);
const fetched = run(".", deny, "fetch", "db");
for (const folder of foldersOf("Cargo.lock")) {
  const subject = `advisories of RustSec, ${join(folder, "Cargo.lock")}`;
  if (fetched.isSuccess) {
    const { isSuccess, stderr } = run(".", deny, "--config", "deny.toml", "--manifest-path", join(folder, "Cargo.toml"), "check", "advisories");
    add(subject, isSuccess, stderr);
  } else {
    addUnchecked(subject, fetched.stderr.trim().split("\n").at(-1));
  }
}

for (const folder of foldersOf("package-lock.json")) {
  for (const [kind, args, report] of [["advisories", [], "vulnerabilities"], ["signatures", ["signatures"], "invalid"]]) {
    const subject = `${kind} of npm, ${join(folder, "package-lock.json")}`;
    const { isSuccess, stdout } = run(folder, "npm", "audit", ...args, "--json", "--fetch-retries=0");
    const { message, error, ...result } = JSON.parse(stdout);
    if (result[report]) add(subject, isSuccess, stdout);
    else addUnchecked(subject, message ?? error.summary);
  }
}

console.log(results.join("\n"));
if (!results.every((line) => line.startsWith("passed"))) process.exitCode = 1;
