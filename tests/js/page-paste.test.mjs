// Tests of the page in use: what is pasted is distributed to the fields, and is never more than plain text.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { announces, ARN, context, focused, GRAPH, ID, open, page, paste, text, usePage, value } from "./page-session-support.mjs";

describe("using the page", { timeout: 240_000 }, () => {
  usePage();

  test("distributes pasted values to their fields, and shows which it took", async () => {
    const answer = `{\n  "taskId": "${ID}",\n  "graphId": "${GRAPH}",\n  "roleArn": "${ARN}",\n  "source": "s3://b/",\n  "status": "CANCELLING"\n}`;
    for (const [pasted, fields] of [
      [ARN, { "role-arn": ARN }],
      [` ${ID}\n`, { "task-id": ID }],
      [GRAPH, { "graph-id": GRAPH }],
      [`arn:aws:neptune-graph:eu-west-1:123456789012:graph/${GRAPH}`, { "graph-id": GRAPH, region: "eu-west-1" }],
      [`https://us-west-2.console.aws.amazon.com/neptune/home?region=us-west-2#import-tasks/${ID}?graph=${GRAPH}`,
        { "task-id": ID, "graph-id": GRAPH, region: "us-west-2" }],
      [`aws neptune-graph cancel-import-task --task-identifier ${ID} --region us-east-2 --endpoint-url https://vpce.example.com/x`,
        { "task-id": ID, region: "us-east-2", endpoint: "https://vpce.example.com/x" }],
      [`https://neptune-graph-fips.ca-central-1.api.aws/importtasks/${ID}`, { "task-id": ID, region: "ca-central-1" }],
      [answer, { "task-id": ID, "graph-id": GRAPH, "role-arn": ARN, status: "200", body: answer }],
      ["arn:aws:iam::123456789012:role/a,b", { "role-arn": "arn:aws:iam::123456789012:role/a,b" }],
      ["arn:aws:iam::1234567890123:role/Admin", { "role-arn": "arn:aws:iam::1234567890123:role/Admin" }],
      ["aws neptune-graph cancel-import-task --task-identifier t-0A1B2C3D4E --region us-est-1", { "task-id": "t-0A1B2C3D4E", region: "us-est-1" }],
      [`aws neptune-graph get-import-task --task-identifier '${ID}' --source s3://b/t-aaaaaaaaaa/x`, { "task-id": ID }],
      ["http://localhost:8182/base/importtasks/t-abcdefghij", { "task-id": "t-abcdefghij", endpoint: "http://localhost:8182/base" }],
      [`https://x.example/#taskId%3D${ID}%3BgraphId%3D${GRAPH}`, { "task-id": ID, "graph-id": GRAPH }],
      ["An error occurred (ConflictException) when calling the CancelImportTask operation: It has succeeded.",
        { headers: "x-amzn-errortype: ConflictException", body: '{\n  "message": "It has succeeded."\n}' }],
      ["* Connected\n> DELETE / HTTP/2\n< HTTP/1.1 100 Continue\n<\n< HTTP/2 403\n< a: b\n<\n{}", { status: "403", headers: "a: b", body: "{}" }],
      ['{"message":"no such task","code":"x"}', { status: "", body: '{"message":"no such task","code":"x"}' }],
      [`HTTP/1.1 409 Conflict\r\nx-amzn-errortype: ConflictException\r\n\r\n{"message":"no"}`,
        { status: "409", headers: "x-amzn-errortype: ConflictException", body: '{"message":"no"}' }],
      ["<html><h1>502 Bad Gateway</h1></html>", { status: "", body: "<html><h1>502 Bad Gateway</h1></html>" }],
    ]) {
      await page.evaluate(() => { history.replaceState(null, "", "/"); sessionStorage.clear(); });
      await context.close();
      await open();
      await paste("task-id", pasted);
      for (const [id, expected] of Object.entries(fields)) assert.equal(await value(id), expected, `${pasted}: ${id}`);
      assert.match(await text("taken"), /^Took the [^.]+ from what was pasted\./, pasted);
      if (pasted.includes("-fips.")) assert.deepEqual([await page.isChecked("#fips"), await page.isChecked("#dual-stack")], [true, true]);
      if (!("task-id" in fields)) assert.equal(await value("task-id"), "", pasted);
      await announces("Took the");
    }
  });

  test("does not move a value that is pasted into its field, or an unknown one", async () => {
    for (const pasted of [ID, "t-01", "hello", "x".repeat(100)]) {
      await page.fill("#task-id", "");
      await paste("task-id", pasted);
      assert.equal(await value("task-id"), pasted);
      assert.equal(await page.isVisible("#taken"), false);
    }
    await page.fill("#task-id", "t-");
    await paste("task-id", "0123456789");
    assert.equal(await value("task-id"), ID);
  });

  test("restores a paste unchanged", async () => {
    await page.fill("#role-arn", "before");
    await page.fill("#region", "eu-west-3");
    await paste("task-id", `x ${ID} ${ARN} us-east-1`);
    assert.deepEqual([await value("task-id"), await value("role-arn"), await value("region")], [ID, ARN, "us-east-1"]);
    await page.getByRole("button", { name: "Paste it as it was" }).click();
    assert.deepEqual([await value("task-id"), await value("role-arn"), await value("region")],
      [`x ${ID} ${ARN} us-east-1`, "before", "eu-west-3"]);
    assert.equal(await focused(), "task-id");
  });

  test("distributes a response that is pasted into any field of the third panel", async () => {
    for (const id of ["status", "headers", "body"]) {
      await paste(id, 'HTTP/2 409 \r\nx-amzn-errortype: ConflictException\r\n\r\n{"message":"no"}');
      assert.deepEqual([await value("status"), await value("headers"), await value("body")],
        ["409", "x-amzn-errortype: ConflictException", '{"message":"no"}']);
      await page.fill("#status", "");
    }
    await page.fill("#status", "HTTP/2 409");
    await page.locator("#status").blur();
    assert.match(await text("answer-verdict"), /ConflictException, status 409/);
  });

  test("shows hostile and huge pastes as plain text", async () => {
    const markup = `<img src=x onerror="globalThis.isHacked = true"><script>isHacked = true</script>`;
    const megabyte = "x".repeat(1 << 20);
    for (const pasted of [markup, `${ID}${markup}`, "\u202Et-0123456789\u202C", "t-\0\u0007\u001B[31m", megabyte, `{"taskId":"${markup}"}`]) {
      for (const id of ["task-id", "graph-id", "role-arn"]) {
        await page.fill(`#${id}`, "");
        await page.evaluate(([target, copied]) => {
          const data = new DataTransfer();
          data.setData("text/plain", copied);
          const input = document.getElementById(target);
          const isDefault = input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
          if (isDefault) {
            input.value = copied;
            input.dispatchEvent(new Event("input", { bubbles: true }));
          }
        }, [id, pasted]);
      }
    }
    await page.evaluate((lines) => {
      const input = document.getElementById("lines");
      input.value = lines;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }, `${"bad line\n".repeat(120_000)}${ID}`);
    await page.fill("#graph-id", GRAPH);
    assert.match(await text("graph-id-verdict"), /Valid/, "while lines are checked");
    await page.locator("#lines-verdict", { hasText: "120001 lines, 1 valid, 120000 refused" }).waitFor();
    await page.fill("#body", megabyte);
    await page.fill("#status", "200");
    await page.locator("#status").blur();
    assert.match(await text("answer-verdict"), /not_json/);
    assert.equal(await page.locator("img, main script").count(), 0);
    assert.equal(await page.evaluate(() => "isHacked" in globalThis), false);
    await page.fill("#task-id", ID);
    assert.match(await text("task-id-verdict"), /Valid/);
  });
});
