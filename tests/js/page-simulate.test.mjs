// Tests of the page in use: the client of the package against its fake service, inside of the tab.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { announces, clipboard, isInvalid, page, server, usePage, value } from "./page-session-support.mjs";

const events = () => page.locator("#sim-events li span").allTextContents();
const now = () => page.locator("#sim-now");

describe("the simulation", { timeout: 240_000 }, () => {
  usePage();

  async function start({ script = "is cancelled", name = "cancelAndWait", speed = "20 times faster" } = {}) {
    await page.locator("#simulate").scrollIntoViewIfNeeded();
    await page.locator("#sim-code pre").waitFor();
    await page.selectOption("#sim-function", name);
    await page.selectOption("#sim-script", script);
    await page.selectOption("#sim-speed", speed);
    await page.getByRole("button", { name: "Run" }).click();
  }
  const ends = (part) => now().filter({ hasText: part }).waitFor();

  for (const [script, outcome, expected] of [
    ["is cancelled", "Outcome: cancelled", [/^→ DELETE \/importtasks\/t-0a1b2c3d4e \(CancelImportTask\)$/, /^← 200 CANCELLING$/, /^waits 0\.10 s$/, /^← 200 CANCELLED/, /^✓ cancelled$/]],
    ["finishes first", "Outcome: finished-first", [/^← 200 SUCCEEDED/]],
    ["fails first", "Outcome: failed-first", [/^← 200 FAILED/]],
    ["has ended before", "Outcome: finished-first", [/^← 409 ConflictException$/]],
    ["throttled", "Outcome: cancelled", [/^← 429 ThrottlingException$/, /number 2/]],
    ["lost response", "Outcome: already-cancelled", [/^✕ no response/]],
    ["HTML from a proxy", "Outcome: cancelled", [/^← 502 no JSON$/]],
    ["skewed clock", "Outcome: cancelled", [/^← 403 InvalidSignatureException$/, /^← 200 CANCELLING$/]],
    ["stale reads", "Outcome: cancelled", [/^← 200 INITIALIZING$/]],
    ["gone", "Outcome: gone", [/^← 404 ResourceNotFoundException$/]],
  ]) {
    test(`a task that ${script}`, async () => {
      await start({ script });
      await ends("Outcome");
      assert.ok([outcome, outcome.replace("already-cancelled", "cancelled")].includes(await now().locator(".headline span").last().innerText()));
      const shown = await events();
      for (const line of expected) assert.ok(shown.some((words) => line.test(words)), `${line}: ${shown.join(" | ")}`);
      const history = JSON.parse(await page.locator("#sim-result pre").first().textContent());
      assert.ok(history.length > 0 && history.every(({ operation, times }) => operation && times > 0));
      await announces("Outcome");
      assert.equal(await page.locator("#sim-life .wide .now").count(), script === "gone" ? await page.locator("#sim-life .wide .now").count() : 1);
    });
  }

  test("each function of the client can be tried", async () => {
    for (const [name, script, outcome] of [
      ["cancelAll", "several tasks", "Outcome: 5 tasks ended"], ["listImportTasks", "several tasks", "Outcome: 5 tasks"], ["getImportTask", "is cancelled", "Outcome: one response"],
      ["cancelImportTask", "is cancelled", "Outcome: accepted"], ["watchImportTask", "has ended before", "Outcome: SUCCEEDED"],
    ]) {
      await start({ name, script });
      await ends(outcome);
      await page.waitForTimeout(50);
      assert.ok((await page.textContent("#sim-code pre")).includes(`import { ${name} } from "neptune-import-tasks"`));
    }
  });

  test("shows the program that does the same, which runs", async () => {
    await start({ script: "finishes first" });
    await ends("Outcome");
    await page.getByRole("button", { name: "Copy the program" }).click();
    const program = (await clipboard()).replace('"neptune-import-tasks"', `"${server.url}neptune-import-tasks/index.mjs"`)
      .replace('"neptune-import-tasks/testing"', `"${server.url}neptune-import-tasks/testing.mjs"`).replaceAll("import {", "const {").replaceAll(/ from ("[^"]*")/g, " = await import($1)");
    const outcome = await page.evaluate(`(async () => { ${program}; return outcome; })()`);
    assert.equal(outcome, "finished-first");
  });

  test("can be aborted, edited and run again", async () => {
    await start({ speed: "real time" });
    await page.locator("#sim-events li", { hasText: "← 200 CANCELLING" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Run" }).isDisabled(), true);
    await page.getByRole("button", { name: "Abort" }).click();
    await ends("Outcome: aborted");
    await page.locator("#simulation summary").first().click();
    await page.fill("#sim-source", "{");
    assert.equal(await isInvalid("sim-source"), true);
    assert.match(await page.innerText("#sim-error"), /not JSON with a list of `tasks`/);
    await page.getByRole("button", { name: "Run" }).click();
    assert.match(await page.innerText("#sim-error"), /not JSON/);
    await page.fill("#sim-source", '{"tasks":[{"taskId":"t-1"}]}');
    await page.getByRole("button", { name: "Run" }).click();
    assert.match(await page.innerText("#sim-error"), /taskId/);
    await page.fill("#sim-source", '{"tasks":[{"taskId":"t-abcdefghij","status":"FAILED"}],"pollInterval":10}');
    assert.equal(await isInvalid("sim-source"), false);
    await page.getByRole("button", { name: "Run" }).click();
    await ends("Outcome: failed-first");
    assert.ok((await events())[0].includes("t-abcdefghij"));
    assert.equal(await value("task-id"), "");
  });
});
