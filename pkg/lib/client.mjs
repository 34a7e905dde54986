// What sends: `cancelImportTask`, `getImportTask`, `listImportTasks`, `watchImportTask` and `cancelAndWait`. What is to be done next
// Rust says, see src/cancellation.rs; this carries requests and answers, keeps the time, and writes down what was learned.

import { isAbsent, refuse, wholeNumber } from "./arguments.mjs";
import { NetworkError, TimeoutError, UnreadableResponseError } from "./errors.mjs";
import { CANCEL, GET, LIST, requestFor } from "./request.mjs";
import { advance } from "./response.mjs";
import { FETCH_OPTIONS } from "wasm:module";

// The numbers of goals in src/cancellation.rs; those of operations are goals too: the answer to one request.
const WATCH = 3;
const CANCEL_AND_WAIT = 4;

// The numbers of events in src/js/client.rs.
const START = 0;
const NO_RESPONSE = 1;
const TIMER = 2;
const ABORT = 3;
const RESPONSE = 4;

const NAMES = ["CancelImportTask", "GetImportTask", "ListImportTasks"];

// The longest time that timers know.
const LONGEST = 2 ** 31 - 1;

// The place of a limit among the numbers of the state.
const MAX_WAIT = 2;

// How long before they end credentials are asked for anew: as the AWS SDKs do.
const MARGIN = 300_000;

// Unlike the time of day it is never set.
const now = () => performance.now();

/** A length of time for Rust, or nothing for the usual one. */
function duration(name, x, least) {
  if (isAbsent(x)) return "";
  return x >= least && typeof x === "number" ? Math.ceil(Math.min(x, LONGEST))
    : refuse(`option \`${name}\``, `milliseconds, ${least} or more`, x);
}

function functionOf(name, x) {
  return typeof x === "function" ? x : refuse(`option \`${name}\``, "a function", x);
}

/** The beginning of a state, see src/js/client.rs. */
function planOf(goal, { maxAttempts, maxWait, pollInterval, attemptTimeout }) {
  const { first: firstPoll, longest } = typeof pollInterval === "object" && pollInterval || { first: pollInterval, longest: pollInterval };
  return [
    goal, isAbsent(maxAttempts) ? "" : wholeNumber("option `maxAttempts`", "a whole number from 1", maxAttempts), duration("maxWait", maxWait, 0),
    duration("pollInterval", firstPoll, 1), duration("pollInterval", longest, 1),
    duration("attemptTimeout", attemptTimeout, 1),
  ];
}

// What is remembered of a service from one call to the next: the tokens for retries that are left, and how far its clock is
// ahead. For each `fetch` apart, because one may lead to a service of its own: in tests, for one.
const services = new WeakMap();

function memoryOf(fetch, base) {
  const known = services.get(fetch) ?? new Map();
  const memory = known.get(base) ?? { tokens: 500, ahead: 0 };
  services.set(fetch, known.set(base, memory));
  return memory;
}

/** A function for the credentials at a time: the same ones until they are about to end, if a provider is asked for them. */
function credentialsFrom(credentials) {
  if (typeof credentials !== "function") return () => credentials;
  let last;
  const endsBefore = (time) => !last || Number(last.expiration ?? Infinity) < time;
  return async (clock = Date.now()) => {
    if (endsBefore(clock + MARGIN)) {
      try {
        last = await credentials() ?? refuse("result of `credentials`", "an object");
      } catch (error) {
        // Those at hand are still good.
        if (endsBefore(clock)) throw error;
      }
    }
    return last;
  };
}

/** The event that comes first: an abort, the end of the time, or what `begin` leads to. What comes later is nobody's. */
function first(signal, milliseconds, begin) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end([TIMER]), milliseconds);
    const onAbort = () => end([ABORT]);
    const end = (result, settle = resolve) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      settle(result);
    };
    signal?.addEventListener("abort", onAbort);
    begin?.().then((event) => end(event), (error) => end(error, reject));
  });
}

/** Adds what was learned. The same again is not listed again, but counted. */
function note(history, line, at) {
  const last = history.at(-1);
  if (last && ["operation", "status", "error", "httpStatusCode"].every((key) => last[key] === line[key])) {
    Object.assign(last, line, { until: at, times: last.times + 1 });
  } else {
    history.push({ ...line, since: at, until: at, times: 1 });
  }
}

