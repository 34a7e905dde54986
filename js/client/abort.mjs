// Abort signals of callers, which may be older than this package: without `reason`, for example.

/** The callbacks of each signal. One listener calls them all, because Node warns about more than ten. */
const listeners = new WeakMap();

/** Calls `callback` once when the signal is aborted. Returns a function that prevents it. */
export function onAbort(signal, callback) {
  if (!signal) return () => {};
  const listener = listeners.get(signal) ?? startListening(signal);
  // An object of its own, because a callback may be passed twice.
  const entry = { callback };
  listener.entries.add(entry);
  return () => {
    listener.entries.delete(entry);
    if (listener.entries.size === 0) listener.stop();
  };
}

function startListening(signal) {
  const entries = new Set();
  const notify = () => {
    for (const { callback } of [...entries]) callback();
  };
  signal.addEventListener("abort", notify);
  const stop = () => {
    listeners.delete(signal);
    try {
      signal.removeEventListener("abort", notify);
    } catch {
      // The signal cannot do it. There is nothing left to notify.
    }
  };
  const listener = { entries, stop };
  listeners.set(signal, listener);
  return listener;
}

/** What an aborted call rejects with: the reason of the signal, or an `AbortError` if it has none. */
export function abortReason({ reason }) {
  return reason ?? Object.assign(new Error("This operation was aborted"), { name: "AbortError" });
}
