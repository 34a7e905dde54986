// A reader of the recorded vectors. The member `about` of each file describes the fields.

import { existsSync, readFileSync } from "node:fs";

export function cases(path) {
  const url = new URL(`../../${path}`, import.meta.url);
  return existsSync(url) ? JSON.parse(readFileSync(url, "utf8")).cases : undefined;
}

const expand = ({ prefix = "", repeat = "", count = 0, then = "", thenCount = 0, suffix = "" }) =>
  prefix + repeat.repeat(count) + then.repeat(thenCount) + suffix;

/** A recorded string: as it is, as UTF-16 code units, which may be unpaired surrogates, or as a template. */
export function stringOf(value, template) {
  if (value?.$utf16) return String.fromCharCode(...value.$utf16);
  return value ?? (template && expand(template)) ?? "";
}

/** A recorded body: a string, or bytes if it is recorded in base64. */
export const bodyOf = (recorded) =>
  recorded.bodyBase64 === undefined
    ? stringOf(recorded.body, recorded.bodyTemplate)
    : new Uint8Array(Buffer.from(recorded.bodyBase64, "base64"));
