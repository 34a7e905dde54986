// A question on a terminal. The terminal itself edits the line, and Ctrl-C is a signal as everywhere else.

import { createInterface } from "node:readline";

/** The line that is typed; empty at the end of the input. */
export async function question({ output, signal, streams }, text) {
  signal.throwIfAborted();
  await output.ask(text);
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: streams.stdin, terminal: false });
    let answer;
    const onAbort = () => lines.close();
    signal.addEventListener("abort", onAbort, { once: true });
    lines.once("line", (line) => {
      answer = line;
      lines.close();
    });
    lines.once("close", () => {
      signal.removeEventListener("abort", onAbort);
      streams.stdin.pause();
      // Without an answer the cursor still stands behind the question.
      if (answer === undefined) output.ask("\n");
      if (signal.aborted) reject(signal.reason);
      else resolve(answer ?? "");
    });
  });
}
