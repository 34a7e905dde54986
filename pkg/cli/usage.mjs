// What can be typed: the commands, their options, and what is wrong with a command line.

import { parseArgs } from "node:util";

import { USAGE } from "./exit-codes.mjs";

/** Something that the user has to change: the command line, the environment, the credentials. */
export class UsageError extends Error {
  name = "UsageError";
  exitCode = USAGE;

  constructor(message, ...hints) {
    super(message);
    this.hints = hints.filter(Boolean);
  }
}

/** Every option: its type, what its value is called, what it is for. `choices` are all values that it takes. */
export const OPTIONS = {
  kind: {
    value: "KIND", about: "task-id, graph-id or role-arn; by default each value's prefix says",
    choices: ["task-id", "graph-id", "role-arn"],
  },
  revision: { value: "WHICH", about: "which pattern of role ARNs: documented (default) or current", choices: ["documented", "current"] },
  operation: { value: "WHAT", about: "cancel (default), get or list", choices: ["cancel", "get", "list"] },
  explain: { about: "print what is signed, stage by stage" },
  curl: { about: "print the request as a command for curl" },
  wait: { about: "wait until it is known what has become of the task" },
  yes: { short: "y", about: "do not ask" },
  "graph-id": { value: "ID", about: "only the tasks of this graph" },
  "max-results": { value: "N", about: "no more than N tasks" },
  "max-wait": { value: "TIME", about: "how long to wait at most: 90, 90s, 5m or 1h" },
  "poll-interval": { value: "TIME", about: "how long between two looks at the task" },
  region: { value: "REGION", about: "or AWS_REGION, AWS_DEFAULT_REGION, or that of the profile" },
  profile: { value: "NAME", about: "the profile in the shared config files, or AWS_PROFILE" },
  "endpoint-url": { value: "URL", about: "or AWS_ENDPOINT_URL_NEPTUNE_GRAPH, AWS_ENDPOINT_URL" },
  "use-fips": { about: "the FIPS host, or AWS_USE_FIPS_ENDPOINT=true" },
  "use-dualstack": { about: "the dual-stack host, or AWS_USE_DUALSTACK_ENDPOINT=true" },
  "no-sign-request": { about: "send without credentials, to a service that asks for none" },
  "max-attempts": { value: "N", about: "how often a request is sent at most (default 3)" },
  "attempt-timeout": { value: "TIME", about: "how long to wait for an answer (default 30s)" },
  json: { about: "one JSON object per line on standard output" },
  quiet: { about: "no progress and no notes, only results and errors" },
  debug: { about: "show each request and where settings come from" },
  help: { short: "h", about: "show this; after a command, about the command" },
  version: { about: "show the version" },
};

/** What every command takes, by topic. */
export const GENERAL = ["json", "quiet", "debug", "help", "version"];
export const CONNECTION = [
  "region", "profile", "endpoint-url", "use-fips", "use-dualstack", "no-sign-request", "max-attempts", "attempt-timeout",
];

/** `operands` is the least and the most number of words after the command. */
export const COMMANDS = {
  check: {
    usage: "check [VALUE...]", operands: [0, Infinity], options: ["kind", "revision"],
    about: "check task ids, graph ids and role ARNs",
    more: `Without values, or for the value -, it reads lines from standard input. Prints
ok or what is wrong for each value: on a terminal with a mark under the wrong
character, else with tabs between. --quiet leaves out the values that pass.`,
    examples: ["check t-0123456789 arn:aws:iam::123456789012:role/Import", "check --kind task-id --quiet < ids.txt"],
  },
  request: {
    usage: "request ID", operands: [1, 1], options: ["operation", "explain", "curl"],
    about: "show the request to cancel a task, without sending it",
    more: `Prints method, URL and headers, signed if there are credentials. Of a session
token only the length is shown. For --operation list there is no ID.`,
    examples: ["request t-0123456789 --explain", "request t-0123456789 --curl"],
  },
  cancel: {
    usage: "cancel ID", operands: [1, 1], options: ["wait", "yes", "max-wait", "poll-interval"],
    about: "cancel a task",
    more: `Asks first if standard input is a terminal, unless --yes is given. Without
--wait it ends when the service has accepted the cancel, which is before the
task has stopped. Ctrl-C ends the waiting; an accepted cancel goes on.`,
    examples: ["cancel t-0123456789 --wait --max-wait 10m", "cancel t-0123456789 --yes --wait --json | jq -r .status"],
  },
  watch: {
    usage: "watch ID", operands: [1, 1], options: ["max-wait", "poll-interval"],
    about: "show how a task goes on until it has ended",
    more: "Changes nothing. Exit code 0 means that the import has succeeded.",
    examples: ["watch t-0123456789 && echo imported"],
  },
  list: {
    usage: "list", operands: [0, 0], options: ["graph-id", "max-results"],
    about: "list the tasks of the account in a region",
    more: `Prints a table on a terminal, else task id, status, graph id, format and
source with tabs between.`,
    examples: ["list --graph-id g-0123456789", "list --json | jq -r .taskId"],
  },
};

