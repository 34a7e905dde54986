// How the recorded vectors are read. Their own first line, `about`, explains their fields.

import { existsSync, readFileSync } from "node:fs";

export function cases(path) {
  const url = new URL(`../../${path}`, import.meta.url);
  return existsSync(url) ? JSON.parse(readFileSync(url, "utf8")).cases : undefined;
}

const expand = ({ prefix = "", repeat = "", count = 0, then = "", thenCount = 0, suffix = "" }) =>
  prefix + repeat.repeat(count) + then.repeat(thenCount) + suffix;

/** A text: as it is, as UTF-16 units that may be no text, or as a template. */
export function textOf(value, template) {
  if (value?.$utf16) return String.fromCharCode(...value.$utf16);
  return value ?? (template && expand(template)) ?? "";
}

/** A body: base64 where it is no text. */
export const bodyOf = (recorded) =>
  recorded.bodyBase64 === undefined
    ? textOf(recorded.body, recorded.bodyTemplate)
    : new Uint8Array(Buffer.from(recorded.bodyBase64, "base64"));
