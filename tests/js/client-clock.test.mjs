// The client's clock: it is learned from whatever the service says about it, and heals when it was wrong.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { cancelAndWait, createClient, getImportTask } from "neptune-import-tasks";

import { configOf, HOUR, INPUT, KEY, MINUTE, sent, serviceWith } from "./client-support.mjs";

const basic = (millis) => new Date(millis).toISOString().replaceAll(/[-:]|\.\d+/g, "");

/** The message of AWS for a request that was signed an hour before the service's time. */
function expiredMessage(now) {
  return `Signature expired: ${basic(now - HOUR)} is now earlier than ${basic(now - 5 * MINUTE)} (${basic(now)} - 5 min.)`;
}

/** A service whose clock is ahead, which a test may change. `skew.fault` is the next response. */
function skewedService(offset) {
  const skew = { offset };
  const service = serviceWith({}, { credentials: { ...KEY, sessionToken: "token" }, now: () => Date.now() + skew.offset });
  return { skew, service };
}

describe("the message corrects the clock", () => {
  for (const [name, headers] of [
    ["without a header `date`", { date: "" }],
    ["with two", { date: `${new Date().toUTCString()}, ${new Date().toUTCString()}` }],
    ["with the header of a cache", { date: new Date(0).toUTCString(), age: "900" }],
    ["with the header of a proxy", { date: new Date(0).toUTCString() }],
  ]) {
    test(name, async () => {
      const { service } = skewedService(HOUR);
      service.misbehave({ name: "InvalidSignatureException", status: 403, message: expiredMessage(Date.now() + HOUR), headers });
      const credentials = { ...KEY, sessionToken: "token" };
      assert.equal((await getImportTask(INPUT, configOf(service, { credentials }))).status, "IMPORTING");
      assert.equal(sent(service), 2);
    });
  }

  test("without the name of the error, which a browser hides", async () => {
    const { service } = skewedService(HOUR);
    let requests = 0;
    const fetch = async (...args) => {
      requests += 1;
      return requests === 1 ? new Response(JSON.stringify({ message: expiredMessage(Date.now() + HOUR) }), { status: 403 }) : service.fetch(...args);
    };
    await getImportTask(INPUT, configOf(service, { fetch, credentials: { ...KEY, sessionToken: "token" } }));
    assert.equal(requests, 2);
  });
});

describe("temporary credentials", () => {
  const temporary = (end) => ({ ...KEY, sessionToken: "token", expiration: new Date(end) });

  test("that a fast clock calls expired are used", async () => {
    const { service } = skewedService(-2 * HOUR);
    const credentials = temporary(Date.now() - HOUR);
    for (const option of [credentials, () => credentials]) {
      const before = sent(service);
      await getImportTask(INPUT, configOf(service, { credentials: option }));
      assert.equal(sent(service), before + 2);
    }
    assert.equal((await cancelAndWait(INPUT, configOf(service, { credentials }))).outcome, "cancelled");
  });

  test("that have expired are rejected by the service", async () => {
    const service = serviceWith();
    service.misbehave({ name: "ExpiredTokenException", status: 403 });
    await assert.rejects(getImportTask(INPUT, configOf(service, { credentials: temporary(0) })), { name: "ExpiredTokenException", attempts: 1 });
  });

  test("are used after the local clock was put right", async () => {
    // The service and the local clock differ, and then no longer.
    for (const offset of [2 * HOUR, -2 * HOUR]) {
      const { skew, service } = skewedService(offset);
      const client = createClient(configOf(service, { credentials: temporary(Date.now() + Math.max(0, offset) + HOUR) }));
      await client.getImportTask(INPUT);
      assert.equal(sent(service), 2);
      skew.offset = 0;
      await client.getImportTask(INPUT);
      assert.equal(sent(service), 4);
      await client.getImportTask(INPUT);
      assert.equal(sent(service), 5);
    }
  });

  test("are used after one wrong time from a proxy", async () => {
    const { service } = skewedService(0);
    const client = createClient(configOf(service, { maxAttempts: 1, credentials: temporary(Date.now() + HOUR) }));
    service.misbehave({ name: "RequestExpired", status: 403, headers: { date: new Date(Date.now() + 50 * 24 * HOUR).toUTCString() } });
    await assert.rejects(client.getImportTask(INPUT), { name: "RequestExpired" });
    await client.getImportTask(INPUT, { maxAttempts: 2 });
    await client.getImportTask(INPUT);
    assert.equal(sent(service), 4);
  });
});
