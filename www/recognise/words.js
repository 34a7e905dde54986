// What one word is: an ID, an ARN, a region, a placeholder. Values that are valid are for the package to know; what is here
// says which invalid ones were meant as what.

import { isGraphId, isRoleArn, isTaskId, partitions } from "../neptune-import-tasks/check.mjs";

const REGIONS = new Set(partitions.flatMap(({ regions }) => regions));
export const isRegion = (word) => REGIONS.has(word);
/** Whether a word becomes a region with one letter more, less or another. */
function isNearRegion(word) {
  return [...REGIONS].some((region) => {
    if (Math.abs(region.length - word.length) > 1) return false;
    let start = 0;
    while (start < word.length && word[start] === region[start]) start += 1;
    const [rest, other] = [word.slice(start), region.slice(start)];
    return rest.slice(1) === other.slice(1) || rest === other.slice(1) || rest.slice(1) === other;
  });
}
/** A word in a sentence that is a region, or was meant as one. */
export const isBareRegion = (word) => REGIONS.has(word) || isNearRegion(word);
/** A region, or one with a typing mistake: it has a hyphen and ends in a number. */
export const isLikeRegion = (word) => REGIONS.has(word) || /^[a-z]{2,5}(?:[-_][a-z]{2,})+[-_]?\d{1,2}$/i.test(word);

export const isArn = (word) => isRoleArn(word) || isRoleArn(word, { revision: "current" });
/** The ARN of a role, or one with a mistake in it. */
export const isLikeRoleArn = (word) => /^arn:.*:?iam:.*:?role(?:\/|$)/i.test(word);

/** Stands for a value that somebody should have filled in. */
export const isPlaceholder = (word) => /[<>{}$%]|\[|\]|^…|\.\.\.|^x{3,}$|^(?:your|my|the)[-_]|^(?:task|graph)[-_]?id(?:entifier)?$/i.test(word);
const isNoValue = (word) => /^(?:null|none|nil|undefined|string|str|true|false|value|example)$/i.test(word);

// A hyphen, and what is typed or pasted in its place.
const HYPHEN = "[-_.\u2010-\u2015\u2212\uFE63\uFF0D]";
const LETTERS = { taskId: "[tT\u0422\u0442\u03A4\u03C4\uFF34\uFF54]", graphId: "[gG\uFF27\uFF47]" };
const digitsIn = (text) => text.match(/\p{Nd}/gu)?.length ?? 0;
const EC2 = /^import-(?:ami|snap|i|vol|image)-[0-9a-f]{8,17}$/;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const VALID = { taskId: isTaskId, graphId: isGraphId };
export const isId = (kind, word) => VALID[kind](word);

/** Whether a word in a sentence was meant as an ID: nearly the right length, with digits, and no date. */
const NEAR = Object.fromEntries(Object.entries(LETTERS).map(([kind, letter]) =>
  [kind, new RegExp(`^${letter}${HYPHEN}([\\p{L}\\p{N}]{8,12})$`, "u")]));
export function isNearId(kind, word) {
  if (kind === "taskId" && EC2.test(word)) return true;
  const [, suffix] = NEAR[kind].exec(word) ?? [];
  return suffix !== undefined && digitsIn(suffix) >= 2 && !(/^\d{8}$/.test(suffix) && /^(?:19|20)/.test(suffix));
}

const START = Object.fromEntries(Object.entries(LETTERS).map(([kind, letter]) =>
  [kind, new RegExp(`^${letter}(?:${HYPHEN}[\\p{L}\\p{N}_.!?*-]{0,30})?$`, "u")]));

/** What a word is that stands alone, or that is being typed. */
export function kindOfLoneWord(word) {
  for (const kind of ["taskId", "graphId"]) {
    const [, rest = ""] = /^.[-_.]?(.*)$/u.exec(word) ?? [];
    // `t-shirt` is a word. Ten characters, or digits, or nothing yet, are not.
    if (START[kind].test(word) && (rest === "" || digitsIn(rest) > 0 || rest.length <= 3 || isId(kind, word))) return kind;
  }
  if (EC2.test(word) || UUID.test(word)) return "taskId";
  if (/^[0-9a-z]{10}$/.test(word) && digitsIn(word) >= 2) return "taskId";
  if (/^(?:import[-_]?)?tas?k?[-_]?(?:id)?[-_:]?[0-9a-z]{8,12}$/i.test(word) && digitsIn(word) >= 2) return "taskId";
  if (/^arn?(?::[^\s]*)?$/i.test(word) && !/:(?:neptune-graph|sts|s3|kms|logs|lambda):/i.test(word)) return "roleArn";
  return isLikeRegion(word) ? "region" : undefined;
}

/** Whether a value that a text names as an ID is one, or was meant as one. `isQuoted`: it stood between quotes or was a member. */
export function isNamedId(word, isQuoted) {
  if (word === "" || word.length > 64 || isPlaceholder(word) || isNoValue(word)) return false;
  return isQuoted || digitsIn(word) > 0 || /^[tg]-[a-z0-9]{10}$/.test(word);
}

/** A word without the quotes and the marks of a sentence around it. */
export const bare = (word) => word.replace(/^[\s"'`“”‘’«»([<{*]+/u, "").replace(/[\s"'`“”‘’«»)\]>}*,;:.!?]+$/u, "");
