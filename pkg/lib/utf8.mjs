// UTF-8, also where the globals for it are missing: in the jsdom of Jest, for one.

const known = typeof TextEncoder === "function" && typeof TextDecoder === "function";

const encoder = known && /* @__PURE__ */ new TextEncoder();
// Decoding neither drops a byte order mark nor fails: what is no UTF-8 becomes U+FFFD.
const decoder = known && /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

export function encode(text) {
  if (known) return encoder.encode(text);
  const bytes = unescape(encodeURIComponent(wellFormed(text)));
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
}

export const isAscii = (text) => !/[^\0-\x7F]/.test(text);

/** A text with U+FFFD for each half of a surrogate pair, as encoding makes it: so that what is joined stays apart. */
export const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, "\uFFFD");

/** How many bytes a text has as UTF-8. */
export const utf8Length = (text) => (isAscii(text) ? text.length : encode(text).length);

export function decode(bytes) {
  if (known) return decoder.decode(bytes);
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  try {
    return decodeURIComponent(escape(text));
  } catch {
    // No UTF-8. Without the globals, each byte beyond ASCII is taken for the one that is wrong.
    return text.replace(/[^\0-\x7F]/g, "\uFFFD");
  }
}
