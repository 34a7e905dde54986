// What is remembered of an endpoint from one call to the next.

/** The capacity of the retry token bucket, as in the AWS SDKs. */
const RETRY_TOKENS = 500;

// Per `fetch` too, because one may lead to a service of its own: in tests, for example.
const states = new WeakMap();

/** The retry tokens that are left for an endpoint, and how many milliseconds its clock is ahead. */
export function endpointState(fetch, baseUrl) {
  const byUrl = states.get(fetch) ?? new Map();
  const state = byUrl.get(baseUrl) ?? { tokens: RETRY_TOKENS, clockOffset: 0 };
  states.set(fetch, byUrl.set(baseUrl, state));
  return state;
}
