// What the calls of a client have in common: options, credentials, retry tokens and clock.

import { Cancellation } from "../cancellation.mjs";
import { CachedProvider } from "./credentials.mjs";
import { assertObject, defined, hostOptions, throwUnknownOption } from "./options.mjs";
import { requestToSend } from "./transport.mjs";

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
    if (config.date !== undefined) throwUnknownOption("date", "nothing in its place: each request is signed with its own time");
    const limits = { maxAttempts, attemptTimeout, maxWait, pollInterval };
    return { ...hostOptions({ fetch, signal, onProgress }), limits, config, ...this.#credentials(credentials) };
  }

  /** Throws an `InvalidInputError` if an option is invalid. */
  assertValid(call) {
    const { limits, config, credentials } = this.optionsOf(call);
    new Cancellation({ goal: "watch", ...limits }).free();
    requestToSend("ListImportTasks", {}, { ...config, credentials });
  }

  #credentials(credentials) {
    if (typeof credentials !== "function") return { credentials };
    const provider = this.#providers.get(credentials) ?? new CachedProvider(credentials);
    this.#providers.set(credentials, provider);
    return { provider };
  }
}
