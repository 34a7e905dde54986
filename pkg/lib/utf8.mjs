// UTF-8, also where the globals for it are missing: in the jsdom of Jest, for one.

const known = typeof TextEncoder === "function" && typeof TextDecoder === "function";

const encoder = known && /* @__PURE__ */ new TextEncoder();
// Decoding neither drops a byte order mark nor fails: what is no UTF-8 becomes U+FFFD.
const decoder = known && /* @__PURE__ */ new TextDecoder("utf-8", { ignoreBOM: true });

export function encode(text) {
  if (known) return encoder.encode(text);
  const bytes = unescape(encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD")));
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
}

/** How many bytes a text has as UTF-8. */
export const utf8Length = (text) => (/[^\0-\x7F]/.test(text) ? encode(text).length : text.length);

export function decode(bytes) {
  if (known) return decoder.decode(bytes);
  let [text, escaped] = ["", ""];
  for (const byte of bytes) {
    text += byte < 128 ? String.fromCharCode(byte) : "\uFFFD";
    escaped += `%${byte.toString(16).padStart(2, "0")}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    // No UTF-8. Without the globals, each byte beyond ASCII is taken for the one that is wrong.
    return text;
  }
}
