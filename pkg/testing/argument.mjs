/**
 * How the fake service refuses what a test hands to it: what is wrong, where, and what was expected.
 * It is not for requests, which the service answers.
 */

const MAX_SHOWN = 40;

/** @throws {TypeError | RangeError} always: a RangeError where the type is right and the value is not */
export function refuse(where, value, expected, Class = TypeError) {
  throw new Class(`${where} is ${shown(value)}: expected ${expected}`);
}

/** The object itself, if it is one and has no other members than these: a misspelt one would silently do nothing. */
export function checkObject(where, value, known) {
  if (!isObject(value)) refuse(where, value, "an object");
  for (const name of Object.keys(value)) {
    if (!known.includes(name)) throw new TypeError(`${where} has a member \`${name}\`: expected ${known.join(", ")}`);
  }
  return value;
}

/** The value, which is a time: 0 or more, and Infinity where it never ends. */
export function checkMilliseconds(where, value) {
  const expected = "milliseconds, 0 or more";
  if (typeof value !== "number") refuse(where, value, expected);
  if (!(value >= 0)) refuse(where, value, expected, RangeError);
  return value;
}

/** The value, which is a number of times: an integer from `least`, or Infinity. */
export function checkTimes(where, value, least) {
  const expected = `an integer from ${least}, or Infinity`;
  if (typeof value !== "number") refuse(where, value, expected);
  const isTimes = value === Infinity || (Number.isSafeInteger(value) && value >= least);
  if (!isTimes) refuse(where, value, expected, RangeError);
  return value;
}

/** The value, which is one that `typeof` calls so. */
export function checkType(where, value, type) {
  if (typeof value !== type || value === null) refuse(where, value, `${type === "object" ? "an" : "a"} ${type}`);
  return value;
}

export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a value is, in words, without what it holds. */
export function typeName(value) {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : "an array";
  return `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}

function shown(value) {
  if (typeof value === "string") return `\`${value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value}\``;
  return ["number", "boolean", "bigint"].includes(typeof value) ? String(value) : typeName(value);
}
