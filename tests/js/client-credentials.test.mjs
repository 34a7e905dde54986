// The client: credentials and their providers, and the correction of the clock with which requests are signed.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, test } from "node:test";

import { cancelAndWait, createClient, getImportTask, InvalidInputError } from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

import {
  assertConsistent, configOf, fakeClock, FUNCTIONS, HOUR, ID, INPUT, KEY, MINUTE, REGION, rejection, sent, serviceWith,
} from "./client-support.mjs";

describe("clock skew", () => {
  const signedConfig = (service) => configOf(service, { credentials: KEY });

  for (const hours of [1, -1, 60 * 24, -60 * 24, 20 * 365 * 24]) {
    test(`of ${hours} h is corrected once, for all later calls of a client`, async () => {
      const service = serviceWith({}, { credentials: KEY, now: () => Date.now() + hours * HOUR });
      const client = createClient(signedConfig(service));
      await client.getImportTask(INPUT);
      assert.equal(sent(service), 2);
      await client.getImportTask(INPUT);
      assert.equal(sent(service), 3);
      const result = await client.cancelAndWait(INPUT);
      assert.equal(result.outcome, "cancelled");
      assert.ok(result.history.every(({ error }) => error === undefined));
      // Another call knows nothing of it.
      const before = sent(service);
      await getImportTask(INPUT, signedConfig(service));
      assert.equal(sent(service), before + 2);
    });
  }

  test("costs one request in cancelAndWait", async () => {
    const service = serviceWith({}, { credentials: KEY, now: () => Date.now() + HOUR });
    const result = await cancelAndWait(INPUT, signedConfig(service));
    assert.equal(result.outcome, "cancelled");
    assert.deepEqual(result.history.slice(0, 2).map(({ error, status }) => error ?? status), ["InvalidSignatureException", "CANCELLING"]);
    assertConsistent(result, service.count());
  });

  test("is corrected for concurrent calls", async () => {
    const service = createFakeService({ credentials: KEY, now: () => Date.now() + HOUR });
    const ids = Array.from({ length: 20 }, () => service.addTask().taskId);
    const client = createClient(signedConfig(service));
    await Promise.all(ids.map((taskIdentifier) => client.getImportTask({ taskIdentifier })));
    assert.equal(sent(service), 40);
    await client.getImportTask({ taskIdentifier: ids[0] });
    assert.equal(sent(service), 41);
  });

  test("is corrected by each error that reports it", async () => {
    for (const [name, message] of [["RequestExpired"], ["RequestInTheFuture"], ["RequestTimeTooSkewed"],
      ["InvalidSignatureException", "Signature expired: 20260101T000000Z is now earlier than"],
      ["InvalidSignatureException", "Signature not yet current: 20260101T000000Z is still later than"]]) {
      const service = serviceWith();
      service.misbehave({ name, message, status: 403, headers: { date: new Date(Date.now() + HOUR).toUTCString() } });
      await getImportTask(INPUT, signedConfig(service));
      assert.equal(sent(service), 2, name);
      const [first, second] = service.requests.map(({ headers }) => headers["x-amz-date"]);
      assert.notEqual(first.slice(0, 11), second.slice(0, 11), name);
    }
  });

  test("is not corrected by the header `date` alone, or by another signature error", async () => {
    const date = new Date(Date.now() + HOUR).toUTCString();
    for (const name of ["AccessDeniedException", "InvalidSignatureException", "ResourceNotFoundException", "ValidationException"]) {
      const service = serviceWith({}, { credentials: KEY });
      const client = createClient(signedConfig(service));
      service.misbehave({ name, headers: { date } });
      assert.equal((await rejection(client.getImportTask(INPUT))).name, name);
      assert.equal(sent(service), 1);
      await client.getImportTask(INPUT);
      assert.equal(sent(service), 2);
    }
    const service = serviceWith({}, { credentials: KEY });
    const client = createClient(signedConfig(service));
    service.misbehave({ status: 200, headers: { date }, body: JSON.stringify(service.task(ID)) });
    await client.getImportTask(INPUT);
    await client.getImportTask(INPUT);
    assert.equal(sent(service), 2);
  });

  test("is not corrected by a header `date` that is cached, missing or invalid", async () => {
    const date = new Date(Date.now() + HOUR).toUTCString();
    for (const headers of [{ date, age: "5" }, { date: "yesterday" }, { date: "" }]) {
      const service = serviceWith({}, { credentials: KEY });
      const client = createClient(signedConfig(service));
      service.misbehave({ name: "RequestExpired", headers });
      assert.equal((await rejection(client.getImportTask(INPUT))).name, "RequestExpired");
      assert.equal(sent(service), 1);
      await client.getImportTask(INPUT);
      assert.equal(sent(service), 2);
    }
  });

  test("retries end if the correction does not help", async () => {
    const service = serviceWith();
    service.misbehave({ name: "RequestExpired" }, { times: Infinity });
    const error = await rejection(getImportTask(INPUT, signedConfig(service)));
    assert.deepEqual([error.name, error.attempts, sent(service)], ["RequestExpired", 3, 3]);
  });
});

