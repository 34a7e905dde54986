// What is unusual about requests and responses appears on results and errors.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { cancelAll, cancelAndWait } from "neptune-import-tasks";

import { collect, configOf, FUNCTIONS, INPUT, KEY, REGION, rejection, serviceWith } from "./client-support.mjs";

/** A task that ends soon. */
const shortTask = { life: [["IMPORTING", 300], ["SUCCEEDED"]] };

const UNUSUAL = [
  ["a region that is not known", { region: "us-esat-1" }, "region"],
  ["white space around a secret", { credentials: { ...KEY, secretAccessKey: `${KEY.secretAccessKey} ` } }, "secret access key"],
  ["a temporary key without a token", { credentials: { ...KEY, accessKeyId: "ASIAIOSFODNN7EXAMPLE" } }, "session token"],
  ["white space in what a provider returns", { credentials: async () => ({ ...KEY, secretAccessKey: `${KEY.secretAccessKey} ` }) }, "secret access key"],
];

for (const [name, options, subject] of UNUSUAL) {
  describe(name, () => {
    for (const [name, send] of Object.entries(FUNCTIONS)) {
      test(`is a warning on results and errors of ${name}`, async () => {
        const result = await send(INPUT, configOf(serviceWith(shortTask), options));
        assert.deepEqual(result.warnings.map((issue) => issue.subject), [subject]);
        const service = serviceWith();
        service.misbehave({ name: "AccessDeniedException", status: 403 }, { times: Infinity });
        const error = await rejection(send(INPUT, configOf(service, options)));
        assert.deepEqual([error.name, error.warnings.map((issue) => issue.subject)], ["AccessDeniedException", [subject]]);
      });
    }
  });
}

test("the warnings of a response, and each once", async () => {
  const service = serviceWith({ afterCancel: [["PONDERING", 60], ["CANCELLED"]] }, { undocumentedStatuses: ["PONDERING"] });
  const progress = [];
  const { warnings } = await cancelAndWait(INPUT, configOf(service, { region: "us-esat-1", onProgress: (event) => progress.push(event.warnings.length) }));
  assert.deepEqual(warnings.map(({ subject }) => subject), ["region", "task"]);
  assert.ok(progress.length > 2 && progress.every((length) => length >= 1));
});

test("nothing unusual is no member", async () => {
  for (const send of Object.values(FUNCTIONS)) assert.ok(!("warnings" in await send(INPUT, configOf(serviceWith(shortTask)))));
  const service = serviceWith();
  service.misbehave({ name: "AccessDeniedException", status: 403 }, { times: Infinity });
  assert.ok(!("warnings" in await rejection(cancelAndWait(INPUT, configOf(service)))));
});

test("a NetworkError names the host, and the region that was probably meant", async () => {
  const fetch = async () => {
    throw Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }) });
  };
  const options = { fetch, maxAttempts: 1 };
  const { message } = await rejection(cancelAndWait(INPUT, { ...options, region: "us-esat-1" }));
  assert.match(message, /^no response to CancelImportTask from neptune-graph\.us-esat-1\.amazonaws\.com: fetch failed, ENOTFOUND; .*`us-esat-1`.*us-east-1/);
  const other = await rejection(cancelAndWait(INPUT, { ...options, region: REGION }));
  assert.equal(other.message, "no response to CancelImportTask from neptune-graph.us-east-1.amazonaws.com: fetch failed, ENOTFOUND");
  const spaces = { ...KEY, secretAccessKey: `${KEY.secretAccessKey} ` };
  assert.equal((await rejection(cancelAndWait(INPUT, { ...options, region: REGION, credentials: spaces }))).message, other.message, "the key is no reason");
  const [{ error }] = await collect(cancelAll([INPUT.taskIdentifier], { ...options, region: "us-esat-1" }));
  assert.equal(error.message, message);
});
