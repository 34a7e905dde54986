// What is remembered of an endpoint from one call to the next.

// Per `fetch` too, because one may lead to a service of its own: in tests, for example.
const states = new WeakMap();

/** The retry tokens that are left for an endpoint, unless all are, and how many milliseconds its clock is ahead. */
export function endpointState(fetch, origin) {
  const byOrigin = states.get(fetch) ?? new Map();
  const state = byOrigin.get(origin) ?? { tokens: undefined, clockOffset: 0 };
  states.set(fetch, byOrigin.set(origin, state));
  return state;
}
