/**
 * Checks of the arguments that a test passes to the fake service. Each message names the argument, its value and what was expected.
 * Invalid requests are not rejected here: the service responds to them with errors.
 */

import { nearest } from "../nearest.mjs";

const MAX_LENGTH = 40;

/** @throws {TypeError | RangeError} always; a RangeError is for a value of the right type */
export function throwInvalid(where, value, expected, ErrorClass = TypeError) {
  throw new ErrorClass(`${where} is ${shown(value)}: expected ${expected}`);
}

/** Returns a string that is one of the known ones. The message suggests the nearest. */
export function checkOneOf(where, value, known, expected = `one of ${known.join(", ")}`) {
  if (!known.includes(value)) throwInvalid(where, value, expected + suggestion(value, known));
  return value;
}

/** The end of a message that suggests the known name nearest to a value; empty if none is near. */
function suggestion(value, known) {
  const name = typeof value === "string" ? nearest(value, known) : undefined;
  return name === undefined ? "" : `; did you mean \`${name}\`?`;
}

/** Returns an object whose members are all known. A misspelt one would otherwise be ignored. */
export function checkObject(where, value, known) {
  if (!isObject(value)) throwInvalid(where, value, "an object");
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const expected = `one of ${known.join(", ")}${suggestion(name, known)}`;
    throw new TypeError(`${where} has an unknown member ${shown(name)}: expected ${expected}`);
  }
  return value;
}

/** Returns a duration in milliseconds, which may be Infinity. */
export function checkMilliseconds(where, value) {
  const expected = "milliseconds, 0 or more";
  if (typeof value !== "number") throwInvalid(where, value, expected);
  if (!(value >= 0)) throwInvalid(where, value, expected, RangeError);
  return value;
}

/** Returns an integer of at least `min`, or Infinity. */
export function checkCount(where, value, min) {
  const expected = `an integer of at least ${min}, or Infinity`;
  if (typeof value !== "number") throwInvalid(where, value, expected);
  const isCount = value === Infinity || (Number.isSafeInteger(value) && value >= min);
  if (!isCount) throwInvalid(where, value, expected, RangeError);
  return value;
}

/** Returns a value of the type that `typeof` names; null is no object here. */
export function checkType(where, value, type) {
  if (typeof value !== type || value === null) throwInvalid(where, value, `${type === "object" ? "an" : "a"} ${type}`);
  return value;
}

export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Describes the type of a value without showing the value, which may be a secret. */
export function describeType(value) {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : "an array";
  return `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}

function shown(value) {
  if (typeof value === "string") return `\`${value.length > MAX_LENGTH ? `${value.slice(0, MAX_LENGTH)}…` : value}\``;
  return ["number", "boolean", "bigint"].includes(typeof value) ? String(value) : describeType(value);
}
