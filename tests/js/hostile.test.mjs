// Every function with hostile values: it returns, or throws a documented error or the caller's own, and the package works afterwards.
// FUZZ_RUNS in the environment sets the number of runs for each function, FUZZ_SEED the seed.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import fc from "fast-check";
import * as tasks from "neptune-import-tasks";
import * as checks from "neptune-import-tasks/check";

import { config, explanation, hostile, input, moment, objectOf, orHostile, OwnError, plan, response, revision } from "./hostile.mjs";

const ID = "t-0123456789";
const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const seed = process.env.FUZZ_SEED === undefined ? undefined : Number(process.env.FUZZ_SEED);
const settings = { numRuns, includeErrorInReport: true, ...(seed !== undefined && { seed }) };

const DOCUMENTED = [tasks.InvalidInputError, tasks.ServiceError, tasks.UnreadableResponseError, tasks.NetworkError, tasks.TimeoutError, OwnError];

/** Whether an error is documented, or is of the caller: a revoked proxy cannot be used at all. */
function assertExpected(error, ofCaller = /revoked/) {
  if (DOCUMENTED.some((Class) => error instanceof Class)) return;
  if (error instanceof TypeError && ofCaller.test(error.message)) return;
  throw new Error(`unexpected ${error?.stack ?? String(error)}`, { cause: error });
}

function assertWorking() {
  assert.equal(tasks.isTaskId(ID), true);
  assert.equal(checks.checkTaskId("x").ok, false);
  assert.match(tasks.cancelImportTaskRequest({ taskIdentifier: ID }, { region: "us-east-1" }).url, /\/importtasks\/t-0123456789$/);
}

/** Calls a function with arbitrary arguments. */
function fuzz(name, call, ...args) {
  test(name, () => {
    fc.assert(fc.property(...args, (...values) => {
      try {
        call(...values.map((make) => make()));
      } catch (error) {
        assertExpected(error);
      }
      assertWorking();
    }), settings);
  });
}

describe("validation", () => {
  for (const [entry, api] of [["main", tasks], ["/check", checks]]) {
    for (const name of ["isTaskId", "isGraphId", "checkTaskId", "checkGraphId", "parseTaskId", "parseGraphId", "roleArnParts"]) fuzz(`${name}, ${entry}`, api[name], hostile);
    for (const name of ["isRoleArn", "checkRoleArn", "parseRoleArn"]) fuzz(`${name}, ${entry}`, api[name], hostile, revision);
    fuzz(`checkLines, ${entry}`, api.checkLines, fc.oneof(fc.constantFrom(() => "taskId", () => "graphId", () => "roleArn"), hostile), hostile, revision);
    for (const name of ["taskIdSchema", "graphIdSchema", "roleArnSchema", "roleArnCurrentSchema"]) fuzz(`${name}, ${entry}`, api[name]["~standard"].validate, hostile);
  }

  test("checks never throw", () => {
    fc.assert(fc.property(hostile, (make) => {
      const value = make();
      for (const check of [tasks.checkTaskId, tasks.checkGraphId, tasks.checkRoleArn]) assert.equal(typeof check(value).ok, "boolean");
      for (const is of [tasks.isTaskId, tasks.isGraphId, tasks.isRoleArn]) assert.equal(typeof is(value), "boolean");
    }), settings);
  });
});

describe("requests", () => {
  for (const operation of ["cancelImportTask", "getImportTask", "listImportTasks", "cancelExportTask"]) {
    fuzz(`${operation}Request`, (...args) => {
      const { url } = tasks[`${operation}Request`](...args);
      assert.match(new URL(url).pathname, /\/(?:import|export)tasks(?:\/t-[a-z0-9]{10})?$/);
    }, input, config);
  }
  fuzz("explainRequest", tasks.explainRequest, input, config);
  fuzz("explainSignatureMismatch", tasks.explainSignatureMismatch, hostile, explanation);
});

describe("responses", () => {
  for (const operation of ["CancelImportTask", "GetImportTask", "ListImportTasks", "CancelExportTask"]) {
    for (const kind of ["parse", "check"]) fuzz(`${kind}${operation}Response`, tasks[`${kind}${operation}Response`], response);
  }
});

