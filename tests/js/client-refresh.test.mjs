// Credentials that the service rejects: the provider is asked once for others.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { cancelAndWait, createClient, watchImportTask } from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

import { assertConsistent, collect, configOf, FUNCTIONS, INPUT, KEY, rejection, sent, serviceWith } from "./client-support.mjs";

const keyOf = (index) => ({ ...KEY, accessKeyId: `ASIA${index}`, sessionToken: `token ${index}` });

/** A provider whose results change with each call; `calls` counts them. */
function rotation(...keys) {
  const provider = async () => keys[Math.min(provider.calls++, keys.length - 1)];
  provider.calls = 0;
  return provider;
}

const REJECTIONS = [
  { name: "ExpiredTokenException", status: 403 }, { name: "ExpiredToken", status: 400 }, { name: "UnrecognizedClientException", status: 403 },
  { name: "InvalidClientTokenId", status: 403 },
  { name: "SomeException", status: 403, message: "The security token included in the request is invalid." },
];

describe("a provider is called again", () => {
  for (const rejected of REJECTIONS) {
    test(`after ${rejected.name}`, async () => {
      for (const send of Object.values(FUNCTIONS)) {
        const service = serviceWith({ life: [["IMPORTING", 300], ["SUCCEEDED"]] }, { credentials: [keyOf(0), keyOf(1)] });
        service.misbehave(rejected);
        const credentials = rotation(keyOf(0), keyOf(1));
        await send(INPUT, configOf(service, { credentials }));
        assert.equal(credentials.calls, 2);
        const [first, ...others] = service.requests.map(({ headers }) => /Credential=(\w+)/.exec(headers.authorization)[1]);
        assert.equal(first, "ASIA0");
        assert.deepEqual([...new Set(others)], ["ASIA1"]);
      }
    });
  }

  test("at each rotation of a long watch", async () => {
    const service = serviceWith({ life: [["IMPORTING", 150], ["SUCCEEDED"]] });
    const credentials = rotation(...Array.from({ length: 10 }, (_, index) => keyOf(index)));
    let statuses = 0;
    for await (const { status } of watchImportTask(INPUT, configOf(service, { credentials }))) {
      statuses += 1;
      if (status === "IMPORTING" && statuses % 2 === 1 && credentials.calls < 6) service.misbehave({ name: "ExpiredTokenException", status: 403 });
    }
    assert.ok(credentials.calls > 2, `${credentials.calls} calls`);
  });

  test("once for concurrent calls", async () => {
    const service = createFakeService({ credentials: [keyOf(1)] });
    const ids = Array.from({ length: 20 }, () => service.addTask().taskId);
    const credentials = rotation(keyOf(0), keyOf(1));
    const client = createClient(configOf(service, { credentials }));
    await Promise.all(ids.map((taskIdentifier) => client.getImportTask({ taskIdentifier })));
    assert.equal(credentials.calls, 2);
  });
});

for (const name of ["accessKeyId", "secretAccessKey", "sessionToken"]) {
  test(`credentials with another ${name} are others`, async () => {
    const [first, second] = [keyOf(0), { ...keyOf(0), [name]: `another ${name}` }].map((key) => ({ ...key, accessKeyId: key.accessKeyId.replace(/\W/g, "") }));
    const service = serviceWith();
    service.misbehave({ name: "ExpiredTokenException", status: 403 });
    const credentials = rotation(first, second, second);
    await createClient(configOf(service, { credentials })).getImportTask(INPUT);
    assert.deepEqual([credentials.calls, sent(service)], [2, 2]);
  });
}

test("another call has refreshed the credentials already: the provider is not called again", async () => {
  const service = createFakeService({ credentials: [keyOf(1)] });
  const [first, second] = [service.addTask().taskId, service.addTask().taskId];
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  const fetch = async (url, init) => {
    const response = await service.fetch(url, init);
    // The rejection of the first call arrives after the second call has ended.
    if (url.endsWith(first) && !response.ok) await released;
    return response;
  };
  const credentials = rotation(keyOf(0), keyOf(1), keyOf(2));
  const client = createClient(configOf(service, { credentials, fetch }));
  const pending = client.getImportTask({ taskIdentifier: first });
  await client.getImportTask({ taskIdentifier: second });
  release();
  assert.equal((await pending).status, "IMPORTING");
  assert.equal(credentials.calls, 2);
});

describe("the rejection is the result", () => {
  test("if the provider returns the same key", async () => {
    for (const rejected of REJECTIONS) {
      const service = serviceWith();
      service.misbehave(rejected, { times: Infinity });
      const credentials = rotation(keyOf(0));
      const progress = [];
      const error = await rejection(cancelAndWait(INPUT, configOf(service, { credentials, onProgress: (event) => progress.push(event) })));
      assert.deepEqual([error.name, error.attempts, credentials.calls, sent(service)], [rejected.name, 1, 2, 1]);
      assertConsistent(error, service.count());
      assert.deepEqual(progress.map(({ attempts, error: { name } }) => [attempts, name]), [[1, rejected.name]]);
    }
  });

  test("if the service rejects the other key too", async () => {
    const service = serviceWith();
    service.misbehave({ name: "ExpiredTokenException", status: 403 }, { times: Infinity });
    const credentials = rotation(keyOf(0), keyOf(1), keyOf(2));
    const error = await rejection(cancelAndWait(INPUT, configOf(service, { credentials })));
    assert.deepEqual([error.name, error.attempts, credentials.calls, sent(service)], ["ExpiredTokenException", 2, 2, 2]);
  });

  test("of credentials without a provider", async () => {
    const service = serviceWith();
    service.misbehave({ name: "ExpiredTokenException", status: 403 }, { times: Infinity });
    const error = await rejection(collect(watchImportTask(INPUT, configOf(service, { credentials: KEY }))));
    assert.deepEqual([error.name, error.attempts, sent(service)], ["ExpiredTokenException", 1, 1]);
  });
});

test("if the provider fails then, the rejection is the result, with the cause and what was learned", async () => {
  const failure = new Error("no network");
  for (const accepts of [true, false]) {
    const service = serviceWith({ cancellingFor: Infinity });
    let calls = 0;
    const credentials = async () => {
      calls += 1;
      if (calls > 1) throw failure;
      return KEY;
    };
    const expired = { name: "ExpiredTokenException", status: 403 };
    service.misbehave(expired, { times: Infinity, ...(accepts && { operation: "GetImportTask" }) });
    const error = await rejection(cancelAndWait(INPUT, configOf(service, { credentials })));
    assert.deepEqual([error.name, error.cause, error.attempts], ["ExpiredTokenException", failure, accepts ? 2 : 1]);
    assert.equal(error.task?.status, accepts ? "CANCELLING" : undefined);
    assertConsistent(error, service.count());
  }
});

test("a provider that remembers its result is told not to", async () => {
  const service = serviceWith({}, { credentials: [keyOf(0), keyOf(1)] });
  service.misbehave({ name: "ExpiredTokenException", status: 403 });
  let remembered = keyOf(0);
  const credentials = async ({ forceRefresh } = {}) => {
    if (forceRefresh) remembered = keyOf(1);
    return remembered;
  };
  assert.equal((await cancelAndWait(INPUT, configOf(service, { credentials }))).outcome, "cancelled");
});
