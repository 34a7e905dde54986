// The options that only JavaScript can check: functions and signals. Everything else is checked in Rust.

import { InvalidInputError } from "../errors.js";

/** Throws an `InvalidInputError` for a value that is not `expected`, with the messages of Rust. */
export function throwWrongType(subject, expected, x) {
  const issue = { subject, part: "value", index: 0, expected };
  if (isAbsent(x)) {
    const [message, explanation] = [`the ${subject} is missing: expected ${expected}`, `The ${subject} is missing. Expected ${expected}.`];
    throw new InvalidInputError({ ...issue, code: "missing", message, explanation });
  }
  const found = `${typeof x === "object" ? "an" : "a"} ${typeof x}`;
  const [message, explanation] = [`the ${subject} is ${found}: expected ${expected}`, `The ${subject} is ${found}; it must be ${expected}.`];
  throw new InvalidInputError({ ...issue, code: "wrong_type", found, message, explanation });
}

/** Throws an `InvalidInputError` for an option that the client does not have. */
export function throwUnknownOption(name, expected) {
  const message = `unknown option \`${name}\`: expected ${expected}`;
  const explanation = `There is no option \`${name}\`. Expected ${expected}.`;
  throw new InvalidInputError({ code: "unknown_option", subject: "options", part: "option", index: 0, expected, found: `\`${name}\``, message, explanation });
}

export const isAbsent = (x) => x === undefined || x === null;
const isObject = (x) => typeof x === "object" && x !== null;
const isFunction = (x) => typeof x === "function";

export function assertObject(subject, x) {
  if (!isObject(x)) throwWrongType(subject, "an object", x);
}

/** Without the members that are undefined, so that they do not replace others. */
export const defined = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** What a credentials provider has returned. Throws an `InvalidInputError` if it is no object. */
export function providedCredentials(result) {
  assertObject("result of `credentials`", result);
  return result;
}

/** The options that are used here, with their defaults. */
export function hostOptions(options) {
  const { onProgress, signal } = options;
  const fetch = options.fetch ?? globalThis.fetch;
  if (!isFunction(fetch)) throwWrongType("option `fetch`", "a function", fetch);
  if (!isAbsent(onProgress) && !isFunction(onProgress)) throwWrongType("option `onProgress`", "a function", onProgress);
  if (!isAbsent(signal) && !isFunction(signal.addEventListener)) throwWrongType("option `signal`", "an AbortSignal", signal);
  return { fetch, onProgress: onProgress ?? undefined, signal: signal ?? undefined };
}
