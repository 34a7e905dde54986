// Runs commands in this process, with a terminal or pipes in memory: for what depends on the terminal, to the character.

import { PassThrough, Writable } from "node:stream";

import * as tasks from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

import { createContext, execute } from "../../js/cli/main.mjs";

export const ID = "t-0123456789";
export const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

/** A stream that keeps what is written in `written`: a terminal with `columns`, or a pipe without. */
export function createScreen(columns) {
  const screen = new Writable({
    write(chunk, _encoding, done) {
      screen.written += chunk;
      done();
    },
  });
  return Object.assign(screen, { written: "", ...(columns !== undefined && { isTTY: true, columns }) });
}

/** What is left on the screen of a terminal after `written`, with colours as they are. */
export function shown(written) {
  const lines = [""];
  for (const part of written.split(/(\n|\r|\x1b\[K)/)) {
    if (part === "\n") lines.push("");
    // Each progress line is written over the previous one, and clears what is left of that.
    else if (part === "\r") lines[lines.length - 1] = "";
    else if (part !== "\x1b[K") lines[lines.length - 1] += part;
  }
  return lines.join("\n");
}

/** Starts a command. `columns` makes its output a terminal, `input` is its standard input; `entries` stand in for the package. */
export function startHere(args, { url = "http://127.0.0.1:9", env, columns, errorColumns = columns, input = "", typed, ...entries } = {}) {
  const controller = new AbortController();
  const [stdout, stderr] = [createScreen(columns), createScreen(errorColumns)];
  const stdin = Object.assign(new PassThrough(), { isTTY: typed !== undefined });
  stdin.end(typed ?? input);
  const variables = {
    AWS_REGION: "us-east-1", AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: KEY.accessKeyId, AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey, ...env,
  };
  const context = createContext(args, { env: variables, stdin, stdout, stderr }, controller, { tasks, readVersion: () => "0.1.0", ...entries });
  const ended = execute(context).then(async (code) => {
    await context.output.flush();
    return { code, stdout: stdout.written, stderr: stderr.written };
  });
  return { ended, controller, stdout, stderr };
}

/** Runs a command to its end. */
export const runHere = (args, options) => startHere(args, options).ended;

/** A fake service, and a function that runs commands with it. */
export async function serveHere(t, options) {
  const service = createFakeService({ credentials: KEY, cancellingFor: 0, ...options });
  const server = await service.listen();
  t.after(() => server.close());
  return {
    service, url: server.url,
    run: (args, settings) => runHere(args, { url: server.url, ...settings }),
    start: (args, settings) => startHere(args, { url: server.url, ...settings }),
  };
}
