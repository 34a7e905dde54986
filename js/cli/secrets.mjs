// Secrets, each of which is replaced by its length wherever it would be printed, in whichever way its characters are escaped there.

// Shorter strings are part of unrelated output. AWS's secrets have at least 40 characters.
const MIN_LENGTH = 8;

const hex = (number, length = 1) =>
  number.toString(16).padStart(length, "0").replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);

const ENTITIES = { "&": "amp", "<": "lt", ">": "gt", "\"": "quot", "'": "apos" };

// White space may have been folded.
const WHITE_SPACE = "(?:\\s|\\+|%(?:25)*20|\\\\+(?:[fnrtv]|u00(?:20|0[9a-d]))|&#(?:x20|32);)+";

/** Patterns for a character: as it is, and as JSON, programming languages, URLs and XML escape it, also repeatedly. */
function patternsOf(character) {
  // Only faster: no syntax escapes these.
  if (/[a-z0-9]/i.test(character)) return [character];
  if (/\s/.test(character)) return [WHITE_SPACE];
  const code = character.codePointAt(0);
  const entity = ENTITIES[character];
  return [
    `\\\\*${character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&")}`,
    character.replace(/[^]/g, (unit) => `\\\\+u${hex(unit.charCodeAt(0), 4)}`),
    `\\\\+u\\{0*${hex(code)}\\}`,
    Array.from(new TextEncoder().encode(character), (byte) => `%(?:25)*${hex(byte, 2)}`).join(""),
    `&(?:amp;)*#(?:[xX]0*${hex(code)}|0*${code});`,
    `\\\\+x${hex(code, 2)}`,
    ...(character === "\b" ? ["\\\\+b"] : []),
    ...(entity ? [`&(?:amp;)*${entity};`] : []),
    // Each by itself, because the secret may go on with `25`.
    ...(character === "%" ? ["%25", "%2525"] : []),
  ];
}

/** A secret that can be found in strings. Of a secret that was truncated, the beginning is found. */
class Secret {
  #length;
  #beginning;
  /** For each character, expressions that match its forms at their `lastIndex`. */
  #forms;

  constructor(secret) {
    const patterns = secret.match(/\s+|[^]/gu).map(patternsOf);
    this.#length = secret.length;
    this.#beginning = new RegExp(patterns.slice(0, MIN_LENGTH).map((forms) => `(?:${forms.join("|")})`).join(""), "g");
    this.#forms = patterns.map((forms) => forms.map((pattern) => new RegExp(pattern, "y")));
  }

  /** The end of the longest part of the secret that is at `start`. It may end in several places, because `%25` is also a form of `%`. */
  #endIn(string, start) {
    let ends = [start];
    for (const forms of this.#forms) {
      const next = new Set();
      for (const end of ends) {
        for (const form of forms) {
          form.lastIndex = end;
          if (form.test(string)) next.add(form.lastIndex);
        }
      }
      if (next.size === 0) break;
      ends = [...next];
    }
    return Math.max(...ends);
  }

  maskIn(string) {
    let masked = "";
    let end = 0;
    for (;;) {
      this.#beginning.lastIndex = end;
      const found = this.#beginning.exec(string);
      if (!found) return masked + string.slice(end);
      masked += `${string.slice(end, found.index)}(${this.#length} characters)`;
      end = this.#endIn(string, found.index);
    }
  }
}

/** `hide` adds secrets, and `mask` masks them in a string. */
export function createMask() {
  const secrets = new Map();
  return {
    /** Ignores values that are not strings. */
    hide(...values) {
      for (const value of values) {
        if (typeof value !== "string") continue;
        const secret = value.trim();
        if (secret.length >= MIN_LENGTH && !secrets.has(secret)) secrets.set(secret, new Secret(secret));
      }
    },
    mask: (string) => [...secrets.values()].reduce((masked, secret) => secret.maskIn(masked), string),
  };
}
