// Tests of the page in use: what a link holds, what it must not hold, and what a reload keeps.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { cancelImportTaskRequest } from "../../dist/index.mjs";
import { isReady } from "./page-in-browser.mjs";
import { announces, ARN, clipboard, context, hash, ID, isInvalid, open, page, paste, reopen, SECRET, shows, text, usePage, value } from "./page-session-support.mjs";

const EVIL = "https://neptune-graph.us-east-1.amazonaws.com.evil.example";

describe("links to the page", { timeout: 240_000 }, () => {
  usePage();

  test("puts values into the URL, and a link restores them", async () => {
    await page.fill("#task-id", ID);
    await page.fill("#role-arn", ARN);
    await page.fill("#region", "eu-west-1");
    await page.check("#dual-stack");
    await page.waitForFunction(() => location.hash.includes("dualstack"));
    assert.deepEqual(await hash(), { task: ID, role: ARN, region: "eu-west-1", dualstack: "1" });
    await page.click("#copy-link");
    await page.locator("#copy-link", { hasText: "Copied ✓" }).waitFor();
    await announces("link copied");
    const link = await clipboard();
    await reopen({ hash: new URL(link).hash });
    assert.deepEqual([await value("task-id"), await value("role-arn"), await value("region"), await page.isChecked("#dual-stack")],
      [ID, ARN, "eu-west-1", true]);
    const { url } = cancelImportTaskRequest({ taskIdentifier: ID }, { region: "eu-west-1", useDualstackEndpoint: true });
    await page.locator("#built pre", { hasText: url }).waitFor();
    await page.evaluate(() => { location.hash = "task=t-abcdefghij&secret-access-key=x&body=y&revision=nonsense"; });
    await page.waitForFunction(() => document.getElementById("task-id").value === "t-abcdefghij");
    assert.deepEqual([await value("secret-access-key"), await value("body"), await value("revision")], ["", "", "documented"]);
  });

  test("an invalid ID is in the link, so that a problem can be shared; reload and Back keep it", async () => {
    for (const id of ["T-0123456789", "t-012345678", "import-ami-0a1b2c3d4e5f6a7b8", "т-0123456789", "t–0123456789", "0a1b2c3d-0000-4000-8000-0123456789ab"]) {
      await page.fill("#task-id", id);
      await page.waitForFunction((expected) => new URLSearchParams(location.hash.slice(1)).get("task") === expected, id);
      await page.reload();
      await isReady(page);
      assert.equal(await value("task-id"), id);
      assert.equal(await isInvalid("task-id"), true);
    }
    await page.goto("about:blank");
    await page.goBack();
    await isReady(page);
    assert.equal(await value("task-id"), "0a1b2c3d-0000-4000-8000-0123456789ab");
    await page.fill("#role-arn", "arn:aws:iam::1234567890123:role/import");
    await page.waitForFunction(() => location.hash.includes("role="));
    for (const harmful of [`<img src=x>`, "a\u202Eb", "x".repeat(65), "x".repeat(20), "AKIAIOSFODNN7EXAMPLE", "a/b", "a+b"]) {
      await page.fill("#task-id", harmful);
      await page.waitForFunction(() => !location.hash.includes("task="));
    }
  });

  test("the copy says what the link does not hold", async () => {
    await page.fill("#task-id", ID);
    await page.fill("#body", "{}");
    await page.fill("#lines", ID);
    await page.fill("#endpoint", "https://example.com/a-very-long-path/that-may-be-a-token");
    await page.fill("#region", "us-east-1");
    await page.waitForTimeout(600);
    await page.click("#copy-link");
    await page.locator("#copy-link", { hasText: "Copied without the endpoint and the response and the list" }).waitFor();
    assert.equal((await clipboard()).includes("example.com"), false);
    await announces("link copied without the endpoint");
  });

  test("an endpoint of a link that is neither of AWS nor of this machine must be confirmed first", async () => {
    const hashOf = (endpoint) => `#task=${ID}&region=us-east-1&endpoint=${encodeURIComponent(endpoint)}`;
    for (const endpoint of [EVIL, "https://amazonaws.com.evil.example", "https://evilamazonaws.com", "https://localhost.evil.example", "http://192.168.0.1", "https://neptune-graph.cn-north-1.amazonaws.com.cn"]) {
      await reopen({ hash: hashOf(endpoint) });
      await shows("request", "The link has set this endpoint");
      assert.ok((await text("request-verdict")).includes(new URL(endpoint).hostname));
      await page.locator("#signing > summary").click();
      await page.fill("#secret-access-key", SECRET);
      await page.fill("#access-key-id", "AKIAIOSFODNN7EXAMPLE");
      assert.equal(await page.locator("#built, #snippets, #stages pre").filter({ visible: true }).count(), 0, endpoint);
      await page.evaluate(() => navigator.clipboard.writeText("before"));
      await page.focus("#copy-link");
      await page.keyboard.press("Control+Enter");
      assert.equal(await clipboard(), "before");
    }
    await page.getByRole("button", { name: "I trust this endpoint" }).click();
    await page.locator("#built").waitFor();
    assert.match(await text("request-verdict"), /belongs neither to AWS nor to this machine/);
    for (const endpoint of ["https://localhost:8182", "http://127.0.0.1:8181", "http://[::1]:8182", "https://vpce-1.neptune-graph.us-east-1.vpce.amazonaws.com", "https://neptune-graph.us-east-1.api.aws"]) {
      await reopen({ hash: hashOf(endpoint) });
      await page.locator("#built").waitFor();
      assert.doesNotMatch(await text("request-verdict"), /neither/, endpoint);
    }
  });

  test("so must one of a paste, and one that somebody types is described", async () => {
    await paste("paste", `curl -X DELETE ${EVIL}/importtasks/${ID} --region us-east-1`);
    await shows("request", "The paste has set this endpoint");
    await shows("paste", "The paste has set this endpoint");
    assert.equal(await page.isVisible("#snippets"), false);
    await reopen();
    await page.fill("#task-id", ID);
    await page.fill("#region", "us-east-1");
    await page.fill("#endpoint", EVIL);
    await page.locator("#endpoint").blur();
    await page.locator("#built").waitFor();
    assert.match(await text("request-verdict"), /evil\.example.*, which belongs neither to AWS nor to this machine/s);
  });

  test("keeps in a reload what the address holds, and stores nothing", async () => {
    for (const id of ["lines", "headers", "body", "status", "paste"]) await page.fill(`#${id}`, "some text");
    await page.fill("#task-id", ID);
    await page.selectOption("#revision", "current");
    await page.waitForTimeout(400);
    const stored = () => page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state, document.cookie]));
    assert.equal(await stored(), '[{},{},null,""]');
    await page.reload();
    await isReady(page);
    assert.deepEqual([await value("task-id"), await value("revision"), await value("body"), await value("lines"), await value("paste")], [ID, "current", "", "", ""]);
    assert.equal(await stored(), '[{},{},null,""]');
    await context.close();
    await open();
  });
});
