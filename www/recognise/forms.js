// How texts name a value: a table of forms. Each has a fixture in tests/fixtures/page/.

import { IN_TEXT } from "./names.js";

// Around names: quotes, and the marks of Markdown.
const Q = "[\"'`*\\\\]{0,4}";
const WORD = "(<[\\w -]{2,40}>|[^\\s\"'`<>|,;&#)\\]}*\\\\]+)";
const QUOTED = "(?:\\\\?[\"'`]|&quot;)([^\"'`\\n]*?)(?:\\\\?[\"'`]|&quot;)";

/** Each form: what stands before the value, the value, and whether it is marked off so that it may be any word. */
const FORMS = [
  // aws … --task-identifier VALUE, --task-identifier="VALUE"
  { before: (name) => `--${name}(?:\\s+|=)`, value: QUOTED, isQuoted: true },
  { before: (name) => `--${name}(?:\\s+|=)(?!-)`, value: WORD },
  // taskId: 'VALUE', "taskId" => "VALUE", task_id="VALUE", **Task ID:** `VALUE`
  { before: (name) => `(?<![\\w-])${Q}${name}${Q}\\s*(?:=>|:=|->|[:=→])${Q}\\s*`, value: QUOTED, isQuoted: true },
  { before: (name) => `(?<![\\w-])${Q}${name}${Q}\\s*(?:=>|:=|->|[:=→])${Q}\\s*`, value: WORD },
  // |  taskId  |  VALUE  | of the AWS CLI and of Markdown
  { before: (name) => `[|│]\\s*${Q}${name}${Q}\\s*[|│]\\s*`, value: `${Q}([^|│\\n]*?)${Q}\\s*[|│]` },
  // <taskId>VALUE</taskId>
  { before: (name) => `<${name}>\\s*`, value: "([^<\\n]*?)\\s*<", isQuoted: true },
  // Value 'VALUE' at 'taskIdentifier' failed to satisfy constraint
  { before: () => "Value ", value: "'([^'\\n]*)'", after: (name) => ` at '${name}'`, isQuoted: true },
  // taskId VALUE, task ID "VALUE", task ID (VALUE)
  { before: (name) => `(?<![\\w-])${name}\\s+(?:of |is |was )?`, value: `[("'\`]?${WORD}`, isLoose: true },
];

const compile = (kind) => FORMS.map(({ before, value, after = () => "", ...form }) =>
  ({ ...form, pattern: new RegExp(before(IN_TEXT[kind]) + value + after(IN_TEXT[kind]), "gi") }));
const COMPILED = Object.fromEntries(Object.keys(IN_TEXT).map((kind) => [kind, compile(kind)]));

/** The values that a text names as of this kind, each with how it was marked off. */
export function namedIn(text, kind) {
  const found = [];
  for (const { pattern, isQuoted = false, isLoose = false } of COMPILED[kind]) {
    for (const { 1: value, index } of text.matchAll(pattern)) found.push({ value: value.trim(), index, isQuoted, isLoose });
  }
  return found;
}
