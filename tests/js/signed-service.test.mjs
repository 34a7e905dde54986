// The fake service with a signature check: its other behaviour, its option `credentials`, and the command that starts it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { createFakeService } from "neptune-import-tasks/testing";

import { HOST, ID, KEY, MISSING, NOW, PATH, read, send, serviceWith, sign, UNRECOGNIZED } from "./signed-service-support.mjs";

describe("the service", () => {
  test("preflights and faults need no signature", async () => {
    const service = serviceWith();
    service.misbehave("throttle");
    const preflight = await service.fetch(`http://${HOST}${PATH}`, { method: "OPTIONS" });
    assert.equal(preflight.status, 204);
    assert.equal((await send(service, {})).status, 429);
    assert.equal((await send(service, {})).status, 403);
  });

  test("without cors, OPTIONS is not allowed", async () => {
    const service = serviceWith({ cors: false });
    assert.equal((await send(service, {}, { method: "OPTIONS" })).status, 405);
  });

  test("the signature is checked before the operation", async () => {
    for (const [path, method] of [["/nowhere", "DELETE"], ["/importtasks/t-unknown000", "GET"], [PATH, "PUT"]]) {
      const { status, name } = await send(serviceWith(), {}, { path, method });
      assert.deepEqual([status, name], [403, MISSING]);
    }
  });

  test("pages can read rejections", async () => {
    const { headers } = await serviceWith().fetch(`http://${HOST}${PATH}`);
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.match(headers.get("access-control-expose-headers"), /x-amzn-errortype/);
  });

  test("with a lost response, the operation runs only if the request is signed", async () => {
    const service = serviceWith();
    service.misbehave("drop-after", { times: 2 });
    await assert.rejects(send(service, {}), TypeError);
    assert.equal(service.task(ID).status, "IMPORTING");
    await assert.rejects(send(service, sign()), TypeError);
    assert.equal(service.task(ID).status, "CANCELLING");
  });

  test("a single key needs no array, and an empty token counts as absent", async () => {
    const service = serviceWith({ credentials: { ...KEY, sessionToken: "", expiration: NOW + 1 } });
    assert.equal((await send(service, sign())).status, 200);
    const expired = serviceWith({ credentials: { ...KEY, expiration: NOW } });
    assert.equal((await send(expired, sign())).name, "ExpiredTokenException");
  });

  test("signatures are checked if WebCrypto is not a global, as in Node 18", async (t) => {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, "crypto");
    t.after(() => Object.defineProperty(globalThis, "crypto", descriptor));
    for (const crypto of [undefined, {}]) {
      Object.defineProperty(globalThis, "crypto", { value: crypto, configurable: true });
      assert.equal((await send(serviceWith(), sign())).status, 200);
    }
  });

  test("invalid credentials throw, and the messages contain no secrets", () => {
    const invalid = [
      ["wJalr", "the option `credentials` is a string: expected an object with accessKeyId and secretAccessKey"],
      [[() => KEY], "the option `credentials[0]` is a function: expected an object with accessKeyId and secretAccessKey"],
      [{ accessKeyId: "a" }, "`secretAccessKey` of the option `credentials` is missing: expected a string"],
      [{ ...KEY, accessKeyId: 5 }, "`accessKeyId` of the option `credentials` is a number: expected a string"],
      [[KEY, { ...KEY, sessionToken: null }], "`sessionToken` of the option `credentials[1]` is null: expected a string"],
      [{ ...KEY, expiration: "2030-01-01" },
        "`expiration` of the option `credentials` is a string: expected a valid Date, or milliseconds since 1970"],
      [{ ...KEY, expiration: new Date(NaN) },
        "`expiration` of the option `credentials` is an object: expected a valid Date, or milliseconds since 1970"],
    ];
    for (const [credentials, message] of invalid) {
      assert.throws(() => createFakeService({ credentials }), { name: "TypeError", message });
    }
    assert.throws(() => createFakeService({ region: 5 }), { message: "the option `region` is 5: expected a string" });
  });

  test("keys may be added later", async () => {
    const credentials = [];
    const service = serviceWith({ credentials });
    assert.equal((await send(service, sign())).name, UNRECOGNIZED);
    credentials.push(KEY);
    assert.equal((await send(service, sign())).status, 200);
  });
});

describe("serve.mjs", () => {
  const command = fileURLToPath(new URL("../../js/testing/serve.mjs", import.meta.url));

  // Run in a shell in which a session token is still set.
  const CANCEL = `
    import { CancelImportTaskCommand, NeptuneGraphClient } from "@aws-sdk/client-neptune-graph";
    const client = new NeptuneGraphClient({ region: "eu-west-1", maxAttempts: 1 });
    const { status } = await client.send(new CancelImportTaskCommand({ taskIdentifier: "${ID}" }));
    console.log(status);
  `;

  test("prints shell commands that set a key, and checks signatures", { timeout: 30_000 }, async (t) => {
    const child = spawn(process.execPath, [command], { stdio: ["ignore", "pipe", "inherit"] });
    t.after(() => child.kill("SIGKILL"));
    let output = "";
    for await (const chunk of child.stdout.setEncoding("utf8").iterator({ destroyOnReturn: false })) {
      output += chunk;
      if (output.split("\n").length > 8) break;
    }
    const [url, ...lines] = output.trim().split("\n");
    assert.deepEqual(lines, [
      `${ID} IMPORTING`,
      "t-finished00 SUCCEEDED",
      "t-cancelled0 CANCELLED",
      `export AWS_ACCESS_KEY_ID=${KEY.accessKeyId}`,
      `export AWS_SECRET_ACCESS_KEY=${KEY.secretAccessKey}`,
      "unset AWS_SESSION_TOKEN",
      "export AWS_REGION=us-east-1",
      `export AWS_ENDPOINT_URL_NEPTUNE_GRAPH=${url}`,
    ]);
    const unsigned = await read(await fetch(url + PATH, { method: "DELETE" }));
    assert.deepEqual([unsigned.status, unsigned.name], [403, MISSING]);

    const script = `${lines.slice(3).join("\n")}\nexec "$0" --input-type=module --eval "$1"`;
    const shell = spawn("sh", ["-c", script, process.execPath, CANCEL], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { ...process.env, AWS_SESSION_TOKEN: "stale", NODE_NO_WARNINGS: "1" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    assert.equal((await shell.stdout.setEncoding("utf8").toArray()).join(""), "CANCELLING\n");
  });
});