/** Does what Rust says until it is over. Yields what is known of a task that is watched, and returns how it has ended. */
async function* run(goal, input, options) {
  const { signal } = options ?? refuse("options", "an object", options);
  const fetch = functionOf("fetch", options.fetch ?? globalThis.fetch);
  const report = functionOf("onProgress", options.onProgress ?? (() => {}));
  if (!isAbsent(signal) && typeof signal.addEventListener !== "function") refuse("option `signal`", "an AbortSignal", signal);
  let state = planOf(goal, options);
  // Before anyone is asked for credentials: what is wrong here needs none.
  const { url } = requestFor(goal === LIST ? LIST : GET, input, { ...options, credentials: undefined });
  const memory = memoryOf(fetch, url.slice(0, url.lastIndexOf("/importtasks")));
  const credentialsAt = credentialsFrom(options.credentials);
  const began = now();
  const clock = () => Date.now() + memory.ahead;
  const elapsed = () => Math.round(now() - began);
  const history = [];
  const errors = [];
  let attempts = 0;
  let operation = CANCEL;
  let value;
  let event = [START];

  // Until the request is on its way, nothing can be said of it.
  let isSent = false;
  const left = () => state[MAX_WAIT] - elapsed();
  // Timers may be a little early, and then it is not the time yet by the clock.
  let due;
  const wait = (milliseconds, begin) => {
    due = elapsed() + milliseconds;
    return first(signal, milliseconds, begin);
  };

  const send = async (timeout) => {
    let credentials;
    // Who is asked may ask someone else, and that takes its time.
    const event = await wait(left(), async () => {
      credentials = await credentialsAt(clock());
    });
    if (event || signal?.aborted) return event;
    const { method, url, headers } = requestFor(operation, input, { ...options, credentials, date: clock() });
    attempts += 1;
    isSent = true;
    const controller = new AbortController();
    return wait(Math.min(timeout, left()), async () => {
      try {
        const response = await fetch(url, { method, headers, signal: controller.signal, ...FETCH_OPTIONS });
        const body = await response.text();
        // A browser shows nothing of a redirect, not even its status.
        return [RESPONSE, { status: response.status || 300, headers: response.headers, body }];
      } catch (error) {
        return [NO_RESPONSE, error];
      }
    }).finally(() => controller.abort());
  };

  /** Writes down what an event says, and returns the error in it. */
  const learn = ([kind, cause], read) => {
    const name = NAMES[operation];
    const line = { operation: name };
    let error;
    if (read) {
      error = read.error;
      const { $metadata, status } = read.value ?? error;
      Object.assign(line, $metadata, status && { status });
      value = read.value ?? value;
    } else {
      const code = cause?.cause?.code;
      const why = kind === TIMER ? "it took too long" : `${cause?.message ?? cause}${code ? `, ${code}` : ""}`;
      error = new NetworkError({ message: `no response to ${name}: ${why}`, cause });
    }
    if (error) {
      line.error = error.name;
      errors[operation] = error;
    }
    note(history, line, elapsed());
    return error;
  };

  for (;;) {
    if (signal?.aborted) event = [ABORT];
    const [kind, response] = event;
    const [read, numbers, tokens, isNews, correction, next, milliseconds, outcome] =
      advance(operation, kind, kind === RESPONSE && response, String(state), kind === TIMER ? Math.max(due, elapsed()) : elapsed(), clock(), memory.tokens);
    const error = isSent && kind !== ABORT ? learn(event, read) : undefined;
    state = numbers;
    memory.tokens = tokens;
    memory.ahead += correction;
    isSent = false;
    if (isNews) {
      const { progressPercentage: percent, timeElapsedSeconds, errorCount } = value?.importTaskDetails ?? {};
      const progress = {
        task: value, status: value?.status, percent, elapsed: timeElapsedSeconds, errorCount, attempts, waited: elapsed(), error,
        nextIn: outcome ? undefined : next < 0 ? milliseconds : 0,
      };
      report(progress);
      if (goal === WATCH && value) yield progress;
    }
    if (outcome === "answered") return value;
    const known = { ...(value && { task: value }), attempts, history };
    if (outcome === "failed") throw Object.assign(errors[operation], known);
    if (outcome === "refused") throw Object.assign(errors[CANCEL], known);
    if (outcome && goal === CANCEL_AND_WAIT) return { outcome, ...known };
    if (outcome) throw outcome === "aborted" ? signal.reason : new TimeoutError({ message: "`maxWait` is over", ...known });
    if (next >= 0) operation = next;
    if (!signal?.aborted) event = await (next >= 0 ? send(milliseconds) : wait(milliseconds));
  }
}

/** The result of a goal that yields nothing on its way. */
const resultOf = async (goal, input, options) => (await run(goal, input, options).next()).value;

export const cancelImportTask = (input, options) => resultOf(CANCEL, input, options);
export const getImportTask = (input, options) => resultOf(GET, input, options);
export const cancelAndWait = (input, options) => resultOf(CANCEL_AND_WAIT, input, options);

export async function* watchImportTask(input, options) {
  yield* run(WATCH, input, options);
}

export async function* listImportTasks(input, options) {
  let page = input;
  const began = now();
  const { credentials, maxWait } = options ?? {};
  const provider = typeof credentials === "function" ? credentialsFrom(credentials) : credentials;
  for (;;) {
    const left = Number.isFinite(maxWait) && maxWait > 0 ? Math.max(0, maxWait - (now() - began)) : maxWait;
    const output = await resultOf(LIST, page, options && { ...options, credentials: provider, maxWait: left });
    yield output;
    const { nextToken, $metadata } = output;
    if (nextToken === undefined) return;
    if (nextToken === page?.nextToken) {
      const message = "the same nextToken came twice";
      throw new UnreadableResponseError({ message, reason: "repeated_token", $metadata, excerpt: "" });
    }
    page = { ...page, nextToken };
  }
}
