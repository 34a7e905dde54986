// The output of `--help`, generated from the tables in usage.mjs and exit-codes.mjs.

import { MEANINGS } from "./exit-codes.mjs";
import { COMMANDS, CONNECTION, GENERAL, OPTIONS } from "./usage.mjs";

const NAME = "neptune-import-tasks";

/** Rows as two aligned columns. The second column of a row may have several lines. */
const columns = (rows, width) =>
  rows.map(([left, ...right]) => `  ${String(left).padEnd(width)}  ${right.join(`\n  ${" ".repeat(width)}  `)}`).join("\n");

/** The synopsis of an option: `-y, --yes`, `--region REGION`. */
function label(name) {
  const { short, value } = OPTIONS[name];
  return `${short ? `-${short}, ` : ""}--${name}${value ? ` ${value}` : ""}`;
}

/** The words of a string in lines of at most `width` characters. */
function wrapped(string, width) {
  const lines = [""];
  for (const word of string.split(" ")) {
    if (lines.at(-1).length + word.length >= width) lines.push("");
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines;
}

const optionList = (names) => columns(names.map((name) => [label(name), ...wrapped(OPTIONS[name].about, 50)]), 22);

const EXIT_CODES = `Exit codes:
${columns(MEANINGS, 3)}`;

export function generalHelp() {
  return `Check, cancel and watch import tasks of Amazon Neptune Analytics.

Usage: ${NAME} COMMAND [OPTION...]

Commands:
${columns(Object.values(COMMANDS).map(({ usage, about }) => [usage, about]), 16)}

Global options:
${optionList([...GENERAL, ...CONNECTION])}

\`${NAME} COMMAND --help\` shows the options of a command.

Credentials come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and
AWS_SESSION_TOKEN; or, if @aws-sdk/credential-providers is installed, from
profiles, SSO, roles, credential processes and instance metadata.

${EXIT_CODES}
`;
}

export function commandHelp(command) {
  const { usage, about, more, options, examples } = COMMANDS[command];
  return `${about[0].toUpperCase()}${about.slice(1)}.

Usage: ${NAME} ${usage} [OPTION...]

${more}

Options:
${optionList(options)}

Global options, see \`${NAME} --help\`:
  ${wrapped([...GENERAL, ...CONNECTION].map((name) => `--${name}`).join(" "), 74).join("\n  ")}

Examples:
${examples.map((example) => `  ${NAME} ${example}`).join("\n")}

${EXIT_CODES}
`;
}
