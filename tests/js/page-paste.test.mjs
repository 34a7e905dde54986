// Tests of the page in use: what is pasted is distributed to the fields, can be undone, and is never more than plain text. What is recognised has
// tests of its own: page-recognise.test.mjs.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { announces, ARN, example, focused, GRAPH, ID, isInvalid, page, paste, reopen, shows, text, usePage, value } from "./page-session-support.mjs";

const UPPER = "T-0123456789";

describe("pasting into the page", { timeout: 240_000 }, () => {
  usePage();

  test("says below the box what it is, what is wrong, and what to do next; and says it aloud", async () => {
    await paste("paste", `2026-01-31 ERROR task ${UPPER} in us-east-1`);
    assert.match(await text("paste-verdict"), /^✕\nInvalid task ID\s+T\s+\^\s+-0123456789\s+Expected t- at character 1, found T\. It is valid in lower case\.\s+Use t-0123456789$/);
    await announces("Invalid task ID. Expected `t-` at character 1, found `T`. It is valid in lower case.");
    assert.match(await text("taken"), /task ID T-0123456789 → Check\s+region us-east-1 → Request/i);
    await page.locator("#paste-verdict").getByRole("button", { name: "Use" }).click();
    assert.deepEqual([await value("task-id"), await value("region")], [ID, "us-east-1"]);
    await page.fill("#paste", "");
    await paste("paste", `aws neptune-graph cancel-import-task --task-identifier ${ID}`);
    assert.match(await text("paste-verdict"), /Valid task ID/);
    await page.fill("#region", "");
    assert.match(await text("paste-verdict"), /Next: choose a region to build the request/);
  });

  test("says so if nothing is recognised, and changes nothing", async () => {
    await page.fill("#region", "eu-west-1");
    await paste("paste", 'You can also configure your region by running "aws configure"');
    assert.match(await text("paste-verdict"), /No ID, ARN, region or response is recognised in it\. Nothing was changed\./);
    await announces("No ID, ARN, region or response");
    assert.equal(await value("region"), "eu-west-1");
    assert.equal(await page.isVisible("#taken"), false);
  });

  test("one click undoes a paste, and so does Ctrl+Z, in the box and outside", async () => {
    await page.fill("#role-arn", "before");
    await page.fill("#region", "eu-west-3");
    const fields = async () => [await value("paste"), await value("task-id"), await value("role-arn"), await value("region")];
    const pasted = `x ${ID} ${ARN} us-east-1`;
    for (const undo of [
      () => page.locator("#taken").getByRole("button", { name: "Undo" }).click(),
      () => page.keyboard.press("Control+Z"),
      async () => {
        await page.focus("#copy-link");
        await page.keyboard.press("Control+Z");
      },
    ]) {
      await paste("paste", pasted);
      assert.deepEqual(await fields(), [pasted, ID, ARN, "us-east-1"]);
      await undo();
      assert.deepEqual(await fields(), ["", "", "before", "eu-west-3"]);
      assert.equal(await page.isVisible("#taken"), false);
      await announces("The paste is undone.");
    }
    await paste("paste", pasted);
    await page.fill("#graph-id", GRAPH);
    assert.equal(await page.locator("#taken button").count(), 0, "somebody has typed since");
  });

  test("follows what is typed into the box", async () => {
    await page.focus("#paste");
    await page.keyboard.type("t-0123456789");
    assert.equal(await value("task-id"), ID);
    assert.match(await text("paste-verdict"), /Valid task ID/);
    await page.keyboard.press("Backspace");
    await page.keyboard.type("X");
    assert.equal(await value("task-id"), "t-012345678X");
    await page.waitForTimeout(400);
    assert.match(await text("paste-verdict"), /Invalid task ID/);
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    assert.equal(await value("task-id"), "");
  });

  test("a new region clears endpoint, FIPS and dual-stack of the paste before, and says so", async () => {
    await paste("paste", `https://neptune-graph-fips.ca-central-1.api.aws/importtasks/${ID}`);
    assert.deepEqual([await value("region"), await page.isChecked("#fips"), await page.isChecked("#dual-stack")], ["ca-central-1", true, true]);
    await page.keyboard.press("Control+A");
    await paste("paste", "--region us-east-1 --task-identifier t-abcdefghij");
    assert.deepEqual([await value("region"), await page.isChecked("#fips"), await page.isChecked("#dual-stack")], ["us-east-1", false, false]);
    assert.match(await text("taken"), /Cleared, because it belonged to the region before: FIPS, dual-stack\./);
    await page.keyboard.press("Control+A");
    await paste("paste", "http://localhost:8182/importtasks/t-abcdefghij");
    assert.equal(await value("endpoint"), "http://localhost:8182");
    await page.keyboard.press("Control+A");
    await paste("paste", "AWS_REGION=eu-west-1");
    assert.deepEqual([await value("region"), await value("endpoint")], ["eu-west-1", ""]);
    assert.match(await text("taken"), /Cleared.*: endpoint\./);
    await page.fill("#endpoint", "http://localhost:1");
    await page.fill("#paste", "");
    await paste("paste", "AWS_REGION=eu-west-2");
    assert.equal(await value("endpoint"), "http://localhost:1", "somebody has typed it");
  });

  test("keeps the values of the paste before that the next one says nothing about", async () => {
    await paste("paste", `aws neptune-graph cancel-import-task --task-identifier ${ID} --region us-east-1`);
    await page.keyboard.press("Control+A");
    await paste("paste", "An error occurred (ConflictException) when calling the CancelImportTask operation: no");
    assert.deepEqual([await value("task-id"), await value("region")], [ID, "us-east-1"]);
    await shows("paste", "ConflictException");
  });

  test("shows what was left alone, and no secret", async () => {
    await paste("paste", `${ID} by arn:aws:sts::123456789012:assumed-role/Admin/me\nAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY`);
    assert.match(await text("taken"), /Left alone: arn:aws:sts::123456789012:assumed-role\/Admin\/me, the caller's, not the task's\./);
    assert.match(await text("taken"), /Left alone: a key: enter it under/);
    assert.equal((await page.evaluate(() => document.body.innerText)).includes("wJalr"), false);
  });

  test("takes a command or a response that is pasted into another field, and leaves plain values there", async () => {
    for (const plain of [ID, "t-01", "hello", "x".repeat(100)]) {
      await page.fill("#task-id", "");
      await paste("task-id", plain);
      assert.equal(await value("task-id"), plain);
      assert.equal(await value("paste"), "");
    }
    await page.fill("#task-id", "t-");
    await paste("task-id", "0123456789");
    assert.equal(await value("task-id"), ID);
    await paste("graph-id", `arn:aws:neptune-graph:eu-west-1:123456789012:graph/${GRAPH}`);
    assert.deepEqual([await value("graph-id"), await value("region")], [GRAPH, "eu-west-1"]);
    for (const id of ["status", "headers", "body"]) {
      await reopen();
      await paste(id, 'HTTP/2 409 \r\nx-amzn-errortype: ConflictException\r\n\r\n{"message":"no"}');
      assert.deepEqual([await value("status"), await value("headers"), await value("body")], ["409", "x-amzn-errortype: ConflictException", '{"message":"no"}']);
    }
    await page.fill("#status", "HTTP/2 409");
    await page.locator("#status").blur();
    await shows("response", "ConflictException, status 409");
  });

  test("takes a file that is dropped", async () => {
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(["taskId\nt-0123456789\nT-0123456789\n"], "tasks.csv", { type: "text/csv" }));
      document.getElementById("paste").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await shows("paste", "2 task IDs: 1 valid, 1 invalid");
    assert.equal(await value("lines"), "taskId\nt-0123456789\nT-0123456789\n");
  });

  test("an example scrolls to its verdict, and fills in what it needs", async () => {
    await page.setViewportSize({ width: 390, height: 700 });
    const kinds = {};
    for (const button of await page.locator("#examples button").all()) {
      const name = await button.innerText();
      await button.click();
      await page.locator("#paste-verdict:not(:has-text('Reading')):not(:has-text('values.'))").waitFor();
      await page.waitForTimeout(500);
      kinds[name] = await page.getAttribute("#paste-verdict", "data-kind");
      const { top, bottom } = await page.locator("#paste-verdict .headline").first().evaluate((node) => node.getBoundingClientRect());
      assert.ok(top >= 0 && bottom <= 700, `${name}: ${top} to ${bottom}`);
    }
    assert.deepEqual(kinds, {
      "Valid ID": "good", "Nine characters": "invalid", "Upper case": "invalid", "Log line": "invalid", "EC2 ID": "invalid", "13-digit account": "invalid",
      "Nested role path": "invalid", "Empty role name": "good", Command: "good", 200: "good", 409: "invalid", 403: "invalid", Clock: "invalid", Signature: "invalid",
      "HTML 502": "invalid", List: "invalid",
    });
    await reopen();
    await example("Signature");
    await page.locator("#mismatch").waitFor();
    assert.match(await page.innerText("#mismatch"), /The path was changed between signing and AWS\./);
    assert.equal(await isInvalid("paste"), false);
    assert.equal(await focused(), "");
  });

  test("shows hostile and huge pastes as plain text", async () => {
    const markup = `<img src=x onerror="globalThis.isHacked = true"><script>isHacked = true</script>`;
    const megabyte = "x".repeat(1 << 20);
    for (const pasted of [markup, `${ID}${markup}`, "\u202Et-0123456789\u202C", "t-\0\u0007\u001B[31m", megabyte, `{"taskId":"${markup}"}`, `taskId: "${markup}"`]) {
      for (const id of ["paste", "task-id", "graph-id", "role-arn"]) {
        await page.fill(`#${id}`, "");
        await page.evaluate(([target, copied]) => {
          const data = new DataTransfer();
          data.setData("text/plain", copied);
          const input = document.getElementById(target);
          const isDefault = input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
          if (isDefault) {
            input.value = copied;
            input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
          }
        }, [id, pasted]);
      }
    }
    await page.fill("#body", megabyte);
    await page.fill("#status", "200");
    await page.locator("#status").blur();
    await shows("response", "cannot be read");
    assert.match(await page.locator("#response-verdict dl").textContent(), /not_json/);
    assert.equal(await page.locator("img, main script").count(), 0);
    assert.equal(await page.evaluate(() => "isHacked" in globalThis), false);
    await page.fill("#task-id", ID);
    assert.match(await text("task-id-verdict"), /Valid/);
  });
});
