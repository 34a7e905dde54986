/**
 * The fake service's stand-in for the global fetch, without a network, for every runtime that has the real one's classes.
 * It is not the fake itself: every answer comes from the handler it is given. It follows no redirects.
 */

/**
 * A function like the global fetch.
 *
 * @param {(request: object, signal?: AbortSignal) => Promise<object | undefined>} handle answers a request; undefined stands
 *   for a connection that breaks
 */
export function fetchFrom(handle) {
  return async function fetch(input, init) {
    const signal = signalOf(input, init);
    // Without the signal, to which each Request would listen for as long as the signal lives.
    const request = new Request(input, { ...init, signal: null });
    throwIfAborted(signal);
    // An abort in the same turn as the call must still win, as it does with the real fetch.
    const sent = new Uint8Array(await request.arrayBuffer());
    throwIfAborted(signal);
    const { method, url } = request;
    const { host, pathname, search } = new URL(url);
    // The URL's host comes before one that the caller names, as it does with Node's own fetch.
    const headers = { ...Object.fromEntries(request.headers), host };
    const answer = await handle({ method, url, path: pathname, query: search.slice(1), headers, body: sent }, signal);
    throwIfAborted(signal);
    if (!answer) throw networkError("fetch failed");
    const { status, headers: answered, body, isCut } = answer;
    return new Response(body && streamOf(body, isCut, signal), { status, headers: answered });
  };
}

/** The signal of a call: its own option, where there is one, comes before that of a Request. */
function signalOf(input, init) {
  return (init?.signal === undefined ? input?.signal : init.signal) ?? undefined;
}

function throwIfAborted(signal) {
  if (signal?.aborted) throw signal.reason;
}

/** The body as it is read: as a whole, or its first half and then a failure; and a failure once the signal is aborted. */
function streamOf(bytes, isCut, signal) {
  let isSent = false;
  const pull = (controller) => {
    if (signal?.aborted) {
      controller.error(signal.reason);
    } else if (isSent) {
      controller.error(networkError("terminated"));
    } else {
      isSent = true;
      controller.enqueue(bytes.slice(0, isCut ? bytes.length / 2 : bytes.length));
      if (!isCut) controller.close();
    }
  };
  // Nothing in advance: the failure would take with it what has not been read yet.
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}

function networkError(message) {
  return new TypeError(message, { cause: new Error("other side closed") });
}