/** How many letters must be changed, added, dropped or swapped to make `left` of `right`. */
function distance(left, right) {
  let before = [];
  let row = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const isSame = left[i - 1] === right[j - 1];
      const isSwapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (isSame ? 0 : 1), isSwapped ? before[j - 2] + 1 : Infinity);
    }
    [before, row] = [row, next];
  }
  return row[right.length];
}

/** The one of `known` that was probably meant, or nothing. */
export function nearest(word, known) {
  const short = word.slice(0, 40).toLowerCase();
  const ranked = known.map((name) => [name.startsWith(short) && short.length > 1 ? 0.5 : distance(short, name.toLowerCase()), name])
    .sort(([left], [right]) => left - right);
  const [[least, name] = [Infinity]] = ranked;
  return least <= Math.max(1, Math.min(3, word.length / 3)) ? name : undefined;
}

/** A word as it was typed, for a message. */
const quoted = (word) => `\`${word.slice(0, 60).replace(/\p{C}/gu, "\uFFFD")}\``;

const meant = (name) => name && `did you mean \`${name}\`?`;

/** The command and the operands in the words of a command line. */
function commandOf([name, ...operands]) {
  if (name === undefined) return [undefined, []];
  if (name === "help") return [commandOf(operands)[0], []];
  if (Object.hasOwn(COMMANDS, name)) return [name, operands];
  const hint = meant(nearest(name, Object.keys(COMMANDS))) ?? `the commands are ${Object.keys(COMMANDS).join(", ")}`;
  throw new UsageError(`unknown command ${quoted(name)}`, hint);
}

function checkOption(command, name, value, dashed) {
  const known = Object.keys(OPTIONS);
  if (!Object.hasOwn(OPTIONS, name)) {
    const near = dashed.startsWith("--") && nearest(name, known);
    throw new UsageError(`unknown option ${quoted(dashed)}`, meant(near && `--${near}`) || "`--help` lists the options");
  }
  const { value: placeholder, choices } = OPTIONS[name];
  if (!placeholder && value !== true) throw new UsageError(`the option \`--${name}\` takes no value`);
  if (placeholder && (value === true || value === "")) throw new UsageError(`the option \`--${name}\` needs a value: ${placeholder}`);
  if (choices && !choices.includes(value)) {
    throw new UsageError(`${quoted(value)} is no value of \`--${name}\`: expected ${choices.join(", ")}`, meant(nearest(value, choices)));
  }
  const { options } = COMMANDS[command] ?? { options: [] };
  if (![...options, ...CONNECTION, ...GENERAL].includes(name)) {
    const others = Object.keys(COMMANDS).filter((other) => COMMANDS[other].options.includes(name));
    throw new UsageError(command ? `\`${command}\` has no option \`--${name}\`` : "the command is missing",
      `it is one of ${others.map((other) => `\`${other}\``).join(" and ")}`);
  }
}

function checkOperands(command, { length }, { operation }) {
  const { usage, operands } = COMMANDS[command];
  const [least, most] = operation === "list" ? [0, 0] : operands;
  if (length < least) throw new UsageError(`the task id is missing: expected \`${usage}\``, "`list` shows the tasks");
  if (length > most) {
    throw new UsageError(`${length} word${length === 1 ? "" : "s"} after \`${command}\`: expected ${most === 0 ? "none" : "one task id"}`);
  }
}

/** A value that begins with a dash is an option whose value was left out, unless it is joined to the name by `=`. */
function withoutSwallowed(values, words) {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "string" && /^-./.test(value) && OPTIONS[name]?.value && !words.includes(`--${name}=${value}`)) {
      throw new UsageError(`the option \`--${name}\` needs a value: ${OPTIONS[name].value}`);
    }
  }
}

/**
 * What a command line says: `command`, `operands`, and the `options` that were given.
 * @throws {UsageError}
 */
export function parse(words) {
  const options = Object.fromEntries(Object.entries(OPTIONS).map(([name, { value, short }]) =>
    [name, { type: value ? "string" : "boolean", ...(short && { short }) }]));
  // What is wrong is said in words of our own.
  const { values, positionals } = parseArgs({ args: words, options, strict: false, allowPositionals: true });
  withoutSwallowed(values, words);
  const [command, operands] = commandOf(positionals);
  const wantsHelp = values.help === true || positionals[0] === "help";
  for (const [name, value] of Object.entries(values)) {
    const dashed = `${name.length > 1 || words.some((word) => word.startsWith(`--${name}`)) ? "--" : "-"}${name}`;
    checkOption(command, name, value, dashed);
  }
  if (wantsHelp || values.version) return { command, operands, options: { ...values, help: wantsHelp } };
  if (command === undefined) throw new UsageError("the command is missing", "`--help` shows what there is");
  checkOperands(command, operands, values);
  return { command, operands, options: values };
}

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The milliseconds in a length of time: seconds, or a number with a unit. Nothing where nothing was given. */
export function duration(name, text) {
  if (text === undefined) return undefined;
  const [, count, unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  if (count === undefined) throw new UsageError(`${quoted(text)} is no value of \`--${name}\`: expected a time such as 90, 90s, 5m or 1h`);
  return Number(count) * UNITS[unit];
}

/** A whole number from 1. Nothing where nothing was given. */
export function count(name, text) {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`${quoted(text)} is no value of ${name}: expected a whole number from 1`);
  return Number(text);
}
