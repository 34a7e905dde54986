// How a task goes on, for people: a line that is written anew on a terminal, a line for each change elsewhere. For programs an object
// for each answer.

import { printable, shortened } from "./output.mjs";

const GAP = "  ";

/** A length of time in words: `45 s`, `3 min 5 s`, `2 h 10 min`. */
export function inWords(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const countOf = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** What is known, without times: what a new line is worth where lines stay. */
function factsOf({ status, percent, errorCount, error, nextIn }) {
  return [
    status && printable(status),
    percent !== undefined && `${percent} %`,
    error && nextIn !== undefined && `${printable(error.name)}, trying again`,
    errorCount > 0 && countOf(errorCount, "error"),
  ].filter(Boolean);
}

/** As many of the parts as there is room for, the first ones first. */
function fitted(parts, width) {
  let text = parts[0];
  for (const part of parts.slice(1)) {
    if (text.length + GAP.length + part.length > width) break;
    text += GAP + part;
  }
  return shortened(text, width);
}

/** What a program is told. */
const objectOf = (id, { status, percent, elapsed, errorCount, attempts, waited, nextIn, error }) => ({
  type: "progress", taskId: id, status, percent, elapsed, errorCount, attempts, waited, nextIn,
  ...(error && { error: { name: error.name, message: error.message } }),
});

/** Begins to show how the task goes on: `report` for what is new, `end` when it is over, `keep` when it is interrupted. */
export function startProgress({ output }, id) {
  const { err, isJson, isQuiet } = output;
  if (isJson) return { report: (progress) => output.json(objectOf(id, progress)), end() {}, keep() {} };
  if (isQuiet) return { report() {}, end() {}, keep() {} };
  if (!err.canRewrite) return { report: lineByLine(output, id), end() {}, keep() {} };

  const start = Date.now();
  let facts = ["sending"];
  let next;
  function draw() {
    const left = next && Math.ceil((next - Date.now()) / 1000);
    const parts = [id, ...facts, inWords(Date.now() - start), left > 0 && `next look in ${left} s`].filter(Boolean);
    // The last column stays free: some terminals begin a new line there.
    output.showProgress(fitted(parts, err.width - 1));
  }
  draw();
  // The seconds go on between two answers.
  const timer = setInterval(draw, 250);
  const stop = () => clearInterval(timer);
  return {
    report(progress) {
      facts = factsOf(progress);
      next = progress.nextIn && Date.now() + progress.nextIn;
      draw();
    },
    end() {
      stop();
      output.clearProgress();
    },
    keep() {
      stop();
      output.keepProgress();
    },
  };
}

/** Writes a line whenever something has changed. */
function lineByLine(output, id) {
  let last;
  return (progress) => {
    const facts = factsOf(progress);
    const text = [id, ...facts].join(GAP);
    if (facts.length > 0 && text !== last) output.note(text);
    last = text;
  };
}
