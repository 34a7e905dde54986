// The functions of the client: they send requests until a goal is reached.

import { cachedProvider } from "./client/credentials.mjs";
import { run } from "./client/run.mjs";
import { UnreadableResponseError } from "./errors.js";

/** Runs a call that yields no progress. */
const complete = async (plan, input, options) => (await run(plan, input, options).next()).value;

const respond = (operation, input, options) => complete({ goal: "response", operation }, input, options);

export const cancelImportTask = (input, options) => respond("CancelImportTask", input, options);
export const getImportTask = (input, options) => respond("GetImportTask", input, options);
export const cancelAndWait = (input, options) => complete({ goal: "cancelAndWait" }, input, options);

export async function* watchImportTask(input, options) {
  yield* run({ goal: "watch" }, input, options);
}

export async function* listImportTasks(input, options) {
  let page = input;
  const start = performance.now();
  const { credentials, maxWait } = options ?? {};
  // Once for all pages, so that a provider is not called for each.
  const provider = typeof credentials === "function" ? cachedProvider(credentials) : credentials;
  for (;;) {
    const remaining = Number.isFinite(maxWait) && maxWait > 0 ? Math.max(0, maxWait - (performance.now() - start)) : maxWait;
    const output = await respond("ListImportTasks", page, options && { ...options, credentials: provider, maxWait: remaining });
    yield output;
    const { nextToken, $metadata } = output;
    if (nextToken === undefined) return;
    if (nextToken === page?.nextToken) {
      const message = "the service repeated the nextToken";
      throw new UnreadableResponseError({ message, reason: "repeated_token", $metadata, excerpt: "" });
    }
    page = { ...page, nextToken };
  }
}
