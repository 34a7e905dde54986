// One call of the command: reads the command line, runs what it says, and ends the process with what has become of it.

import { cancelCommand } from "./cancel.mjs";
import { checkCommand } from "./check.mjs";
import { DONE, REFUSED } from "./exit-codes.mjs";
import { describe } from "./failure.mjs";
import { commandHelp, generalHelp } from "./help.mjs";
import { heedSignals, interruptionOf } from "./interruption.mjs";
import { listCommand } from "./list.mjs";
import { createOutput } from "./output.mjs";
import { requestCommand } from "./request.mjs";
import { parse } from "./usage.mjs";
import { watchCommand } from "./watch.mjs";

const RUN = { cancel: cancelCommand, check: checkCommand, list: listCommand, request: requestCommand, watch: watchCommand };

/** In Node 18 fetch warns that it is new. It is what this is built on, and nothing that a user can change. */
function silenceFetchWarning() {
  const { emitWarning } = process;
  process.emitWarning = (warning, ...rest) => {
    if (!/Fetch API/.test(warning)) emitWarning.call(process, warning, ...rest);
  };
}

/** What was said on the command line, or the error in it. */
function parsed(words) {
  try {
    return parse(words);
  } catch (error) {
    return { options: {}, operands: [], error };
  }
}

async function run(context) {
  const { command, options, output, readVersion, error } = context;
  if (error) throw error;
  if (options.help) {
    await output.print((command ? commandHelp(command) : generalHelp()).trimEnd());
    return DONE;
  }
  if (options.version) {
    await output.print(readVersion());
    return DONE;
  }
  return RUN[command](context);
}

/** Says what has ended the command, and returns the exit code. */
async function conclude(error, context) {
  const { output, signal, describeInterruption, options } = context;
  output.clearProgress();
  if (signal.aborted) {
    const { message, exitCode } = signal.reason;
    if (output.isJson && message && !output.hasResult) await output.json({ type: "error", name: "Interruption", message, hints: [], exitCode });
    if (exitCode === REFUSED) await output.error(message);
    else if (message) await output.say(message + (describeInterruption?.() ?? ""));
    return exitCode;
  }
  const { message, hints, exitCode } = await describe(error, context);
  if (context.connection?.cancel === "accepted") hints.push("the cancel was accepted and goes on: `watch` shows the task");
  if (output.isJson) await output.json({ type: "error", name: error?.name, message, hints, exitCode });
  await output.error(message);
  for (const hint of hints) await output.hint(hint);
  if (options.debug && error?.stack) await output.debug(error.stack);
  return exitCode;
}

/** Runs the command. `parts` are what comes from the package: `tasks`, `importSnippets` and `readVersion`. */
export async function main(parts) {
  silenceFetchWarning();
  const { env, stdin, stdout, stderr } = process;
  const words = process.argv.slice(2);
  const controller = new AbortController();
  const call = parsed(words);
  const output = createOutput({
    stdout, stderr, env, signal: controller.signal, isQuiet: call.options.quiet, isDebug: call.options.debug,
    // An error in the command line may have come before it.
    isJson: call.options.json ?? words.includes("--json"),
    onFailure: (error) => controller.abort(interruptionOf(error)),
  });
  output.hide(env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN);
  heedSignals(controller, output.keepProgress);
  const context = { ...parts, ...call, env, output, signal: controller.signal, streams: { stdin } };
  let exitCode;
  try {
    exitCode = await run(context);
    // Standard output may have failed with the last line.
    if (controller.signal.aborted) exitCode = await conclude(undefined, context);
  } catch (error) {
    exitCode = await conclude(error, context);
  }
  await output.flush();
  // Connections that are kept open, and a terminal that is read from, would keep the process.
  process.exit(exitCode);
}
