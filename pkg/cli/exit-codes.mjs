// How a command has ended, for scripts. The numbers are stable; `--help` and the README list them.

export const DONE = 0;
export const REFUSED = 1;
export const USAGE = 2;
export const FINISHED_FIRST = 3;
export const FAILED = 4;
export const GONE = 5;
export const TIMED_OUT = 6;
export const NO_CONNECTION = 7;
export const DECLINED = 8;
export const CANCELLED = 9;
export const INTERRUPTED = 130;
export const BROKEN_PIPE = 141;
export const TERMINATED = 143;

export const MEANINGS = [
  [DONE, "done as asked: all values pass, the cancel was accepted,", "with --wait the task is cancelled, watched: it succeeded"],
  [REFUSED, "refused: a value that does not pass, an error of the service,", "an answer that makes no sense"],
  [USAGE, "wrong usage, input, region or credentials"],
  [FINISHED_FIRST, "the import had finished before the cancel took effect"],
  [FAILED, "the import has failed, by itself"],
  [GONE, "there is no such task, or no longer"],
  [TIMED_OUT, "the time of --max-wait is up"],
  [NO_CONNECTION, "no answer from the service"],
  [DECLINED, "the question was not answered with yes; nothing was sent"],
  [CANCELLED, "watched: the task was cancelled"],
  [INTERRUPTED, "interrupted by Ctrl-C; 143: by SIGTERM"],
  [BROKEN_PIPE, "the reader of standard output has gone"],
];
