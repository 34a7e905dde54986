// Arguments as they come: their types, which JavaScript alone can see. What texts may hold is for Rust to decide.

import { InvalidInputError } from "./errors.mjs";

// With the flag `u` a surrogate is one without its other half. The way into wasm would make U+FFFD of it.
export const UNPAIRED = /\p{Surrogate}/u;

export const isAbsent = (x) => x === undefined || x === null;

/** What `x` is, for a message. Of a value no more than a few letters, and nothing of one that may be secret. */
function describe(x, isSecret) {
  if (!isSecret && typeof x === "string") return `\`${x.slice(0, 32).replace(/[^ -~]/g, "\uFFFD")}\``;
  if (!isSecret && typeof x === "number") return `the number ${x}`;
  const type = typeof x === "object" ? tagOf(x) : typeof x;
  return `${/^([aeio]|un)/i.test(type) ? "an" : "a"} ${type}`;
}

/** `object`, or what an object calls itself: `Array`, `Promise`, `ReadableStream`. */
export function tagOf(x) {
  try {
    const tag = Object.prototype.toString.call(x).slice("[object ".length, -1);
    return tag === "Object" ? "object" : tag.slice(0, 32).replace(/\W/g, "");
  } catch {
    return "object";
  }
}

/** The issue with an argument of another type than the one expected. */
export function wrongType(subject, expected, x, isSecret) {
  const found = isAbsent(x) ? undefined : describe(x, isSecret);
  return {
    code: found ? "wrong_type" : "missing",
    subject,
    part: "value",
    index: 0,
    expected,
    ...(found && { found }),
    message: `the ${subject} is ${found ?? "missing"}: expected ${expected}`,
  };
}

export function refuse(subject, expected, x, isSecret) {
  throw new InvalidInputError(wrongType(subject, expected, x, isSecret));
}

export const string = (subject, expected, x, isSecret) =>
  typeof x === "string" ? x : refuse(subject, expected, x, isSecret);

export function flag(subject, x) {
  if (isAbsent(x)) return false;
  return typeof x === "boolean" ? x : refuse(subject, "true or false", x, true);
}

/** A number without a fraction, from 1. */
export const wholeNumber = (subject, expected, x) => (Number.isInteger(x) && x > 0 ? x : refuse(subject, expected, x));

/** A point in time as milliseconds since the beginning of 1970. */
export function milliseconds(subject, x) {
  const number = tagOf(x) === "Date" ? Number(x) : x;
  return Number.isFinite(number) ? number : refuse(subject, "a valid Date, or milliseconds since 1970", x);
}

/** The bytes of a view or an `ArrayBuffer`, of this realm or another, or nothing. */
export function bytesOf(x) {
  if (ArrayBuffer.isView(x)) return new Uint8Array(x.buffer, x.byteOffset, x.byteLength);
  if (tagOf(x) !== "ArrayBuffer") return undefined;
  const bytes = new Uint8Array(x);
  // Anything may call itself an `ArrayBuffer`.
  return bytes.buffer === x ? bytes : undefined;
}
