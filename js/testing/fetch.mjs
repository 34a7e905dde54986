/**
 * The fake service's replacement for the global fetch, without a network, for runtimes that have `Request` and `Response`.
 * The responses come from a handler. It does not follow redirects.
 */

/**
 * Returns a function like the global fetch.
 *
 * @param {(request: object, signal?: AbortSignal) => Promise<object | undefined>} handle returns the response to a request;
 *   undefined for a network error
 */
export function fetchFrom(handle) {
  return async function fetch(input, init) {
    const signal = signalOf(input, init);
    // Without the signal, because each Request would add a listener that lives as long as the signal.
    const request = new Request(input, { ...init, signal: null });
    throwIfAborted(signal);
    // As with the real fetch, an abort in the same turn of the event loop still takes effect.
    const sentBody = new Uint8Array(await request.arrayBuffer());
    throwIfAborted(signal);
    const { method, url } = request;
    const { host, pathname, search } = new URL(url);
    // The URL's host overrides a host header of the caller, as in Node's fetch.
    const headers = { ...Object.fromEntries(request.headers), host };
    const response = await handle({ method, url, path: pathname, query: search.slice(1), headers, body: sentBody }, signal);
    throwIfAborted(signal);
    if (!response) throw networkError("fetch failed");
    const { body, isCut } = response;
    return new Response(body && streamOf(body, isCut, signal), { status: response.status, headers: response.headers });
  };
}

/** The signal of a call. The option, also null, overrides the signal of a Request. */
function signalOf(input, init) {
  return (init?.signal === undefined ? input?.signal : init.signal) ?? undefined;
}

function throwIfAborted(signal) {
  if (signal?.aborted) throw signal.reason;
}

/** The body as a stream: whole, or its first half followed by a network error. An aborted signal is an error too. */
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
  // Nothing is buffered, because an error discards the chunks that are not read yet.
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}

function networkError(message) {
  return new TypeError(message, { cause: new Error("other side closed") });
}
