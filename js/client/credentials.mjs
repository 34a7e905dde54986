// Credentials, and providers of them.

import { providedCredentials } from "./options.mjs";

/** Milliseconds before the expiration at which the provider is called again, as in the AWS SDKs. */
const REFRESH_MARGIN = 300_000;

const expiresBefore = ({ expiration }, time) => new Date(expiration ?? Infinity).getTime() < time;

const MEMBERS = ["accessKeyId", "secretAccessKey", "sessionToken"];
const areEqual = (left, right) => MEMBERS.every((name) => left[name] === right[name]);

/** A provider of credentials whose last result is used until it is about to expire. */
export class CachedProvider {
  #provider;
  #last;
  /** The call of the provider that has not returned: concurrent calls share it. */
  #pending;
  /** What the last call of the provider has thrown, if it did. */
  failure;

  constructor(provider) {
    this.#provider = provider;
  }

  /** Calls the provider. If that fails, the last credentials are used further, whether they have expired or not: the service decides. */
  #load(options) {
    this.#pending ??= this.#call(options).finally(() => { this.#pending = undefined; });
    return this.#pending;
  }

  async #call(options) {
    try {
      this.#last = providedCredentials(await this.#provider(options));
      this.failure = undefined;
    } catch (error) {
      if (!this.#last) throw error;
      this.failure = error;
    }
    return this.#last;
  }

  /** The credentials for requests at a time. */
  async at(time) {
    return this.#last && !expiresBefore(this.#last, time + REFRESH_MARGIN) ? this.#last : this.#load();
  }

  /** Other credentials than these, which the service has rejected; undefined if there are none. */
  async otherThan(rejected) {
    // Providers of the AWS SDK remember their result unless they are told not to.
    if (areEqual(this.#last, rejected)) await this.#load({ forceRefresh: true });
    return areEqual(this.#last, rejected) ? undefined : this.#last;
  }
}
