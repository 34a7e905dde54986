// Strings as they are printed. Most of what the command prints comes from somewhere else: from arguments, the environment, profiles and the
// service. Characters that a terminal acts on, or that hide or reorder what is around them, are therefore never printed as they are.

// Control characters (C0, C1, DEL), format characters (bidirectional, zero-width), lone surrogates, private and unassigned characters; line
// and paragraph separators; and the other characters that are not displayed, such as variation selectors.
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

// Not an escape in a string, which the bundler would replace by the raw control character.
const ESCAPE = String.fromCharCode(27);

const COLOURS = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2, bold: 1 };

/** A part of a line in a colour. */
export const painted = (colour, string) => ({ colour, string });

/** A string in which each unprintable character is replaced by U+FFFD. */
export const replaced = (string) => string.replace(UNPRINTABLE, "\uFFFD");

const escaped = (character) => character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** JSON in which each unprintable character is escaped. In the JSON of one line, they are in strings only. */
export const printableJson = (value, replacer) => JSON.stringify(value, replacer).replace(UNPRINTABLE, escaped);

/**
 * What is printed for a line: a string, a list of strings and painted strings, or `{ fields }`, strings that are separated by tabs. `clean`
 * returns what is printed for a string.
 */
export function rendered(line, { clean, hasColours }) {
  if (typeof line === "string") return clean(line);
  if (line.fields) return line.fields.map(clean).join("\t");
  return line.map((part) => {
    if (typeof part === "string") return clean(part);
    const string = clean(part.string);
    return hasColours ? `${ESCAPE}[${COLOURS[part.colour]}m${string}${ESCAPE}[0m` : string;
  }).join("");
}

/** The control sequences that the command itself writes. */
export const Control = { START_OF_LINE: "\r", CLEAR_TO_END_OF_LINE: `${ESCAPE}[K` };

/** A string as one line: each run of white space is one space. */
export const oneLine = (value) => String(value).replace(/\s+/g, " ");

/** A string truncated to `width` columns. */
export const shortened = (string, width) => (string.length <= width ? string : `${string.slice(0, Math.max(0, width - 1))}…`);

/** A number with its noun: `1 line`, `2 lines`. */
export const countOf = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
