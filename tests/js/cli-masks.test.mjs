// The mask of secrets: each is found in every form in which its characters may be escaped, and nothing else is changed.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { createMask } from "../../js/cli/secrets.mjs";

// Every kind of character: letters and digits, those that some syntax escapes, white space, beyond ASCII, and beyond 16 bits.
const SECRET = "Az09 /+=%\"'&<>\\.$^*?()[]{}|-_~\t\n\r\b\f\u00e9\u2028\u{1F511}end";
const MASKED = `(${SECRET.length} characters)`;

const units = (escape) => (string) => string.replace(/[^a-z0-9\s]/gi, (unit) => escape(unit.charCodeAt(0)));
const points = (escape) => (string) => string.replace(/[^a-z0-9\s]/giu, (character) => escape(character.codePointAt(0)));
const hex = (code, length = 0) => code.toString(16).padStart(length, "0");
const bytes = (escape) => (string) => string.replace(/[^a-z0-9\s]/giu, (character) => [...new TextEncoder().encode(character)].map((byte) => escape(hex(byte, 2))).join(""));
const ENTITIES = { "&": "amp", "<": "lt", ">": "gt", "\"": "quot", "'": "apos" };
const LETTERS = { "\b": "b", "\f": "f" };
const latin = (escape) => (string) => string.replace(/[^a-z0-9\s]/gi, (unit) => (unit.charCodeAt(0) < 256 ? escape(unit.charCodeAt(0)) : unit));

