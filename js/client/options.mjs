// The options that Rust does not see: functions and signals. Everything else is validated there.

import { InvalidInputError } from "../errors.js";

/** Throws an `InvalidInputError` for a value that is not `expected`. */
export function rejectValue(subject, expected, x) {
  const isMissing = x === undefined || x === null;
  const found = isMissing ? undefined : `${typeof x === "object" ? "an" : "a"} ${typeof x}`;
  throw new InvalidInputError({
    code: isMissing ? "missing" : "wrong_type",
    subject,
    part: "value",
    index: 0,
    expected,
    ...(found && { found }),
    message: `the ${subject} is ${found ?? "missing"}: expected ${expected}`,
    explanation: `The ${subject} ${isMissing ? "is missing" : "has the wrong type"}; it must be ${expected}.`,
  });
}

const functionOption = (name, x) => (typeof x === "function" ? x : rejectValue(`option \`${name}\``, "a function", x));

/** The options that are used here, with their defaults. */
export function hostOptions(options) {
  if (typeof options !== "object" || options === null) rejectValue("options", "an object", options);
  const { fetch, onProgress, signal, credentials } = options;
  if (signal !== undefined && signal !== null && typeof signal.addEventListener !== "function") rejectValue("option `signal`", "an AbortSignal", signal);
  return {
    fetch: functionOption("fetch", fetch ?? globalThis.fetch),
    onProgress: functionOption("onProgress", onProgress ?? (() => {})),
    signal: signal ?? undefined,
    credentials,
  };
}
