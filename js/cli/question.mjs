// A question on the terminal. The terminal does the line editing, so that Ctrl-C still sends SIGINT.

import { createInterface } from "node:readline";

/** Resolves to the typed line, or to an empty string at the end of the input. */
export async function question({ output, signal, streams }, prompt) {
  signal.throwIfAborted();
  await output.prompt(prompt);
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
      // Without an answer the cursor is still behind the prompt.
      if (answer === undefined) output.endPrompt();
      if (signal.aborted) reject(signal.reason);
      else resolve(answer ?? "");
    });
  });
}
