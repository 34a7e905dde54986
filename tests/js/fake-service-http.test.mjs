// The HTTP server of the fake service, and the command that starts it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request as httpRequest } from "node:http";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { createFakeService } from "neptune-import-tasks/testing";

import { ENTRY, ID, TASK } from "./fake-service-support.mjs";

describe("HTTP", () => {
  test("request targets that a URL parser would normalize get a response", async (t) => {
    const server = await createFakeService({ tasks: [TASK] }).listen();
    t.after(() => server.close());
    const targets = {
      "/importtasks/..": 400,
      "/importtasks/.": 400,
      [`/a/../importtasks/${ID}`]: 404,
      "*": 404,
    };
    for (const [path, status] of Object.entries(targets)) {
      const request = httpRequest(server.url, { method: "DELETE", path }).end();
      const [response] = await once(request, "response");
      response.resume();
      assert.equal(response.statusCode, status, path);
    }
  });

  test("close() closes the connection of a request that is still being sent", { timeout: 5000 }, async () => {
    const server = await createFakeService({ tasks: [TASK] }).listen();
    // After the interim response, the server has received the headers, so that close() is not too early.
    const headers = { "content-length": "10", expect: "100-continue" };
    const request = httpRequest(`${server.url}/importtasks/${ID}`, { method: "DELETE", headers });
    request.flushHeaders();
    await once(request, "continue");
    await Promise.all([assert.rejects(once(request, "response")), server.close()]);
  });

  test("close() ends hanging and delayed requests, and leaves no timers", { timeout: 10_000 }, async () => {
    const program = `
      import { createFakeService } from ${JSON.stringify(ENTRY)};
      const service = createFakeService({ tasks: [{ taskId: "${ID}" }] });
      const server = await service.listen();
      service.misbehave("hang", { times: 20 });
      service.misbehave({ delay: 3_600_000 }, { times: 20 });
      const pending = Array.from({ length: 40 }, () => fetch(server.url + "/importtasks/${ID}", { method: "DELETE" }));
      while (service.requests.length < 40) await new Promise((resolve) => setTimeout(resolve, 5));
      await server.close();
      const outcomes = await Promise.allSettled(pending);
      console.log(outcomes.every(({ reason }) => reason instanceof TypeError), service.task("${ID}").status);
    `;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    assert.equal((await child.stdout.setEncoding("utf8").toArray()).join(""), "true IMPORTING\n");
    assert.deepEqual(await exited, [0, null]);
  });

  test("connections are reused, and 200 concurrent clients need constant memory", { timeout: 60_000 }, async (t) => {
    const service = createFakeService({ tasks: [TASK] });
    const server = await service.listen();
    t.after(() => server.close());
    const agent = new Agent({ keepAlive: true, maxSockets: 200 });
    t.after(() => agent.destroy());
    const sockets = new Set();
    const read = async () => {
      const request = httpRequest(`${server.url}/importtasks/${ID}`, { agent }).end();
      const [response] = await once(request, "response");
      sockets.add(request.socket);
      response.resume();
      await once(response, "end");
      return response.statusCode;
    };
    const round = () => Promise.all(Array.from({ length: 200 }, async () => {
      for (let i = 0; i < 25; i += 1) assert.equal(await read(), 200);
    }));
    await round();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 3; i += 1) await round();
    assert.ok(process.memoryUsage().heapUsed - before < 100e6);
    assert.equal(service.count(ID).GetImportTask, 20_000);
    assert.ok(sockets.size <= 400, `${sockets.size} sockets`);
  });

  test("close() may be called twice, and a port in use is rejected", async () => {
    const service = createFakeService();
    const server = await service.listen();
    await assert.rejects(service.listen({ port: Number(new URL(server.url).port) }), { code: "EADDRINUSE" });
    await (await fetch(server.url)).text();
    await server.close();
    await server.close();
    await assert.rejects(fetch(server.url), TypeError);
  });
});

describe("serve.mjs", () => {
  const command = fileURLToPath(new URL("../../js/testing/serve.mjs", import.meta.url));

  for (const signal of ["SIGINT", "SIGTERM"]) {
    test(`prints its URL and ids, accepts unsigned requests, and stops on ${signal}`, async (t) => {
      const child = spawn(process.execPath, [command, "--unsigned"], { stdio: ["ignore", "pipe", "inherit"] });
      t.after(() => child.kill("SIGKILL"));
      const exited = once(child, "exit");
      let output = "";
      for await (const chunk of child.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
        output += chunk;
        if (output.split("\n").length > 4) break;
      }
      const [url, ...ids] = output.trim().split("\n");
      assert.deepEqual(ids, ["t-0123456789 IMPORTING", "t-finished00 SUCCEEDED", "t-cancelled0 CANCELLED"]);
      const response = await fetch(`${url}/importtasks/${ID}`, { method: "DELETE" });
      assert.equal((await response.json()).status, "CANCELLING");
      child.kill(signal);
      assert.deepEqual(await exited, [0, null]);
    });
  }

  for (const args of [["--port", "x"], ["--nonsense"]]) {
    test(`rejects ${args.join(" ")} with a message of one line`, async () => {
      const child = spawn(process.execPath, [command, ...args], { stdio: ["ignore", "ignore", "pipe"] });
      const exited = once(child, "exit");
      const lines = (await child.stderr.setEncoding("utf8").toArray()).join("").trim().split("\n");
      assert.equal(lines.length, 1);
      assert.deepEqual(await exited, [1, null]);
    });
  }
});
