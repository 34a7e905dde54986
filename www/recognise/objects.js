// Objects in pasted text: JSON, and what programs print that is nearly JSON (Python, JavaScript, Ruby, escaped JSON).
// What their members mean is not decided here.

const WORDS = { null: null, None: null, nil: null, undefined: null, true: true, True: true, false: false, False: false };
// A log may have thousands of braces that start no object.
const MOST_TRIES = 400;
const DEEPEST = 60;

/** Reads one value at a position. Throws a `SyntaxError` where there is none. */
class Reader {
  constructor(text, at) {
    this.text = text;
    this.at = at;
  }

  skip(pattern) {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  value(depth = 0) {
    if (depth > DEEPEST) throw new SyntaxError("too deep");
    this.skip(/\s*/y);
    // `[Object]`, `[Function: x]`: a description, not a list.
    if (this.skip(/\[[A-Z][\w: /]*\]/y)) return null;
    const opening = this.text[this.at];
    if (opening === "{") return this.object(depth);
    if (opening === "[" || opening === "(") return this.list(depth, opening === "[" ? "]" : ")");
    const prefixed = this.skip(/[bur]?(?=["'`])/y);
    if (prefixed !== undefined) return this.string();
    const word = this.skip(/[^\s,;:{}[\]()'"`=]+/y);
    if (word === undefined) throw new SyntaxError("no value");
    // `aws.String("…")`, `datetime.datetime(2026, 1, 31)`, and `HttpResponse { … }`.
    if (this.text[this.at] === "(") {
      const [first, ...others] = this.list(depth, ")");
      return typeof first === "string" && others.length === 0 ? first : null;
    }
    if (this.skip(/\s*(?=\{)/y) !== undefined) return this.object(depth);
    if (Object.hasOwn(WORDS, word)) return WORDS[word];
    return word !== "" && !Number.isNaN(Number(word)) ? Number(word) : word;
  }

  object(depth) {
    const members = {};
    this.at += 1;
    for (;;) {
      this.skip(/[\s,;]*/y);
      if (this.skip(/\}/y)) return members;
      const isQuoted = this.skip(/[bur]?(?=["'`])/y) !== undefined;
      const key = isQuoted ? this.string() : this.skip(/[\w$@.-]+/y);
      if (key === undefined || !this.skip(/\s*(?:=>|[:=])/y)) throw new SyntaxError("no member");
      members[key === "__proto__" ? "" : key] = this.value(depth + 1);
      if (!this.skip(/\s*(?:[,;}]|\n)/y)) throw new SyntaxError("no end of the member");
      if (this.text[this.at - 1] === "}") this.at -= 1;
    }
  }

  list(depth, closing) {
    const items = [];
    this.at += 1;
    for (;;) {
      this.skip(/[\s,;]*/y);
      if (this.text[this.at] === closing) break;
      // The name of an argument.
      this.skip(/\w+=(?=[\w"'])/y);
      items.push(this.value(depth + 1));
      if (!this.skip(/\s*(?:,|\n|(?=[\])]))/y) && this.text[this.at] !== closing) throw new SyntaxError("no end of the item");
    }
    this.at += 1;
    return items;
  }

  string() {
    const quote = this.text[this.at];
    let found = "";
    for (this.at += 1; this.text[this.at] !== quote; this.at += 1) {
      if (this.at >= this.text.length) throw new SyntaxError("no end of the string");
      if (this.text[this.at] === "\\") {
        this.at += 1;
        const escape = this.text[this.at];
        const [, digits] = /^u([0-9a-f]{4})/i.exec(this.text.slice(this.at, this.at + 5)) ?? [];
        if (digits) this.at += 4;
        found += digits ? String.fromCharCode(parseInt(digits, 16)) : { n: "\n", t: "\t", r: "\r" }[escape] ?? escape;
      } else {
        found += this.text[this.at];
      }
    }
    this.at += 1;
    return found;
  }
}

/** The JSON value that a string is, or nothing. */
export function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unescaped = (text) => text.replace(/\\(["\\/])/g, "$1");
const isFull = (value) => typeof value === "object" && value !== null && Object.keys(value).length > 0;

/** The objects and lists in a text, in order, each with its place: `{ value, from, to }`. */
export function objectsIn(text) {
  const whole = jsonOf(text);
  if (isFull(whole)) return [{ value: whole, from: 0, to: text.length }];
  // JSON in a JSON string.
  if (typeof whole === "string" && /[[{]/.test(whole)) return objectsIn(whole).map(({ value }) => ({ value, from: 0, to: text.length }));
  const found = [];
  const opening = /[[{]/g;
  let tries = 0;
  for (let match; (match = opening.exec(text)) && tries < MOST_TRIES; tries += 1) {
    const reader = new Reader(text, match.index);
    try {
      const value = reader.value();
      if (!isFull(value)) continue;
      found.push({ value, from: match.index, to: reader.at });
      opening.lastIndex = reader.at;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  if (found.length === 0 && text.includes('\\"')) {
    const plain = unescaped(text);
    return plain === text ? [] : objectsIn(plain).map(({ value }) => ({ value, from: 0, to: 0 }));
  }
  return found;
}
