// The commands, their options, and the parser of the command line.

import { parseArgs } from "node:util";

import { nearest } from "../nearest.mjs";
import { commandHint, optionHint } from "./aws-names.mjs";
import { USAGE } from "./exit-codes.mjs";
import { countOf, oneLine, shortened } from "./printable.mjs";

/** An error that the user can correct: in the command line, the environment or the credentials. */
export class UsageError extends Error {
  name = "UsageError";
  exitCode = USAGE;

  constructor(message, ...hints) {
    super(message);
    this.hints = hints.filter(Boolean);
  }
}

/**
 * Every option. `value` is the placeholder of its value, which flags do not have; `choices` are the values that it accepts. An option with
 * `multiple` may be repeated.
 */
export const OPTIONS = {
  kind: {
    value: "KIND", about: "task-id, graph-id or role-arn (default: by the prefix of each value)",
    choices: ["task-id", "graph-id", "role-arn"],
  },
  revision: { value: "REVISION", about: "the role ARN pattern: documented (default) or current", choices: ["documented", "current"] },
  operation: { value: "OPERATION", about: "cancel (default), get or list", choices: ["cancel", "get", "list"] },
  explain: { about: "print each step of the signature calculation" },
  curl: { about: "print the request as a curl command" },
  status: { value: "STATUS", multiple: true, about: "list only tasks with this status; several with commas" },
  concurrency: { value: "N", about: "the maximum number of tasks at a time (default 4)" },
  wait: { about: "wait for the final status of the task" },
  yes: { short: "y", about: "do not ask for confirmation" },
  "graph-id": { value: "ID", about: "list only the tasks of this graph" },
  "max-results": { value: "N", about: "list at most N tasks" },
  "max-wait": { value: "TIME", about: "the maximum time to wait: 90, 90s, 5m or 1h" },
  "poll-interval": { value: "TIME", about: "the time between two polls of the task" },
  region: { value: "REGION", about: "the region; or AWS_REGION, AWS_DEFAULT_REGION, or the region of the profile" },
  profile: { value: "NAME", about: "the profile in the shared config files; or AWS_PROFILE" },
  "endpoint-url": { value: "URL", about: "the endpoint; or AWS_ENDPOINT_URL_NEPTUNE_GRAPH, AWS_ENDPOINT_URL" },
  "use-fips": { about: "use the FIPS endpoint; or AWS_USE_FIPS_ENDPOINT=true" },
  "use-dualstack": { about: "use the dual-stack endpoint; or AWS_USE_DUALSTACK_ENDPOINT=true" },
  "no-sign-request": { about: "do not load credentials, and do not sign requests" },
  "max-attempts": { value: "N", about: "the maximum number of attempts per request (default 3)" },
  "attempt-timeout": { value: "TIME", about: "the timeout of each attempt (default 30s)" },
  json: { about: "print one JSON object per line" },
  quiet: { about: "print only results and errors" },
  debug: { about: "print each request and the source of each setting" },
  help: { short: "h", about: "show help; after a command, help for the command" },
  version: { about: "show the version" },
};

/** The options of every command. */
export const GENERAL = ["json", "quiet", "debug", "help", "version"];
export const CONNECTION = [
  "region", "profile", "endpoint-url", "use-fips", "use-dualstack", "no-sign-request", "max-attempts", "attempt-timeout",
];

/** Every command. `operands` is the minimum and the maximum number of operands. */
export const COMMANDS = {
  check: {
    usage: "check [VALUE...]", operands: [0, Infinity], options: ["kind", "revision"],
    about: "validate task ids, graph ids and role ARNs",
    more: `Without values, or with the value -, reads lines from standard input. Prints ok
or the error for each value: on a terminal with a marker under the invalid
character, otherwise as fields separated by tabs. --quiet omits valid values.`,
    examples: ["check t-0123456789 arn:aws:iam::123456789012:role/Import", "check --kind task-id --quiet < ids.txt"],
  },
  request: {
    usage: "request ID", operands: [1, 1], options: ["operation", "explain", "curl"],
    about: "show the request that cancels a task, without sending it",
    more: `Prints the method, URL and headers, signed if there are credentials. Session
tokens are replaced by their length. --operation list takes no ID.`,
    examples: ["request t-0123456789 --explain", "request t-0123456789 --curl"],
  },
  cancel: {
    usage: "cancel ID...", operands: [1, Infinity], options: ["wait", "yes", "max-wait", "poll-interval", "concurrency"],
    about: "cancel tasks",
    more: `Asks for confirmation if standard input is a terminal, unless --yes is given.
Without --wait, it ends when the service has accepted the requests, before the
tasks have stopped. Ctrl-C stops waiting, not a cancellation that was accepted.

With the operand -, reads task ids from standard input, one per line, or the
first field of each line that \`list\` prints. All ids are validated before
anything is sent. Several tasks are cancelled at a time, --max-wait applies to
each, and the results are printed as they arrive. A failure does not stop the
others; the exit code is that of the worst result: the first of 2, 1, 7, 6, 3,
4, 5 and 0.`,
    examples: ["cancel t-0123456789 --wait --max-wait 10m", "cancel t-0123456789 t-abcdefghij --yes --wait", "cancel - --wait < ids.txt"],
  },
  get: {
    usage: "get ID", operands: [1, 1], options: [],
    about: "show a task with its details",
    more: `Prints the name and the value of each member, separated by a tab if standard
output is not a terminal.`,
    examples: ["get t-0123456789", "get t-0123456789 --json | jq -r .statusReason"],
  },
  watch: {
    usage: "watch ID", operands: [1, 1], options: ["max-wait", "poll-interval"],
    about: "show the progress of a task until it ends",
    more: "Does not change the task. Exit code 0 means that the import succeeded.",
    examples: ["watch t-0123456789 && echo imported"],
  },
  list: {
    usage: "list", operands: [0, 0], options: ["graph-id", "status", "max-results"],
    about: "list the tasks of the account in a region",
    more: `Prints a table on a terminal, otherwise the task id, status, graph id, format
and source, separated by tabs.`,
    examples: ["list --graph-id g-0123456789", "list --status INITIALIZING,IMPORTING", "list --json | jq -r .taskId"],
  },
};

