// The published file in Chromium, without a bundler: all recorded verdicts, and a call of each function.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { launch } from "./page-in-browser.mjs";

const files = {
  "/": ["text/html", "<!doctype html><title>test</title>"],
  "/index.mjs": ["text/javascript", readFileSync(fileURLToPath(import.meta.resolve("neptune-import-tasks")))],
  "/ids.json": ["application/json", readFileSync(new URL("../fixtures/ids.json", import.meta.url))],
};

/** Runs in the page. */
async function verdicts() {
  const tasks = await import("/index.mjs");
  const { cases } = await (await fetch("/ids.json")).json();
  const current = { revision: "current" };
  const kinds = {
    TaskId: tasks.isTaskId, GraphId: tasks.isGraphId, RoleArnDocumented: (x) => tasks.isRoleArn(x),
    RoleArnModel: (x) => tasks.isRoleArn(x, current),
  };
  const mismatches = [];
  let checked = 0;
  for (const { id, pattern, s, template, valid } of cases) {
    const value = s?.$utf16 ? String.fromCharCode(...s.$utf16)
      : s ?? (template.prefix ?? "") + template.repeat.repeat(template.count) + (template.suffix ?? "");
    if (!(pattern in kinds)) continue;
    checked += 1;
    if (kinds[pattern](value) !== valid) mismatches.push(id);
  }
  const input = Object.assign(document.createElement("input"), { pattern: tasks.patterns.roleArn.html });
  input.value = "arn:aws:iam::123456789012:role/a-b";
  const response = tasks.checkCancelImportTaskResponse({ status: 409, headers: new Headers({ "x-amzn-errortype": "X" }), body: "{}" });
  return {
    mismatches,
    checked,
    htmlPattern: [input.validity.valid, (input.value = "x", input.validity.valid)],
    request: tasks.cancelImportTaskRequest({ taskIdentifier: "t-0123456789" }, { region: "eu-west-1" }).url,
    issue: tasks.checkTaskId("t-0").issue.code,
    lines: tasks.checkLines("graphId", new TextEncoder().encode("g-0123456789\nx")).valid,
    error: [response.error.name, response.error instanceof tasks.ServiceError, response.error.constructor.name],
  };
}

test("the package in Chromium", { timeout: 60_000 }, async () => {
  const server = createServer(({ url }, response) => {
    const [type, body] = files[url] ?? [];
    response.writeHead(type ? 200 : 404, { "content-type": `${type ?? "text/plain"}; charset=utf-8` }).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    assert.deepEqual(await page.evaluate(verdicts), {
      mismatches: [],
      checked: 1682,
      htmlPattern: [true, false],
      request: "https://neptune-graph.eu-west-1.amazonaws.com/importtasks/t-0123456789",
      issue: "too_short",
      lines: 1,
      error: ["X", true, "ServiceError"],
    });
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
});
