// Reproducible random values. The tests print the seed, and SEED in the environment sets it.

export const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31) || 1;

let state = seed;

/** A random integer from 0 to `limit` - 1, by xorshift32. */
export function random(limit) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % limit;
}

export const pick = (list) => list[random(list.length)];

/** A string of `min` to `max` pieces, each made by `make`. */
export const randomString = (min, max, make) => Array.from({ length: min + random(max - min + 1) }, make).join("");

export const characterOf = (characters) => () => pick([...characters]);
