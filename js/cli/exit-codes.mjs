// Exit codes. The numbers are stable; `--help` and docs/command-line.md list them.

export const DONE = 0;
export const REJECTED = 1;
export const USAGE = 2;
export const FINISHED_FIRST = 3;
export const FAILED = 4;
export const GONE = 5;
export const TIMED_OUT = 6;
export const NO_RESPONSE = 7;
export const DECLINED = 8;
export const CANCELLED = 9;
export const INTERRUPTED = 130;
export const BROKEN_PIPE = 141;
export const TERMINATED = 143;

export const MEANINGS = [
  [DONE, "success: all values are valid; the cancel request was accepted", "(--wait: the task is cancelled); the watched import succeeded"],
  [REJECTED, "invalid value, error of the service, or invalid response"],
  [USAGE, "invalid usage, input, region or credentials"],
  [FINISHED_FIRST, "the import finished before the cancellation took effect"],
  [FAILED, "the import failed"],
  [GONE, "the task does not exist or was deleted"],
  [TIMED_OUT, "timed out (--max-wait)"],
  [NO_RESPONSE, "no response from the service"],
  [DECLINED, "not confirmed; nothing was sent"],
  [CANCELLED, "the watched task was cancelled"],
  [INTERRUPTED, "interrupted by SIGINT (Ctrl-C)"],
  [BROKEN_PIPE, "standard output was closed by its reader"],
  [TERMINATED, "terminated by SIGTERM"],
];

/** From the worst to the best. */
const WORST_FIRST = [USAGE, REJECTED, NO_RESPONSE, TIMED_OUT, FINISHED_FIRST, FAILED, GONE, DONE];

/** The exit code of a command for several tasks, from the set of their exit codes. */
export const worst = (exitCodes) => WORST_FIRST.find((exitCode) => exitCodes.has(exitCode)) ?? DONE;
