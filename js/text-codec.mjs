// UTF-8 for runtimes without the globals, such as Jest's jsdom. The build replaces the globals by these in every file.

/** `TextEncoder`, as far as this package uses it. */
class Encoder {
  encode(text) {
    // In a string without pairs, `encodeURIComponent` throws.
    const bytes = unescape(encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\uFFFD")));
    return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
  }
}

/** `TextDecoder`, as far as this package uses it: it neither drops a byte order mark nor throws. */
class Decoder {
  decode(bytes = []) {
    const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    try {
      return decodeURIComponent(escape(text));
    } catch {
      // Not UTF-8: which byte is invalid is not known here, so each beyond ASCII becomes U+FFFD.
      return text.replace(/[^\0-\x7F]/g, "\uFFFD");
    }
  }
}

const { TextEncoder = Encoder, TextDecoder = Decoder } = globalThis;

export { TextDecoder, TextEncoder };
