// Random values that can be had again: the seed is printed, and taken from the environment where it is set.

export const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31) || 1;

let state = seed;

/** A whole number below `below`, by xorshift32. */
export function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

export const pick = (list) => list[random(list.length)];

/** Between `least` and `most` of what `make` makes, as one text. */
export const text = (least, most, make) => Array.from({ length: least + random(most - least + 1) }, make).join("");

export const letterOf = (letters) => () => pick([...letters]);