describe("credentials", () => {
  test("without credentials requests are not signed", async () => {
    const service = serviceWith();
    for (const send of Object.values(FUNCTIONS)) await send(INPUT, configOf(service));
    assert.ok(service.requests.every(({ headers }) => !("authorization" in headers) && !("x-amz-date" in headers)));
  });

  test("an object, a function or an async function signs every request", async () => {
    for (const credentials of [KEY, () => KEY, async () => KEY]) {
      const service = serviceWith({}, { credentials: KEY, region: REGION });
      for (const send of Object.values(FUNCTIONS)) await send(INPUT, configOf(service, { credentials }));
      assert.ok(service.requests.every(({ headers }) => headers.authorization.includes(KEY.accessKeyId)));
    }
  });

  test("a provider is called once for all requests of a call", async () => {
    for (const expiration of [undefined, new Date(Date.now() + 10 * MINUTE), Date.now() + 10 * MINUTE]) {
      const service = serviceWith({ staleReads: 3 }, { credentials: KEY });
      let calls = 0;
      const { attempts } = await cancelAndWait(INPUT, configOf(service, { credentials: async () => ((calls += 1), { ...KEY, expiration }) }));
      assert.ok(attempts > 2);
      assert.equal(calls, 1);
    }
  });

  test("a provider is called again less than five minutes before the expiration", async () => {
    const keys = [4, 20].map((minutes, index) =>
      ({ ...KEY, accessKeyId: `ASIA${index}`, sessionToken: `token ${index}`, expiration: new Date(Date.now() + minutes * MINUTE) }));
    const service = serviceWith({}, { credentials: keys });
    let calls = 0;
    await cancelAndWait(INPUT, configOf(service, { credentials: async () => keys[Math.min(calls++, 1)] }));
    assert.equal(calls, 2);
    const [first, ...others] = service.requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization)[1]);
    assert.equal(first, "ASIA0");
    assert.deepEqual([...new Set(others)], ["ASIA1"]);
  });

  test("a provider is called again from five minutes before the expiration on, to the millisecond", async (t) => {
    t.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 0, 1) });
    for (const [left, calls] of [[5 * MINUTE, 1], [5 * MINUTE - 1, 2]]) {
      let count = 0;
      const client = createClient(configOf(serviceWith(), { credentials: () => ((count += 1), { ...KEY, expiration: new Date(Date.now() + left) }) }));
      await client.getImportTask(INPUT);
      await client.getImportTask(INPUT);
      assert.equal(count, calls);
    }
  });

  test("the expiration is compared with the corrected clock", async () => {
    const keys = [30, 120].map((minutes, index) => ({ ...KEY, accessKeyId: `ASIA${index}`, expiration: new Date(Date.now() + minutes * MINUTE) }));
    const service = serviceWith({}, { credentials: keys, now: () => Date.now() + 28 * MINUTE });
    let calls = 0;
    await getImportTask(INPUT, configOf(service, { credentials: async () => keys[Math.min(calls++, 1)] }));
    assert.deepEqual([calls, sent(service)], [2, 2]);
  });

  test("if a provider fails, unexpired credentials are used further", async () => {
    const service = serviceWith({ staleReads: 3 }, { credentials: KEY });
    let calls = 0;
    const { outcome } = await cancelAndWait(INPUT, configOf(service, {
      credentials: async () => {
        calls += 1;
        if (calls > 1) throw new Error("no network");
        return { ...KEY, expiration: new Date(Date.now() + 4 * MINUTE) };
      },
    }));
    assert.equal(outcome, "cancelled");
    assert.ok(calls > 2);
  });

  test("the error of a provider is the result, and nothing is sent", async () => {
    const providerError = new Error("no network");
    for (const credentials of [() => { throw providerError; }, async () => { throw providerError; }]) {
      const service = serviceWith();
      for (const send of Object.values(FUNCTIONS)) {
        assert.equal(await rejection(send(INPUT, configOf(service, { credentials }))), providerError);
      }
      assert.equal(sent(service), 0);
    }
  });

  test("if a provider fails, expired credentials are used further too: the service decides", async (t) => {
    const clock = fakeClock(t);
    const providerError = new Error("no network");
    const service = serviceWith({ cancellingFor: 10 * MINUTE });
    let calls = 0;
    const credentials = async () => {
      calls += 1;
      if (calls > 1) throw providerError;
      return { ...KEY, expiration: new Date(Date.now() + 2 * MINUTE) };
    };
    const options = configOf(service, { credentials, pollInterval: 3 * MINUTE });
    const { outcome, warnings } = await clock.until(cancelAndWait(INPUT, options), 10_000);
    assert.deepEqual([outcome, warnings.map(({ code }) => code)], ["cancelled", ["expired"]]);
    assert.ok(calls > 2);
  });

  test("invalid credentials are rejected, from an object and from a provider", async () => {
    for (const credentials of [5, "AKIA:x", {}, { accessKeyId: 5 }, { accessKeyId: "A" }, { ...KEY, secretAccessKey: "" },
      { ...KEY, sessionToken: 5 }, { ...KEY, expiration: "x" }]) {
      for (const option of [credentials, async () => credentials]) {
        const service = serviceWith();
        for (const send of Object.values(FUNCTIONS)) {
          const error = await rejection(send(INPUT, configOf(service, { credentials: option })));
          assert.ok(error instanceof InvalidInputError, `${error}`);
          assert.ok(!error.message.includes(KEY.secretAccessKey));
        }
        assert.equal(sent(service), 0);
      }
    }
  });

  test("attemptTimeout does not apply to a provider", async () => {
    const service = serviceWith({ status: "CANCELLED" });
    // Longer than attemptTimeout, because a provider may prompt the user.
    const credentials = () => new Promise((resolve) => { setTimeout(resolve, 250, KEY); });
    const result = await cancelAndWait(INPUT, configOf(service, { credentials, attemptTimeout: 100 }));
    // The only cancel request was rejected, so another caller has cancelled the task.
    assert.equal(result.outcome, "already-cancelled");
    assertConsistent(result, service.count());
  });

  test("maxWait applies to a slow provider and the request after it together", async (t) => {
    const clock = fakeClock(t);
    const service = serviceWith();
    service.misbehave("hang", { times: Infinity });
    const credentials = () => new Promise((resolve) => { setTimeout(resolve, 2 * MINUTE, KEY); });
    const start = Date.now();
    const options = configOf(service, { credentials, maxWait: 4 * MINUTE, attemptTimeout: 3 * MINUTE, maxAttempts: 1 });
    assert.equal((await clock.until(cancelAndWait(INPUT, options), 1000)).outcome, "timed-out");
    assert.equal(Math.round((Date.now() - start) / MINUTE), 4);
    assert.equal(sent(service), 1);
  });

  test("maxWait applies to a provider that never resolves", async () => {
    const service = serviceWith();
    const options = configOf(service, { credentials: () => new Promise(() => {}), maxWait: 50 });
    assert.equal((await cancelAndWait(INPUT, options)).outcome, "timed-out");
    assert.equal(sent(service), 0);
  });
});

