// Writes the completions of the command line for bash and zsh into completions/, from the tables of its commands and options.

import { mkdirSync, writeFileSync } from "node:fs";

import { COMMANDS, CONNECTION, GENERAL, OPTIONS } from "../js/cli/usage.mjs";

const folder = new URL("../completions/", import.meta.url);
const commands = Object.entries(COMMANDS);
const ORIGIN = "# Written by scripts/completion.mjs (`make completions`).";

const optionsOf = ({ options }) => [...options, ...GENERAL, ...CONNECTION].filter((name, index, names) => names.indexOf(name) === index);
const dashed = (names) => names.map((name) => `--${name}`).join(" ");
const withValue = Object.keys(OPTIONS).filter((name) => OPTIONS[name].value);
const withChoices = withValue.filter((name) => OPTIONS[name].choices);

// ---- bash ----------------------------------------------------------------------------------------------------------

const bash = `# Completion of neptune-import-tasks for bash: source this file in ~/.bashrc.
${ORIGIN}

_neptune_import_tasks() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command= each
  case $previous in
${withChoices.map((name) => `    --${name}) COMPREPLY=($(compgen -W "${OPTIONS[name].choices.join(" ")}" -- "$word")); return ;;`).join("\n")}
    ${withValue.filter((name) => !withChoices.includes(name)).map((name) => `--${name}`).join(" | ")}) COMPREPLY=(); return ;;
  esac
  local skips=
  for each in "\${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
    # The value of an option is not a command.
    if [[ $skips ]]; then skips=; continue; fi
    case $each in
      ${withValue.map((name) => `--${name}`).join(" | ")}) skips=1 ;;
      ${commands.map(([name]) => name).join(" | ")}) command=$each; break ;;
    esac
  done
  local words
  case $command in
${commands.map(([name, command]) => `    ${name}) words="${dashed(optionsOf(command))}" ;;`).join("\n")}
    *) words="${commands.map(([name]) => name).join(" ")} help ${dashed([...GENERAL, ...CONNECTION])}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -F _neptune_import_tasks neptune-import-tasks
`;

// ---- zsh -----------------------------------------------------------------------------------------------------------

/** A description in the syntax of \`_arguments\`, in single quotes. */
const described = (about) => about.replaceAll("'", "’").replaceAll(/[[\]:\\]/g, (special) => `\\${special}`);

function zshOption(name) {
  const { short, value, choices, about } = OPTIONS[name];
  const argument = value ? `:${value.toLowerCase()}:${choices ? `(${choices.join(" ")})` : ""}` : "";
  const description = `[${described(about)}]${argument}`;
  return short ? `'(-${short} --${name})'{-${short},--${name}}'${description}'` : `'--${name}${value ? "=" : ""}${description}'`;
}

const zsh = `#compdef neptune-import-tasks
# Completion of neptune-import-tasks for zsh: put this file into a folder of $fpath.
${ORIGIN}

_neptune_import_tasks() {
  local -a commands
  commands=(
${commands.map(([name, { about }]) => `    '${name}:${described(about)}'`).join("\n")}
    'help:show help'
  )
  local state line
  _arguments -C '1: :->command' '*:: :->operands' && return
  case $state in
    command) _describe command commands ;;
    operands)
      case $line[1] in
${commands.map(([name, command]) => `        ${name})
          _arguments \\
${optionsOf(command).map((option) => `            ${zshOption(option)}`).join(" \\\n")} \\
            '*: :'
          ;;`).join("\n")}
        help) _describe command commands ;;
      esac
      ;;
  esac
}

_neptune_import_tasks "$@"
`;

mkdirSync(folder, { recursive: true });
writeFileSync(new URL("neptune-import-tasks.bash", folder), bash);
writeFileSync(new URL("_neptune-import-tasks", folder), zsh);
