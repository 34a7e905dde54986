// Bytes as ASCII text that gzip compresses as well as the bytes themselves, unlike base64.
//
// Each of the 90 most frequent bytes is one character; any other is an escape character and a second one. So a repeated sequence of
// bytes stays a repeated sequence of characters.

// Printable ASCII without the quote, the backslash and `<`, which have a meaning inside of scripts.
const CHARACTERS = 92;
const SINGLES = CHARACTERS - 2;
const placeOf = (code) => code - 32 - (code > 34) - (code > 60) - (code > 92);

const BYTES = [...Array(256).keys()];

/** All bytes, the ones with a single character first. `flags` are hexadecimal digits with a bit for each byte. */
function inOrder(flags) {
  const isSingle = (byte) => (`0x${flags[byte >> 2]}` >> (byte & 3)) & 1;
  return [...BYTES.filter(isSingle), ...BYTES.filter((byte) => !isSingle(byte))];
}

export function encode(bytes) {
  const counts = Array(256).fill(0);
  for (const byte of bytes) counts[byte] += 1;
  const frequent = new Set([...BYTES].sort((a, b) => counts[b] - counts[a]).slice(0, SINGLES));
  const digit = (first) => [0, 1, 2, 3].reduce((sum, bit) => sum + (frequent.has(first + bit) << bit), 0).toString(16);
  const flags = BYTES.filter((byte) => byte % 4 === 0).map(digit).join("");
  const places = inOrder(flags);
  const characters = [...Array(95).keys()].map((i) => String.fromCharCode(32 + i)).filter((c) => !'"\\<'.includes(c));
  let text = "";
  for (const byte of bytes) {
    const place = places.indexOf(byte);
    const rest = place - SINGLES;
    text += rest < 0 ? characters[place] : characters[SINGLES + Math.floor(rest / CHARACTERS)] + characters[rest % CHARACTERS];
  }
  return { text, flags };
}

export function decode(text, flags) {
  const places = inOrder(flags);
  // The byte of each character, or a negative number for the escape characters. The loop below runs before an engine optimises it, so it
  // does as little as possible.
  const meanings = new Int16Array(127);
  for (let code = 32; code < 127; code += 1) {
    const place = placeOf(code);
    meanings[code] = place < SINGLES ? places[place] : SINGLES - 1 - place;
  }
  // In place: no byte is longer than its characters.
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  let i = 0;
  while (i < bytes.length) {
    let byte = meanings[bytes[i++]];
    if (byte < 0) byte = places[SINGLES + ~byte * CHARACTERS + placeOf(bytes[i++])];
    bytes[length++] = byte;
  }
  return bytes.subarray(0, length);
}