test("a provider that rejects after the end causes no unhandled rejection", async () => {
  const program = `import { cancelAndWait, getImportTask } from "neptune-import-tasks";
    const credentials = () => new Promise((_, reject) => { setTimeout(reject, 60, new Error("too late")); });
    const options = { region: "us-east-1", credentials, fetch: async () => { console.log("sent"); } };
    const input = { taskIdentifier: "t-0123456789" };
    await getImportTask(input, { ...options, signal: AbortSignal.timeout(20) }).catch(({ name }) => console.log(name));
    console.log((await cancelAndWait(input, { ...options, maxWait: 20 })).outcome);
    await new Promise((resolve) => { setTimeout(resolve, 120); });
    console.log("alive");`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program],
    { cwd: new URL("../../", import.meta.url), encoding: "utf8", timeout: 20_000 });
  assert.equal(stdout, "TimeoutError\ntimed-out\nalive\n", stderr);
});

test("clock skew is learned even if no attempt is left", async () => {
  const service = createFakeService({ tasks: [{ taskId: ID }], credentials: KEY, now: () => Date.now() + 3_600_000 });
  const client = createClient(configOf(service, { maxAttempts: 1, credentials: KEY }));
  assert.equal((await rejection(client.getImportTask(INPUT))).name, "InvalidSignatureException");
  assert.equal((await client.getImportTask(INPUT)).taskId, ID);
});

test("a provider that returns undefined is rejected, and no unsigned request is sent", async () => {
  const service = serviceWith();
  const error = await rejection(cancelAndWait(INPUT, configOf(service, { credentials: async () => undefined })));
  assert.ok(error instanceof InvalidInputError);
  assert.equal(error.message, "the result of `credentials` is missing: expected an object");
  assert.equal(sent(service), 0);
});
