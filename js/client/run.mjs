// Drives the state machine: sends what it asks for, waits as long as it says, and reports each event to it. What to do next is decided in
// Rust, see src/client/.

import { Cancellation } from "../cancellation.mjs";
import { TimeoutError } from "../errors.js";
import { cachedProvider } from "./credentials.mjs";
import { endpointState } from "./endpoint-state.mjs";
import { Findings } from "./findings.mjs";
import { hostOptions } from "./options.mjs";
import { firstEvent } from "./timing.mjs";
import { exchange, requestOf } from "./transport.mjs";

/** The result of a finished call. Throws if it is an error. */
function resultOf(outcome, goal, findings, operation, signal) {
  if (outcome === "responded") return findings.output;
  const summary = findings.summary();
  if (outcome === "failed") throw Object.assign(findings.errors[operation], summary);
  if (outcome === "cancel-failed") throw Object.assign(findings.errors.CancelImportTask, summary);
  if (goal === "cancelAndWait") return { outcome, ...summary };
  throw outcome === "aborted" ? signal.reason : new TimeoutError({ message: "`maxWait` is over", ...summary });
}

/** Yields the progress of a task that is watched, and returns the result. */
export async function* run(plan, input, options) {
  const { fetch, onProgress, signal } = hostOptions(options);
  const { credentials, maxAttempts, maxWait, pollInterval, attemptTimeout } = options;
  const cancellation = new Cancellation({ ...plan, maxAttempts, maxWait, pollInterval, attemptTimeout });
  try {
    // Before the provider is called: whatever else is invalid is so without credentials.
    const unsigned = requestOf(plan.operation ?? "GetImportTask", input, { ...options, credentials: undefined });
    const endpoint = endpointState(fetch, new URL(unsigned.url).origin);
    const getCredentials = typeof credentials === "function" ? cachedProvider(credentials) : undefined;
    const start = performance.now();
    const elapsed = () => Math.round(performance.now() - start);
    const clock = () => Date.now() + endpoint.clockOffset;
    const findings = new Findings();
    let event = { type: "start" };
    let operation;
    // Until a request is sent, its end says nothing about the task.
    let isSent = false;
    // A timer may end a little early, but then `due` is the time.
    let due;
    const wait = (milliseconds, begin) => {
      due = elapsed() + milliseconds;
      return firstEvent(signal, milliseconds, begin);
    };

    const send = async ({ timeout, remaining }) => {
      const deadline = elapsed() + remaining;
      let signer = credentials;
      if (getCredentials) {
        // `timeout` does not apply: a provider may have to ask a person.
        const interruption = await wait(remaining, async () => {
          signer = await getCredentials(clock());
        });
        if (interruption) return interruption;
        if (signal?.aborted) return { type: "abort" };
      }
      const request = requestOf(operation, input, { ...options, credentials: signer, date: clock() });
      findings.attempts += 1;
      isSent = true;
      const controller = new AbortController();
      const limit = Math.min(timeout, Math.max(0, deadline - elapsed()));
      return wait(limit, () => exchange(fetch, request, controller.signal)).finally(() => controller.abort());
    };

    /** Tells the state machine what has happened, and returns what to do next. */
    const nextStep = () => {
      const now = event.type === "timer" ? Math.max(due, elapsed()) : elapsed();
      const moment = { elapsed: now, clock: clock(), random: Math.random(), tokens: endpoint.tokens };
      return event.type === "response" ? cancellation.response(event.response, moment) : cancellation[event.type](moment);
    };

    for (;;) {
      if (signal?.aborted) event = { type: "abort" };
      const { action, report, clockCorrection, tokens, result } = nextStep();
      const error = isSent && event.type !== "abort" ? findings.add(operation, event, result, elapsed()) : undefined;
      endpoint.tokens = tokens;
      endpoint.clockOffset += clockCorrection;
      isSent = false;
      if (report) {
        const nextIn = action.type === "finish" ? undefined : action.delay ?? 0;
        const progress = findings.progress(elapsed(), error, nextIn);
        onProgress?.(progress);
        if (plan.goal === "watch" && progress.task) yield progress;
      }
      if (action.type === "finish") return resultOf(action.outcome, plan.goal, findings, operation, signal);
      if (action.type === "send") ({ operation } = action);
      if (!signal?.aborted) event = await (action.type === "send" ? send(action) : wait(action.delay));
    }
  } finally {
    cancellation.free();
  }
}
