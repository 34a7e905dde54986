// The memories of every WebAssembly instance, and a search for secrets in them. Import this before what creates the instances.

import { createHmac } from "node:crypto";

export const memories = [];

const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(...args) {
    super(...args);
    memories.push(Object.values(this.exports).find((value) => value instanceof WebAssembly.Memory));
  }
};

/** The byte sequences that must not be found: every eight bytes of a secret, as they are and in the forms that the hash functions use. */
export function traces(value) {
  const bytes = Buffer.from(value);
  const found = [];
  for (let index = 0; index + 8 <= bytes.length; index += 1) {
    const piece = bytes.subarray(index, index + 8);
    found.push(piece, piece.map((byte) => byte ^ 0x36), piece.map((byte) => byte ^ 0x5c));
    // Also with swapped bytes in each word, as SHA-256 loads them.
    for (const words of found.slice(-3)) found.push(Buffer.from(words).swap32());
  }
  return found.map((piece) => Buffer.from(piece));
}

/** The keys of the steps from a secret to the signing key of 2015-08-30 in us-east-1. */
export function derivedKeys({ secretAccessKey }) {
  let key = Buffer.from(`AWS4${secretAccessKey}`);
  return ["20150830", "us-east-1", "neptune-graph", "aws4_request"].map((part) => {
    key = createHmac("sha256", key).update(part).digest();
    return key;
  });
}

export const isFound = (pieces) => memories.some(({ buffer }) => {
  const memory = Buffer.from(buffer);
  return pieces.some((piece) => memory.includes(piece));
});
