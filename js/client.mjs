// The functions of the client: they send requests until a goal is reached. Each is called with its options, or bound to those of a client.

import { cancelEach } from "./client/cancel-each.mjs";
import { Client } from "./client/client.mjs";
import { run } from "./client/run.mjs";
import { Stopwatch } from "./client/timing.mjs";
import { UnreadableResponseError } from "./errors.js";

/** Runs a call that yields no progress. */
const complete = async (...args) => (await run(...args).next()).value;

const respond = (client, operation, ...args) => complete(client, { goal: "response", operation }, ...args);

const cancel = (client, ...args) => respond(client, "CancelImportTask", ...args);
const get = (client, ...args) => respond(client, "GetImportTask", ...args);
const watch = (client, ...args) => run(client, { goal: "watch" }, ...args);
const wait = (client, ...args) => complete(client, { goal: "cancelAndWait" }, ...args);

async function* list(client, input, call) {
  const stopwatch = new Stopwatch();
  let page = input;
  for (;;) {
    const output = await respond(client, "ListImportTasks", page, call, stopwatch);
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

const cancelMany = (client, ids, options) => cancelEach(client, { cancel, wait }, ids, options);

export function createClient(options) {
  const client = new Client(options);
  client.assertValid();
  return {
    cancelImportTask: async (input, call) => cancel(client, input, call),
    getImportTask: async (input, call) => get(client, input, call),
    listImportTasks: (input, call) => list(client, input, call),
    watchImportTask: (input, call) => watch(client, input, call),
    cancelAndWait: async (input, call) => wait(client, input, call),
    cancelAll: (ids, call) => cancelMany(client, ids, call),
  };
}

export const cancelImportTask = async (input, options) => cancel(new Client(options), input);
export const getImportTask = async (input, options) => get(new Client(options), input);
export const cancelAndWait = async (input, options) => wait(new Client(options), input);

export async function* listImportTasks(input, options) {
  yield* list(new Client(options), input);
}

export async function* watchImportTask(input, options) {
  yield* watch(new Client(options), input);
}

export async function* cancelAll(ids, options) {
  const { concurrency, wait: waits, ...others } = options ?? {};
  yield* cancelMany(new Client(options && others), ids, { concurrency, wait: waits });
}
