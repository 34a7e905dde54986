// The command line from start to end: parses the arguments, runs the command, and exits the process with its exit code.

import { cancelCommand } from "./cancel.mjs";
import { checkCommand } from "./check.mjs";
import { DONE, REJECTED } from "./exit-codes.mjs";
import { describe } from "./failure.mjs";
import { getCommand } from "./get.mjs";
import { commandHelp, generalHelp } from "./help.mjs";
import { handleSignals, interruptionOf } from "./interruption.mjs";
import { listCommand } from "./list.mjs";
import { createOutput } from "./output.mjs";
import { requestCommand } from "./request.mjs";
import { parse } from "./usage.mjs";
import { addWarnings, warningsMember } from "./warnings.mjs";
import { watchCommand } from "./watch.mjs";

const HANDLERS = {
  cancel: cancelCommand, check: checkCommand, get: getCommand, list: listCommand, request: requestCommand, watch: watchCommand,
};

/** Suppresses Node 18's warning that `fetch` is experimental, about which users of the command can do nothing. */
function silenceFetchWarning() {
  const { emitWarning } = process;
  process.emitWarning = (warning, ...rest) => {
    if (!/Fetch API/.test(warning)) emitWarning.call(process, warning, ...rest);
  };
}

/** The parsed command line, or the `error` in it. */
function tryParse(args) {
  try {
    return parse(args);
  } catch (error) {
    return { options: {}, operands: [], error };
  }
}

async function run(context) {
  const { command, options, output, readVersion, error } = context;
  if (error) throw error;
  if (options.help) {
    await output.print((command ? commandHelp(command) : generalHelp()).trimEnd().split("\n"));
    return DONE;
  }
  if (options.version) {
    await output.print([readVersion()]);
    return DONE;
  }
  return HANDLERS[command](context);
}

/** The lines about an interruption: with what is known of the task, or a line for each of several tasks. */
const interruptionLines = (message, known) =>
  (Array.isArray(known) ? [message, ...known] : [[message, known].filter(Boolean).join("; ")]);

/** Reports the error or the interruption that ended the command, and returns the exit code. */
async function conclude(error, context) {
  const { output, signal, describeInterruption, options } = context;
  output.clearProgress();
  if (signal.aborted) {
    const { message, exitCode } = signal.reason;
    if (output.isJson && message && !output.hasResult) await output.json({ type: "error", name: "Interruption", message, hints: [], exitCode });
    if (exitCode === REJECTED) await output.error(message);
    else if (message) await output.log(...interruptionLines(message, describeInterruption?.() ?? []));
    return exitCode;
  }
  await addWarnings(context, error?.warnings);
  const { message, hints, exitCode } = await describe(error, context);
  if (output.isJson) await output.json({ type: "error", name: error?.name, message, hints, exitCode, issues: error?.issues, ...warningsMember(context) });
  for (const each of error?.messages ?? []) await output.error(each);
  await output.error(message);
  for (const hint of hints) await output.hint(hint);
  if (error?.stack) await output.debug(...String(error.stack).split("\n"));
  return exitCode;
}

/**
 * What a command needs to run. `entries` gives access to the package: `tasks`, `packageFolder`, `importSnippets` and `readVersion`. The
 * command ends when `controller` is aborted with an `Interruption`.
 */
export function createContext(args, { env, stdin, stdout, stderr }, controller, entries) {
  const parsed = tryParse(args);
  const output = createOutput({
    stdout, stderr, env, signal: controller.signal, isQuiet: parsed.options.quiet, isDebug: parsed.options.debug,
    // Without the parsed options, the error in the command line must still be printed as JSON.
    isJson: parsed.options.json ?? args.includes("--json"),
    onWriteError: (error) => controller.abort(interruptionOf(error)),
  });
  output.hide(env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN);
  return { ...entries, ...parsed, warnings: [], env, output, signal: controller.signal, streams: { stdin } };
}

/** Runs the command and returns the exit code. */
export async function execute(context) {
  try {
    const exitCode = await run(context);
    // The last write to standard output may have failed.
    return context.signal.aborted ? await conclude(undefined, context) : exitCode;
  } catch (error) {
    return conclude(error, context);
  }
}

/** Runs the command line of this process, and exits it. */
export async function main(entries) {
  silenceFetchWarning();
  const controller = new AbortController();
  const context = createContext(process.argv.slice(2), process, controller, entries);
  handleSignals(controller, context.output.keepProgress);
  const end = async (exitCode) => {
    await context.output.flush();
    // Idle connections and an open terminal would keep the process running.
    process.exit(exitCode);
  };
  // An optional package may throw in a callback. Node would print the error as it is.
  process.once("uncaughtException", async (error) => end(await conclude(error, context)));
  await end(await execute(context));
}