const FORMS = {
  "as it is": (string) => string,
  "\\u0000": units((code) => `\\u${hex(code, 4)}`),
  "\\u0000 in upper case": units((code) => `\\u${hex(code, 4).toUpperCase()}`),
  "\\\\u0000": units((code) => `\\\\u${hex(code, 4)}`),
  "\\u{0}": points((code) => `\\u{${hex(code)}}`),
  "\\\\u{0} in upper case": points((code) => `\\\\u{${hex(code).toUpperCase()}}`),
  "\\u{000000}": points((code) => `\\u{${hex(code, 6)}}`),
  "\\x00": latin((code) => `\\x${hex(code, 2)}`),
  "\\\\x00 in upper case": latin((code) => `\\\\x${hex(code, 2).toUpperCase()}`),
  "a backslash before punctuation": (string) => string.replace(/[^a-z0-9\s]/giu, "\\$&"),
  "three backslashes before punctuation": (string) => string.replace(/[^a-z0-9\s]/giu, "\\\\\\$&"),
  "letters": (string) => string.replace(/[\b\f]/g, (character) => `\\${LETTERS[character]}`),
  "letters after two backslashes": (string) => string.replace(/[\b\f]/g, (character) => `\\\\${LETTERS[character]}`),
  "%00": bytes((byte) => `%${byte}`),
  "%00 in upper case": bytes((byte) => `%${byte.toUpperCase()}`),
  "%2500": bytes((byte) => `%25${byte}`),
  "%252500": bytes((byte) => `%2525${byte}`),
  "&amp;": (string) => string.replace(/[&<>"']/g, (character) => `&${ENTITIES[character]};`),
  "&amp;amp;": (string) => string.replace(/[&<>"']/g, (character) => `&amp;amp;${ENTITIES[character]};`),
  "&#0;": points((code) => `&#${code};`),
  "&#000;": points((code) => `&#00${code};`),
  "&amp;#0;": points((code) => `&amp;#${code};`),
  "&#x0;": points((code) => `&#x${hex(code)};`),
  "&#X00; in upper case": points((code) => `&#X00${hex(code).toUpperCase()};`),
  "one space": (string) => string.replace(/\s+/g, " "),
  "a plus sign for white space": (string) => string.replace(/\s+/g, "+"),
  "%20 for white space": (string) => string.replace(/\s+/g, "%20"),
  "%2520 for white space": (string) => string.replace(/\s+/g, "%2520"),
  "%252520 for white space": (string) => string.replace(/\s+/g, "%252520"),
  "\\n for white space": (string) => string.replace(/\s+/g, "\\n"),
  "\\r\\t for white space": (string) => string.replace(/\s+/g, "\\r\\t"),
  "\\\\n\\u0020 for white space": (string) => string.replace(/\s+/g, "\\\\n\\u0020"),
  "&#32; for white space": (string) => string.replace(/\s+/g, "&#32;"),
  "&#x20; for white space": (string) => string.replace(/\s+/g, "&#x20;"),
};

function maskOf(...secrets) {
  const { hide, mask } = createMask();
  hide(...secrets);
  return mask;
}

describe("a secret is replaced by its length", () => {
  for (const [name, form] of Object.entries(FORMS)) {
    test(name, () => {
      const mask = maskOf(SECRET);
      const escaped = form(SECRET);
      assert.equal(mask(`<${escaped}>`), `<${MASKED}>`);
      assert.equal(mask(`${escaped} and ${escaped}`), `${MASKED} and ${MASKED}`);
      // In AWS's keys, each of these characters may be the first or the last.
      for (const character of SECRET.replace(/\s/g, "")) {
        if (character.codePointAt(0) > 0xffff || /[\ud800-\udfff]/.test(character)) continue;
        const other = `${character}sevenABC${character}`;
        assert.equal(maskOf(other)(`<${form(other)}>`), `<(${other.length} characters)>`, character);
      }
    });
  }

  test("in a string in which another form is nested", () => {
    const mask = maskOf("ab/cd+ef gh");
    for (const nested of [JSON.stringify(JSON.stringify("ab/cd+ef gh")), encodeURIComponent(JSON.stringify("ab/cd+ef gh")), "ab\\/cd\\/ef gh".replace("\\/ef", "+ef"), "ab%2Fcd%2Bef+gh"]) {
      assert.match(mask(nested), /^\W*(%22)?\(11 characters\)\W*(%22)?$/, nested);
    }
  });

  test("if only its beginning is there, down to eight characters", () => {
    const secret = "abcdefgh/ijklmnop";
    const mask = maskOf(secret);
    for (let length = 8; length <= secret.length; length += 1) assert.equal(mask(`x ${secret.slice(0, length)}`), "x (17 characters)");
    assert.equal(mask("x abcdefg"), "x abcdefg");
    assert.equal(mask("abcdefgh, ijkl"), "(17 characters), ijkl");
    assert.equal(mask("abcdefgh%2fij!"), "(17 characters)!");
  });

  test("and nothing after it: each form is one of its own characters", () => {
    const mask = maskOf("abcdefgh/i");
    for (const rest of ["%25i", "\\bi", "&amp;i", "%2bi", "&#x2e;i", "\\u002ei"]) assert.equal(mask(`abcdefgh${rest}`), `(10 characters)${rest}`);
  });

  test("wherever it is, and as often", () => {
    const mask = maskOf("aaaaaaaaaa");
    assert.equal(mask("aaaaaaaaaaaaaaaaaaaa"), "(10 characters)(10 characters)");
    assert.equal(mask("aaaaaaaaaaaab"), "(10 characters)aab");
    assert.equal(mask(""), "");
    assert.equal(mask("nothing"), "nothing");
  });

  test("the percent sign of a secret may be escaped in several ways", () => {
    const mask = maskOf("12345678%25abc");
    for (const escaped of ["12345678%25abc", "12345678%2525abc", "12345678%252525abc"]) assert.equal(mask(`${escaped}!`), "(14 characters)!", escaped);
  });
});

describe("which values are secrets", () => {
  test("strings of at least eight characters, without the white space around them", () => {
    const mask = maskOf("1234567", "  12345678\n", undefined, null, 123456789, "       ", " abcdefg ");
    assert.equal(mask("1234567 123456789 abcdefg"), "1234567 (8 characters)9 abcdefg");
  });

  test("several, also of different calls, each once", () => {
    const { hide, mask } = createMask();
    hide("first secret");
    hide("second secret", "first secret");
    hide();
    assert.equal(mask("first secret, second secret"), "(12 characters), (13 characters)");
  });
});