/** User input for a message: one line, truncated. */
export const quoted = (input) => `\`${shortened(oneLine(input), 60)}\``;

export const invalidValue = (value, name, expected) => `invalid value ${quoted(value)} for ${name}: expected ${expected}`;

/** A hint that suggests `name`; undefined without one. */
export const didYouMean = (name) => (name ? `did you mean ${quoted(name)}?` : undefined);

/** Splits the positional arguments into the command and its operands. */
function commandOf([name, ...operands]) {
  if (name === undefined) return [undefined, []];
  if (name === "help") return [commandOf(operands)[0], []];
  if (Object.hasOwn(COMMANDS, name)) return [name, operands];
  const hint = commandHint(name) ?? didYouMean(nearest(name, Object.keys(COMMANDS))) ?? `the commands are ${Object.keys(COMMANDS).join(", ")}`;
  throw new UsageError(`unknown command ${quoted(name)}`, hint);
}

function checkOption(command, name, value, dashed) {
  const known = Object.keys(OPTIONS);
  if (!Object.hasOwn(OPTIONS, name)) {
    const suggestion = dashed.startsWith("--") && nearest(name, known);
    const hint = optionHint(name) ?? didYouMean(suggestion && `--${suggestion}`) ?? "`--help` lists the options";
    throw new UsageError(`unknown option ${quoted(dashed)}`, hint);
  }
  const { value: placeholder, choices } = OPTIONS[name];
  if (!placeholder && value !== true) throw new UsageError(`the option \`--${name}\` takes no value`);
  if (placeholder && (value === true || value === "")) throw new UsageError(`the option \`--${name}\` needs a value: ${placeholder}`);
  if (choices && !choices.includes(value)) {
    throw new UsageError(invalidValue(value, `\`--${name}\``, `one of ${choices.join(", ")}`), didYouMean(nearest(value, choices)));
  }
  const { options } = COMMANDS[command] ?? { options: [] };
  if (![...options, ...CONNECTION, ...GENERAL].includes(name)) {
    const others = Object.keys(COMMANDS).filter((other) => COMMANDS[other].options.includes(name));
    throw new UsageError(command ? `\`${command}\` has no option \`--${name}\`` : "the command is missing",
      `it is an option of ${others.map((other) => `\`${other}\``).join(" and ")}`);
  }
}

function checkOperands(command, { length }, { operation }) {
  const { usage, operands } = COMMANDS[command];
  const [min, max] = operation === "list" ? [0, 0] : operands;
  if (length < min) throw new UsageError(`the task id is missing: expected \`${usage}\``, "`list` shows the tasks");
  if (length > max) {
    throw new UsageError(`${countOf(length, "operand")} after \`${command}\`: expected ${max === 0 ? "none" : "one task id"}`);
  }
}

/** The names and values of options, with an entry for each value of one that is repeated. */
const entriesOf = (values) => Object.entries(values).flatMap(([name, value]) => [value].flat().map((each) => [name, each]));

/** Rejects `--region --json`: a value that starts with a dash is the next option, unless `=` joins it to the name. */
function rejectSwallowedOptions(values, args) {
  for (const [name, value] of entriesOf(values)) {
    if (typeof value === "string" && /^-./.test(value) && OPTIONS[name]?.value && !args.includes(`--${name}=${value}`)) {
      throw new UsageError(`the option \`--${name}\` needs a value: ${OPTIONS[name].value}`);
    }
  }
}

/**
 * Parses a command line into `{ command, operands, options }`. With `--help` or `--version`, `command` may be undefined.
 * @throws {UsageError}
 */
export function parse(args) {
  const options = Object.fromEntries(Object.entries(OPTIONS).map(([name, { value, short, multiple = false }]) =>
    [name, { type: value ? "string" : "boolean", multiple, ...(short && { short }) }]));
  // Not strict, because the messages of the checks below name the mistake better than Node's.
  const { values, positionals } = parseArgs({ args, options, strict: false, allowPositionals: true });
  rejectSwallowedOptions(values, args);
  const [command, operands] = commandOf(positionals);
  const wantsHelp = values.help === true || positionals[0] === "help";
  for (const [name, value] of entriesOf(values)) {
    const dashed = `${name.length > 1 || args.some((arg) => arg.startsWith(`--${name}`)) ? "--" : "-"}${name}`;
    checkOption(command, name, value, dashed);
  }
  if (wantsHelp || values.version) return { command, operands, options: { ...values, help: wantsHelp } };
  if (command === undefined) throw new UsageError("the command is missing", "`--help` lists the commands");
  checkOperands(command, operands, values);
  return { command, operands, options: values };
}

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Parses a duration, in seconds or with a unit, into milliseconds. Returns undefined if the option is not given. */
export function duration(name, value) {
  if (value === undefined) return undefined;
  const [, number, unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(value) ?? [];
  if (number === undefined) throw new UsageError(invalidValue(value, `\`--${name}\``, "a duration such as 90, 90s, 5m or 1h"));
  return Number(number) * UNITS[unit];
}

/** Parses a positive integer. Returns undefined if `value` is not given. */
export function count(name, value) {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(invalidValue(value, name, "a positive integer"));
  return Number(value);
}
