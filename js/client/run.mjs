// Drives the state machine: sends what it asks for, waits as long as it says, and reports each event to it. What to do next is decided in
// Rust, see src/client/.

import { Cancellation } from "../cancellation.mjs";
import { TimeoutError } from "../errors.js";
import { abortReason } from "./abort.mjs";
import { Findings } from "./findings.mjs";
import { firstEvent, Stopwatch } from "./timing.mjs";
import { exchange, requestOf, requestToSend } from "./transport.mjs";

/** The result of a finished call. Throws if it is an error. */
function resultOf(outcome, goal, findings, operation, { signal, provider }) {
  if (outcome === "responded") return Object.assign(findings.output, findings.warnings());
  const summary = findings.summary();
  if (outcome === "failed") {
    // There might have been other credentials.
    if (provider?.failure !== undefined) findings.errors[operation].cause ??= provider.failure;
    throw Object.assign(findings.errors[operation], summary);
  }
  if (outcome === "cancel-failed") throw Object.assign(findings.errors.CancelImportTask, summary);
  if (goal === "cancelAndWait") return { outcome, ...summary };
  throw outcome === "aborted" ? abortReason(signal) : new TimeoutError({ message: "`maxWait` is over", ...summary });
}

/** Yields the progress of a task that is watched, and returns the result. */
export async function* run(client, plan, input, call, stopwatch = new Stopwatch()) {
  const { fetch, onProgress, signal, provider, limits, config, ...options } = client.optionsOf(call);
  const cancellation = new Cancellation({ ...plan, ...limits, canRefreshCredentials: provider !== undefined });
  try {
    // Before the provider is called: whatever else is invalid is so without credentials.
    const findings = new Findings(requestOf(plan.operation ?? "GetImportTask", input, config));
    let event = { type: "start" };
    let handled;
    let operation;
    let { credentials } = options;
    // Until a request is sent, its end says nothing about the task.
    let isSent = false;
    let due;
    const wait = (milliseconds, begin) => {
      due = stopwatch.elapsed + milliseconds;
      return firstEvent(signal, milliseconds, begin);
    };

    const send = async (action, refreshes) => {
      const { timeout, remaining } = action;
      ({ operation } = action);
      const deadline = stopwatch.elapsed + remaining;
      if (provider) {
        // `timeout` does not apply: a provider may have to ask a person.
        const interruption = await wait(remaining, async () => {
          const current = await (refreshes ? provider.otherThan(credentials) : provider.at(client.clock));
          // Without other credentials, the rejection is final.
          if (!current) return event;
          credentials = current;
        });
        if (interruption) return interruption;
        // The loop handles it.
        if (signal?.aborted) return event;
      }
      const request = requestToSend(operation, input, { ...config, credentials, date: client.clock });
      findings.addRequest(request);
      isSent = true;
      const controller = new AbortController();
      const limit = Math.min(timeout, Math.max(0, deadline - stopwatch.elapsed));
      const end = await wait(limit, () => exchange(client, fetch, request, controller.signal));
      if (end.type !== "response") controller.abort();
      return end;
    };

    /** Tells the state machine what has happened, and returns what to do next. */
    const nextStep = () => {
      if (event.type === "timer") stopwatch.reach(due);
      const moment = { elapsed: stopwatch.elapsed, clock: client.clock, random: Math.random(), tokens: client.tokens };
      if (event.type !== "response") return cancellation[event.type](moment);
      try {
        return cancellation.response(event.response, moment);
      } catch (error) {
        // What `fetch` returned is no response. What was sent before must not be lost.
        throw Object.assign(error, findings.summary());
      }
    };

    for (;;) {
      if (signal?.aborted) event = { type: "abort" };
      if (event.type === "invalidArguments") {
        throw Object.assign(findings.addResult(operation, event, undefined, stopwatch.elapsed), findings.summary());
      }
      const { action, report, clockCorrection, refreshCredentials, tokens, result } = nextStep();
      const error = isSent && event.type !== "abort" ? findings.addResult(operation, event, result, stopwatch.elapsed) : undefined;
      client.tokens = tokens;
      client.clockOffset += clockCorrection;
      isSent = false;
      if (report && event !== handled) {
        const nextIn = action.type === "finish" ? undefined : action.delay ?? 0;
        const progress = findings.progress(stopwatch.elapsed, error, nextIn);
        onProgress?.(progress);
        if (plan.goal === "watch" && progress.task) yield progress;
      }
      handled = event;
      if (action.type === "finish") return resultOf(action.outcome, plan.goal, findings, operation, { signal, provider });
      if (!signal?.aborted) event = await (action.type === "send" ? send(action, refreshCredentials) : wait(action.delay));
    }
  } finally {
    cancellation.free();
  }
}
