// The names of characters that look like others.

const SCRIPTS = ["Cyrillic", "Greek", "Armenian", "Cherokee", "Hebrew", "Arabic", "Han", "Hiragana", "Katakana", "Hangul", "Devanagari", "Thai", "Georgian", "Latin", "Common"];

/** A sentence with the code point and the script of a character, unless everybody can tell it from ASCII. */
export function nameOfCharacter(character) {
  const point = character.codePointAt(0);
  if ([...character].length !== 1 || point < 0x80 || !/[\p{L}\p{N}\p{Pd}\u2212]/u.test(character)) return undefined;
  const number = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  if (/[\uFF01-\uFF5E]/.test(character)) return `It is the full-width character ${number}.`;
  if (/\p{Pd}|\u2212/u.test(character)) return `It is the dash ${number}, not a hyphen.`;
  const script = SCRIPTS.find((name) => new RegExp(`\\p{Script=${name}}`, "u").test(character));
  const kind = /\p{N}/u.test(character) ? "digit" : "letter";
  return script && script !== "Common" ? `It is the ${script} ${kind} ${number}.` : `It is the ${kind} ${number}.`;
}
