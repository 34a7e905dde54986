// What the calls of a client have in common: options, credentials, retry tokens and clock.

import { CachedProvider } from "./credentials.mjs";
import { assertObject, defined, hostOptions, throwWrongType } from "./options.mjs";

export class Client {
  /** The retry tokens that are left, unless all are. */
  tokens;
  /** How many milliseconds the clock of the service is ahead. */
  clockOffset = 0;
  /** Whether `fetch` has rejected the signal of an `AbortController`. */
  rejectsSignals = false;

  #options;
  #providers = new WeakMap();

  constructor(options) {
    assertObject("argument `options`", options);
    this.#options = { ...options };
  }

  /** The time by which requests are signed. */
  get clock() {
    return Date.now() + this.clockOffset;
  }

  /**
   * The options of a call by their use: `fetch`, `signal` and `onProgress`; the credentials or their `provider`; the `limits` of the state
   * machine; and the `config` of the request functions, which reject what they do not know.
   */
  optionsOf(call = {}) {
    assertObject("argument `options`", call);
    const options = { ...this.#options, ...defined(call) };
    const { fetch, signal, onProgress, credentials, maxAttempts, attemptTimeout, maxWait, pollInterval, ...config } = options;
    if (config.date !== undefined) throwWrongType("option `date`", "no such option: the client signs with the time of each request", config.date);
    const limits = { maxAttempts, attemptTimeout, maxWait, pollInterval };
    return { ...hostOptions({ fetch, signal, onProgress }), limits, config, ...this.#credentials(credentials) };
  }

  #credentials(credentials) {
    if (typeof credentials !== "function") return { credentials };
    const provider = this.#providers.get(credentials) ?? new CachedProvider(credentials);
    this.#providers.set(credentials, provider);
    return { provider };
  }
}
