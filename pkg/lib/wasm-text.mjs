// Bytes as ASCII text that gzip packs nearly as well as the bytes themselves, which base64 text does not.
//
// Each of the 90 commonest bytes is one character, any other is one of two escape characters and another one. So a
// run of bytes that repeats is a run of characters that repeats.

// Printable ASCII but for the quote, the backslash and `<`, which mean something inside a script.
const ALPHABET = [...Array(95).keys()].map((i) => String.fromCharCode(32 + i)).filter((c) => !'"\\<'.includes(c));
const SINGLES = ALPHABET.length - 2;

/** The bytes that are no single characters: the ones that escapes stand for. */
const rest = (singles) => [...Array(256).keys()].filter((byte) => !singles.includes(byte));

export function encode(bytes) {
  const counts = Array(256).fill(0);
  for (const byte of bytes) counts[byte] += 1;
  const singles = [...Array(256).keys()].sort((a, b) => counts[b] - counts[a]).slice(0, SINGLES);
  const others = rest(singles);
  let text = "";
  for (const byte of bytes) {
    const place = others.indexOf(byte);
    text += place < 0
      ? ALPHABET[singles.indexOf(byte)]
      : ALPHABET[SINGLES + Math.floor(place / ALPHABET.length)] + ALPHABET[place % ALPHABET.length];
  }
  return { text, singles };
}

/** The bytes of a text. `hex` are the single characters' bytes in hexadecimal digits. */
export function decode(text, hex) {
  const singles = hex.match(/../g).map((digits) => Number(`0x${digits}`));
  const places = [];
  ALPHABET.forEach((character, place) => (places[character.charCodeAt(0)] = place));
  const others = rest(singles);
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i += 1) {
    const place = places[text.charCodeAt(i)];
    bytes[length] = place < SINGLES
      ? singles[place]
      : others[(place - SINGLES) * ALPHABET.length + places[text.charCodeAt((i += 1))]];
    length += 1;
  }
  return bytes.subarray(0, length);
}
