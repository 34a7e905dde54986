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

  constructor(provider) {
    this.#provider = provider;
  }

  #load() {
    this.#pending ??= this.#call().finally(() => { this.#pending = undefined; });
    return this.#pending;
  }

  async #call() {
    this.#last = providedCredentials(await this.#provider());
    return this.#last;
  }

  /** The credentials for requests at a time. */
  async at(time) {
    if (this.#last && !expiresBefore(this.#last, time + REFRESH_MARGIN)) return this.#last;
    try {
      return await this.#load();
    } catch (error) {
      // The last credentials are still valid.
      if (this.#last && !expiresBefore(this.#last, time)) return this.#last;
      throw error;
    }
  }

  /** Other credentials than these, which the service has rejected; undefined if there are none. */
  async otherThan(rejected) {
    if (areEqual(this.#last, rejected)) await this.#load();
    return areEqual(this.#last, rejected) ? undefined : this.#last;
  }
}
