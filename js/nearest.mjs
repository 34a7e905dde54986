// The name that was meant by a misspelt one, for the command line and the fake service.

/** The edit distance: substitutions, insertions, deletions, and swaps of adjacent characters. */
function distance(left, right) {
  let before = [];
  let row = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const isSame = left[i - 1] === right[j - 1];
      const isSwapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (isSame ? 0 : 1), isSwapped ? before[j - 2] + 1 : Infinity);
    }
    [before, row] = [row, next];
  }
  return row[right.length];
}

/** The element of `known` that a misspelt word most likely stands for, or undefined. */
export function nearest(word, known) {
  const short = word.slice(0, 40).toLowerCase();
  const distanceTo = (name) => (name.startsWith(short) && short.length > 1 ? 0.5 : distance(short, name));
  const ranked = known.map((name) => [distanceTo(name.toLowerCase()), name]).sort(([left], [right]) => left - right);
  const [[best, name] = [Infinity]] = ranked;
  return best <= Math.max(1, Math.min(3, word.length / 3)) ? name : undefined;
}