fuzz("Cancellation", (...args) => {
  const [values, event, ...moments] = args;
  const cancellation = new tasks.Cancellation(values);
  try {
    cancellation.start(moments[0]);
    if (event === "response") cancellation.response(moments[2], moments[1]);
    else cancellation[event](moments[1]);
  } finally {
    cancellation.free();
  }
}, plan, fc.constantFrom(...["response", "networkError", "timer", "abort"].map((name) => () => name)), moment, moment, response);

describe("client", () => {
  const fetches = fc.oneof(
    hostile,
    fc.tuple(hostile, fc.boolean()).map(([make, rejects]) => () => () => (rejects ? Promise.reject(make()) : Promise.resolve(make()))),
    fc.tuple(hostile, hostile, hostile).map(([status, headers, body]) => () => async () => ({ status: status(), headers: headers(), text: async () => body() })),
  );
  const others = fc.oneof({ arbitrary: fc.constant(() => undefined), weight: 3 }, { arbitrary: hostile, weight: 1 });
  // Values that end soon where they are valid, and hostile ones, which are rejected.
  const LIMITS = { maxAttempts: 1, maxWait: 30, pollInterval: 5, attemptTimeout: 20, signal: undefined };
  const optionsWith = (limits) => {
    const makers = fc.record(Object.fromEntries(Object.entries(limits).map(([name, good]) =>
      [name, fc.oneof({ arbitrary: fc.constant(() => good), weight: 9 }, { arbitrary: hostile, weight: 1 })])));
    return fc.tuple(config, fetches, others, makers).map(([make, fetch, onProgress, made]) => () => {
      const given = make();
      if (typeof given !== "object" || given === null) return given;
      // Large numbers are valid, and would take long.
      const values = Object.entries(made).map(([name, each]) => [name, each()]).map(([name, value]) => [name, typeof value === "number" && value > 100 ? limits[name] : value]);
      return { ...copyOf(given), ...Object.fromEntries(values), fetch: fetch(), onProgress: onProgress() };
    });
  };

  /** A copy of what can be read. */
  function copyOf(object) {
    try {
      return { ...object };
    } catch {
      return {};
    }
  }

  async function drain(result) {
    if (result?.[Symbol.asyncIterator]) for await (const _ of result);
    return result;
  }

  for (const name of ["cancelImportTask", "getImportTask", "listImportTasks", "watchImportTask", "cancelAndWait", "cancelAll"]) {
    test(name, async () => {
      const options = optionsWith(name === "cancelAll" ? { ...LIMITS, concurrency: 2, wait: true } : LIMITS);
      await fc.assert(fc.asyncProperty(name === "cancelAll" ? hostile : input, options, async (value, given) => {
        try {
          await drain(await tasks[name](value(), given()));
        } catch (error) {
          // The callbacks may be classes, which cannot be called, and `ids` what cannot be iterated.
          assertExpected(error, name === "cancelAll" ? /revoked|Class constructor|detached|typed array/ : /revoked|Class constructor/);
        }
        assertWorking();
      }), { ...settings, numRuns: Math.ceil(numRuns / 3) });
    });
  }
});

describe("entries without requests", () => {
  fuzz("createClient", (options) => tasks.createClient(options), config);
  fuzz("fromEnvironment", tasks.fromEnvironment, config, orHostile(objectOf({ AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "A", AWS_SECRET_ACCESS_KEY: "s", AWS_MAX_ATTEMPTS: "3" })));

  test("init", async () => {
    await fc.assert(fc.asyncProperty(hostile, async (make) => {
      // Only modules are accepted. A module of another version is a test of `init`.
      await tasks.init(make()).catch((error) => assert.ok(error instanceof TypeError || error instanceof OwnError, `${error}`));
      assertWorking();
    }), settings);
  });
});

test("a proxy of a URL, as reactive state has, is an invalid endpoint", () => {
  const endpoint = new Proxy(new URL("https://example.com"), {});
  assert.throws(() => tasks.cancelImportTaskRequest({ taskIdentifier: ID }, { region: "us-east-1", endpoint }), (error) =>
    error instanceof tasks.InvalidInputError && error.issue.hint === "this is a proxy of a URL: pass a string");
});
