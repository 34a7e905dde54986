// Credentials, and providers of them.

import { providedCredentials } from "./options.mjs";

/** Milliseconds before the expiration at which the provider is called again, as in the AWS SDKs. */
const REFRESH_MARGIN = 300_000;

/** Returns a function for the credentials at a given time. The provider is called when its last result is about to expire. */
export function cachedProvider(provider) {
  let last;
  const expiresBefore = (time) => !last || Number(last.expiration ?? Infinity) < time;
  return async (clock = Date.now()) => {
    if (expiresBefore(clock + REFRESH_MARGIN)) {
      try {
        last = providedCredentials(await provider());
      } catch (error) {
        // The last credentials are still valid.
        if (expiresBefore(clock)) throw error;
      }
    }
    return last;
  };
}
