// Tests of the page in use: responses by what they are, what to do next, rejected signatures, and the life of a task.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { explainRequest, explainSignatureMismatch } from "../../dist/index.mjs";
import {
  announces, ARN, clipboard, DATE, example, ID, isInvalid, KEYS, page, paste, reopen, SECRET, shows, text, TOKEN, usePage, value,
} from "./page-session-support.mjs";

const REQUEST_ID = "0a1b2c3d-0000-4000-8000-0123456789ab";
const task = (status, more = {}) => ({ taskId: ID, source: "s3://bucket/", roleArn: ARN, status, ...more });
const details = async () => Object.fromEntries(await page.locator("#response-verdict details dl").first().evaluate((list) =>
  [...list.querySelectorAll("dt")].map((dt) => [dt.textContent, dt.nextElementSibling.textContent])));
const pasteError = (name, message, operation = "CancelImportTask") => paste("paste", `An error occurred (${name}) when calling the ${operation} operation: ${message}`);
async function fillResponse({ status, headers = "", body }) {
  await page.fill("#status", status);
  await page.fill("#headers", headers);
  await page.fill("#body", body);
  await page.locator("#body").blur();
}

describe("the response", { timeout: 240_000 }, () => {
  usePage();

  test("tells the responses of the operations apart; only CANCELLING is a cancellation that has started", async () => {
    for (const [body, title, sentence] of [
      [task("CANCELLING"), "Cancellation started", "not cancelled yet"],
      [task("FAILED", { statusReason: "The role cannot read it." }), "The import has failed", "The role cannot read it."],
      [task("IMPORTING", { importTaskDetails: { progressPercentage: 42, errorCount: 3 } }), "The task is running", "42 % is done"],
      [task("CANCELLED"), "The task is cancelled", "Everything has stopped"],
      [task("SUCCEEDED"), "The import has succeeded", "no longer be cancelled"],
      [task("ROLLING_BACK"), "The import is rolled back", "removed again"],
      [task("PAUSING"), "The status is PAUSING", "PAUSING is not a known"],
      [{ tasks: [task("FAILED"), task("IMPORTING"), task("FAILED")], nextToken: "x" }, "3 tasks", "2 FAILED, 1 IMPORTING. There are more"],
      [{ tasks: [] }, "0 tasks", "The list is empty"],
    ]) {
      await reopen();
      await paste("paste", JSON.stringify(body));
      await shows("response", title);
      const shown = await text("response-verdict");
      assert.ok(shown.includes(sentence), shown);
      assert.match(await text("paste-verdict"), new RegExp(title));
      assert.equal(shown.includes("Cancellation started"), body.status === "CANCELLING");
      await announces(title);
    }
    await page.selectOption("#operation", "CancelImportTask");
    await shows("response", "cannot be read");
  });

  test("parses a successful response, with its warnings", async () => {
    const output = task("PAUSING");
    await fillResponse({ status: "200", headers: `HTTP/1.1 200 OK\nx-amzn-RequestId: ${REQUEST_ID}`, body: JSON.stringify(output) });
    await shows("response", "PAUSING is not a known status");
    assert.deepEqual(JSON.parse(await page.locator("#response-verdict pre").textContent()), { ...output, $metadata: { httpStatusCode: 200, requestId: REQUEST_ID } });
  });

  test("parses error responses of the service and of proxies", async () => {
    await fillResponse({ status: "409", headers: "x-amzn-errortype: ConflictException", body: '{"message":"no","reason":"CONCURRENT_MODIFICATION"}' });
    await shows("response", "ConflictException, status 409");
    const conflict = await details();
    assert.deepEqual([conflict.Class, conflict.Reason, conflict.Fault, conflict.Message], ["ServiceError", "CONCURRENT_MODIFICATION", "client", "no"]);
    assert.match(await text("response-verdict"), /Do not retry/);
    // Without its name, as a browser sees it: the message says which error it is.
    await fillResponse({ status: "403", headers: "", body: '{"message":"The security token included in the request is expired"}' });
    await shows("response", "The session token has expired.");
    await example("HTML 502");
    await shows("response", "Unknown, status 502");
    assert.match(await text("response-verdict"), /A proxy or a gateway responded, and not the service\. Retry after a short wait\./);
    assert.match((await details()).Excerpt, /<h1>502 Bad Gateway<\/h1>/);
    await page.fill("#status", "200");
    await page.locator("#status").blur();
    await shows("response", "cannot be read");
    assert.deepEqual([(await details()).Class, (await details()).Reason], ["UnreadableResponseError", "not_json"]);
    assert.equal(await isInvalid("status"), false);
    await page.fill("#status", "99");
    await page.locator("#status").blur();
    assert.match(await text("response-verdict"), /must be a whole number from 100 to 999|whole number/);
    assert.equal(await isInvalid("status"), true);
  });

  test("has a verdict on an error of the AWS CLI without a status, in the order: what happened, retry, what to do, details", async () => {
    await example("409");
    await shows("response", "ConflictException");
    assert.equal(await value("status"), "");
    const shown = await text("response-verdict");
    const order = ["ConflictException", "The task is in a status that does not allow this.", "Do not retry", "What to do", "read its status", "Details"].map((part) => shown.indexOf(part));
    assert.deepEqual(order, [...order].sort((a, b) => a - b));
    assert.ok(order.every((at) => at >= 0), shown);
    assert.equal(await page.locator("#response-verdict details").getAttribute("open"), null);
    assert.equal(shown.includes("409"), false, "nobody has said so");
    assert.deepEqual([(await details()).Message, (await details()).Reason], ["The task t-0a1b2c3d4e has already succeeded.", "CONCURRENT_MODIFICATION"]);
  });

  test("says what to do after each error", async () => {
    for (const [name, message, todo, retry] of [
      ["ResourceNotFoundException", `Import task ${ID} not found`, /Check the region/, "Do not retry"],
      ["ThrottlingException", "Rate exceeded", /Wait 1 second, then 2, then 4/, "Retry after a longer wait"],
      ["InternalServerException", "x", /Get the task before you cancel again/, "Retry after a short wait"],
      ["ExpiredTokenException", "The security token included in the request is expired", /Get new ones/, "Do not retry"],
      ["UnrecognizedClientException", "The security token included in the request is invalid.", /came without its session token/, "Do not retry"],
      ["ValidationException", "1 validation error detected", /Correct what the message names/, "Do not retry"],
      ["NeverHeardOfException", "x", /Change what the message names/, "Do not retry"],
    ]) {
      await page.fill("#paste", "");
      await pasteError(name, message);
      await shows("response", name);
      assert.match(await text("response-verdict"), todo);
      assert.ok((await text("response-verdict")).includes(retry), name);
      await shows("paste", name);
      assert.match(await text("paste-verdict"), todo);
    }
    await page.fill("#paste", "");
    await paste("paste", 'HTTP/1.1 429 Too Many Requests\nx-amzn-errortype: ThrottlingException\nx-amz-retry-after: 2500\n\n{"message":"x"}');
    await shows("response", "Wait 2.5 seconds, as the response says");
  });

  test("gives the missing IAM statement to copy", async () => {
    await example("403");
    await shows("response", "AccessDeniedException, status 403");
    await page.locator("#response-verdict").getByRole("button", { name: "Copy the policy statement" }).click();
    assert.deepEqual(JSON.parse(await clipboard()), {
      Effect: "Allow", Action: "neptune-graph:CancelImportTask", Resource: "arn:aws:neptune-graph:us-east-1:123456789012:import-task/t-0a1b2c3d4e",
    });
    await page.fill("#paste", "");
    await pasteError("AccessDeniedException", "User: arn:aws:iam::210987654321:user/a is not authorized to perform: neptune-graph:GetImportTask with an explicit deny in an identity-based policy", "GetImportTask");
    await shows("response", "remove the one that denies it");
  });

  test("says how many minutes a clock is off, from the message and from the headers", async () => {
    await example("Clock");
    await shows("response", "40 minutes behind AWS's");
    await page.fill("#paste", "");
    await paste("paste", `> DELETE /importtasks/${ID} HTTP/1.1\n> x-amz-date: 20260131T123000Z\n>\n< HTTP/1.1 403 Forbidden\n< date: Sat, 31 Jan 2026 12:00:00 GMT\n< x-amzn-errortype: ExpiredTokenException\n<\n{"message":"The security token included in the request is expired"}`);
    await shows("response", "30 minutes ahead of AWS's");
  });

  test("draws the life of a task, with the current status lit, what can follow, and why", async () => {
    await page.locator("#life").scrollIntoViewIfNeeded();
    await page.locator("#life svg.wide").waitFor();
    assert.equal(await page.locator("#life [aria-current], #life .now").count(), 0);
    await example("200");
    await page.locator("#life [aria-current=step]", { hasText: "Now: CANCELLING." }).waitFor();
    const names = (selector) => page.locator(`#life svg.wide ${selector} text`).allTextContents();
    assert.deepEqual(await names(".now"), ["CANCELLING"]);
    assert.deepEqual((await names(".next")).sort(), ["CANCELLED", "SUCCEEDED"]);
    assert.equal(await page.locator("#life svg.wide .way.lit").count(), 2);
    assert.match(await page.innerText("#life"), /Then CANCELLED if everything has stopped\.\s*Then SUCCEEDED if the import was faster\./);
    await page.fill("#body", JSON.stringify(task("IMPORTING")));
    await page.locator("#life [aria-current=step]", { hasText: "Now: IMPORTING." }).waitFor();
    assert.deepEqual((await names(".next")).sort(), ["CANCELLING", "REPROVISIONING", "ROLLING_BACK", "SUCCEEDED"]);
    assert.equal(await page.locator("#life svg.wide .way.lit").count(), 4);
    // Each status is connected, and each way that the text names is drawn.
    const missing = await page.evaluate(async () => {
      const { STATUSES, nextOf } = await import("./panels/statuses.js");
      const { showLife } = await import("./panels/life.js");
      const node = document.createElement("div");
      return Object.keys(STATUSES).flatMap((status) => {
        node.replaceChildren();
        showLife(node, status);
        const expected = Object.keys(nextOf(status)).length;
        return [...node.querySelectorAll("svg")].filter((svg) => svg.querySelectorAll(".way.lit").length !== expected).map((svg) => `${status} ${svg.getAttribute("class")}`);
      });
    });
    assert.deepEqual(missing, []);
    await page.setViewportSize({ width: 390, height: 800 });
    assert.deepEqual([await page.isVisible("#life svg.wide"), await page.isVisible("#life svg.narrow")], [false, true]);
    await page.fill("#body", JSON.stringify(task("PAUSING")));
    await page.locator("#life", { hasText: "PAUSING is a status that no publication lists" }).waitFor();
  });

  const explanation = (more) => explainRequest({ taskIdentifier: ID }, { region: "us-east-1", credentials: KEYS, date: new Date(DATE), ...more });
  const messageFor = ({ canonicalRequest, stringToSign }) => "The request signature we calculated does not match the signature you provided.\n\n"
    + `The Canonical String for this request should have been\n'${canonicalRequest}'\n\nThe String-to-Sign should have been\n'${stringToSign}'`;
  const pasteMismatch = (message) => paste("paste", `HTTP/1.1 403 Forbidden\nx-amzn-errortype: InvalidSignatureException\n\n${JSON.stringify({ message })}`);

  test("explains a rejected signature without a secret: both texts beside each other, the difference marked", async () => {
    const changed = explanation();
    const message = messageFor({ ...changed, canonicalRequest: changed.canonicalRequest.replace("/importtasks/", "/stage/importtasks/") });
    await pasteMismatch(message);
    await page.locator("#mismatch").waitFor();
    const { cause } = explainSignatureMismatch(message, explanation());
    const sentence = `${cause[0].toUpperCase()}${cause.slice(1)}.`;
    assert.ok((await page.innerText("#mismatch")).includes(sentence));
    await shows("paste", sentence);
    assert.deepEqual(await page.locator("#mismatch .compared").first().locator("mark").allTextContents(), ["", "stage/"]);
    assert.equal(await page.locator("#mismatch pre").count(), 4);
    const shown = await page.locator("#mismatch pre").first().textContent();
    assert.ok(shown.includes(`x-amz-security-token:(${TOKEN.length} characters)`), shown);
    assert.equal((await page.evaluate(() => document.body.innerText)).includes(TOKEN), false);
    assert.deepEqual([await value("secret-access-key"), await value("access-key-id")], ["", ""]);
  });

  test("equal texts mean a wrong secret", async () => {
    await pasteMismatch(messageFor(explanation({ credentials: { ...KEYS, secretAccessKey: SECRET } })));
    await page.locator("#mismatch").waitFor();
    assert.match(await page.innerText("#mismatch"), /Both sides signed the same string, so the secret access key does not belong to the access key/i);
    assert.equal(await page.locator("#mismatch mark").count(), 0);
  });

  test("messages about the scope are explained from their own words", async () => {
    await page.fill("#task-id", ID);
    await page.fill("#region", "us-east-1");
    for (const [message, cause] of [
      ["Credential should be scoped to correct service: 'neptune-graph'.", /AWS expects neptune-graph/],
      ["Credential should be scoped to a valid region. ", /region in the scope is wrong/],
    ]) {
      await fillResponse({ status: "403", headers: "x-amzn-errortype: InvalidSignatureException", body: JSON.stringify({ message }) });
      await page.locator("#mismatch").waitFor();
      assert.match(await page.innerText("#mismatch"), cause);
    }
  });
});
