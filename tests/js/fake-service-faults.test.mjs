// The faults of the fake service, with `service.fetch` and over HTTP on loopback.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import { createFakeService } from "neptune-import-tasks/testing";

import { DELETE, ID, TASK, TRANSPORTS } from "./fake-service-support.mjs";

const FAULT_RESPONSES = [
  ["html-502", 502, "text/html", /^<html>\r\n<head><title>502 Bad Gateway<\/title>/, null],
  ["empty-body", 200, "application/json", /^$/, null],
  ["truncated-json", 200, "application/json", /^\{"taskId":.*[^}]$/, null],
  ["throttle", 429, "application/json", /^\{"message":".+"\}$/, "ThrottlingException"],
  ["internal", 500, "application/json", /^\{"message":".+"\}$/, "InternalServerException"],
  ["service-unavailable", 503, "application/json", /^$/, null],
  ["expired-token", 403, "application/json", /^\{"message":".+ is expired"\}$/, "ExpiredTokenException"],
  ["access-denied", 403, "application/json", /^\{"message":".+"\}$/, "AccessDeniedException"],
];

for (const [transport, connect] of Object.entries(TRANSPORTS)) {
  describe(transport, () => {
    test("faults apply in the order planned, then operations run again", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      for (const [fault] of FAULT_RESPONSES) service.misbehave(fault);
      for (const [fault, status, type, body, name] of FAULT_RESPONSES) {
        const response = await send(`/importtasks/${ID}`, { method: "DELETE" });
        assert.equal(response.status, status, fault);
        assert.equal(response.headers.get("content-type"), type, fault);
        assert.equal(response.headers.get("x-amzn-errortype"), name, fault);
        const received = await response.text();
        assert.match(received, body, fault);
        if (fault === "truncated-json") assert.throws(() => JSON.parse(received), SyntaxError);
      }
      assert.equal(service.task(ID).status, "IMPORTING", "a fault does not change the task");
      assert.equal((await send(`/importtasks/${ID}`)).status, 200);
    });

    test("a dropped connection rejects with a TypeError, as many times as planned", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      service.misbehave("drop", { times: 2 });
      await assert.rejects(send(`/importtasks/${ID}`), TypeError);
      await assert.rejects(send(`/importtasks/${ID}`), TypeError);
      assert.equal((await send(`/importtasks/${ID}`)).status, 200);
      assert.equal(service.requests.length, 3);
    });

    test("faults as objects: an error, an arbitrary response, a delay before either", async (t) => {
      const service = createFakeService({ tasks: [TASK], now: () => 0 });
      const send = await connect(t, service);
      const read = async () => {
        const response = await send(`/importtasks/${ID}`);
        assert.equal(response.headers.get("access-control-allow-origin"), "*");
        return [response.status, response.headers, await response.text()];
      };
      service.misbehave({ name: "ConflictException", message: "é", reason: "CONCURRENT_MODIFICATION" });
      let [status, headers, body] = await read();
      assert.deepEqual([status, headers.get("x-amzn-errortype")], [409, "ConflictException"]);
      assert.equal(body, '{"message":"é","reason":"CONCURRENT_MODIFICATION"}');

      service.misbehave({ status: 418, headers: { "Content-Type": "text/plain", Date: "x" }, body: new Uint8Array([104, 105]) });
      [status, headers, body] = await read();
      assert.deepEqual([status, headers.get("content-type"), headers.get("date"), body], [418, "text/plain", "x", "hi"]);

      service.misbehave({ status: 204 });
      assert.deepEqual((await read())[2], "");

      const start = performance.now();
      service.misbehave({ delay: 30, fault: { delay: 30, fault: "throttle" } });
      service.misbehave({ delay: 30 });
      assert.equal((await read())[0], 429);
      assert.equal((await read())[0], 200);
      // Timers may fire slightly early.
      assert.ok(performance.now() - start > 80);
    });

    test("faults apply to matching requests, in the order planned", async (t) => {
      const own = { CancelImportTask: ["throttle"], GetImportTask: [{ status: 500 }, { status: 501 }] };
      const tasks = [{ ...TASK, faults: own }, { taskId: "t-other00000", faults: ["html-502", { status: 503 }] }];
      const service = createFakeService({ tasks });
      const send = await connect(t, service);
      const statuses = async (...requests) => {
        const received = [];
        for (const [method, path] of requests) received.push((await send(path, { method })).status);
        return received;
      };
      const [cancel, get, list] = [["DELETE", `/importtasks/${ID}`], ["GET", `/importtasks/${ID}`], ["GET", "/importtasks"]];
      const other = ["GET", "/importtasks/t-other00000"];
      service.misbehave({ status: 590 }, { operation: "ListImportTasks" });
      service.misbehave({ status: 591 }, { taskId: "t-other00000", times: 2 });
      service.misbehave({ status: 592 }, { operation: "CancelImportTask" });
      service.misbehave({ status: 593 });
      assert.deepEqual(await statuses(["OPTIONS", cancel[1]], get, get, cancel), [204, 500, 501, 429]);
      assert.deepEqual(await statuses(list, other, other, other, other), [590, 502, 503, 591, 591]);
      assert.deepEqual(await statuses(cancel, other, cancel, list, ["GET", "/nowhere"]), [592, 593, 200, 200, 404]);
      service.misbehave({ status: 599 }, { times: Infinity });
      assert.deepEqual(await statuses(get, list, ["PUT", "/"]), [599, 599, 599]);
    });

    test("the operation runs if its response is lost or cut off", async (t) => {
      const service = createFakeService({ tasks: [TASK, { taskId: "t-other00000" }], cancellingFor: Infinity });
      const send = await connect(t, service);
      service.misbehave("drop-after");
      await assert.rejects(send(`/importtasks/${ID}`, DELETE), TypeError);
      assert.equal(service.task(ID).status, "CANCELLING");
      service.misbehave("cut-off");
      const response = await send("/importtasks/t-other00000", DELETE);
      assert.equal(response.status, 200);
      const reader = response.body.getReader();
      const { value } = await reader.read();
      assert.match(new TextDecoder().decode(value), /^\{"taskId":"t-other00000"[^}]+$/);
      await assert.rejects(reader.read(), TypeError);
      assert.equal(service.task("t-other00000").status, "CANCELLING");
      service.misbehave("cut-off");
      await assert.rejects((await send("/nowhere")).text(), TypeError);
    });

    test("a request that is aborted during a delay changes nothing", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      const reason = new Error("aborted by the test");
      for (const fault of ["hang", "slow", { delay: 2 ** 31 - 1 }, { delay: 20, fault: "hang" }]) {
        const controller = new AbortController();
        service.misbehave(fault);
        const pending = send(`/importtasks/${ID}`, { method: "DELETE", signal: controller.signal });
        setTimeout(() => controller.abort(reason), 40);
        await assert.rejects(pending, reason);
      }
      assert.equal((await send(`/importtasks/${ID}`, { signal: AbortSignal.timeout(5000) })).status, 200);
      assert.equal(service.task(ID).status, "IMPORTING");
      assert.equal(service.count(ID).CancelImportTask, 4);
    });

    test("`slow` delays the operation by a second", async (t) => {
      const service = createFakeService({ tasks: [TASK] });
      const send = await connect(t, service);
      service.misbehave("slow");
      const start = performance.now();
      const pending = send(`/importtasks/${ID}`, DELETE);
      await delay(500);
      assert.equal(service.task(ID).status, "IMPORTING");
      assert.equal((await pending).status, 200);
      const elapsed = performance.now() - start;
      assert.ok(elapsed > 990 && elapsed < 3000, `${elapsed} ms`);
    });
  });
}
