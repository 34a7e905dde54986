// Tests of the page in use: pasting, signing, copying, links, reloads, shortcuts, offline. The expected messages come from the
// package, which has its own tests.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { cancelImportTaskRequest, checkTaskId, explainRequest, explainSignatureMismatch } from "../../dist/index.mjs";
import { requestSnippets } from "../../dist/snippets.mjs";
import { serve } from "../../www/serve.mjs";
import { isReady, launch, openPage } from "./page-in-browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ID = "t-0123456789";
const GRAPH = "g-0123456789";
const ARN = "arn:aws:iam::123456789012:role/import";
// Examples in the format of AWS's keys.
const SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const TOKEN = `IQoJb3JpZ2luX2VjE${"Ab0/".repeat(40)}==`;
const KEYS = { accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: SECRET, sessionToken: TOKEN };
const DATE = "2026-01-31T12:00:00Z";

describe("using the page", { timeout: 240_000 }, () => {
  let server;
  let browser;
  let context;
  let page;
  let problems;

  before(async () => {
    server = await serve({ port: 0 });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open({ hash = "", ...options } = {}) {
    ({ context, page, problems } = await openPage(browser, server.url + hash,
      { permissions: ["clipboard-read", "clipboard-write"], ...options }));
    await isReady(page);
  }

  beforeEach(() => open());
  afterEach(async () => {
    await context?.close();
    assert.deepEqual(problems, []);
  });

  const value = (id) => page.inputValue(`#${id}`);
  const text = (id) => page.innerText(`#${id}`);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const announces = (message) => page.waitForFunction((part) => document.getElementById("live").textContent.includes(part), message);
  const focused = () => page.evaluate(() => document.activeElement.id);
  const hash = () => page.evaluate(() => Object.fromEntries(new URLSearchParams(location.hash.slice(1))));

  /** Pastes from the clipboard with the keyboard. */
  async function paste(id, pasted) {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), pasted);
    await page.focus(`#${id}`);
    await page.keyboard.press("Control+V");
  }

  async function sign(date = DATE) {
    await page.fill("#task-id", ID);
    await page.fill("#region", "us-east-1");
    await page.locator("#signing > summary").click();
    await page.fill("#access-key-id", KEYS.accessKeyId);
    await page.fill("#secret-access-key", SECRET);
    await page.fill("#session-token", TOKEN);
    if (date) await page.fill("#signed-at", date);
  }

  const explanation = () =>
    explainRequest({ taskIdentifier: ID }, { region: "us-east-1", credentials: KEYS, date: new Date(DATE) });

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

  test("fills the template with the valid part", async () => {
    assert.equal(await text("task-id-template"), `t-${"▢".repeat(10)}`);
    for (const typed of ["t", "t-01", "t-01A", "x", ID, `${ID}0`]) {
      await page.fill("#task-id", typed);
      const { ok, issue } = checkTaskId(typed);
      const valid = ok ? typed : typed.slice(0, issue.index);
      assert.equal(await page.locator("#task-id-template .filled").textContent(), valid);
      assert.equal(await page.locator("#task-id-template").textContent(), valid + `t-${"▢".repeat(10)}`.slice(valid.length), typed);
    }
  });

  test("corrects a region with one click", async () => {
    await page.fill("#task-id", ID);
    await page.fill("#region", "us-est-1");
    await page.locator("#request-verdict").getByRole("button", { name: "Use us-east-1" }).click();
    assert.equal(await value("region"), "us-east-1");
    assert.equal(await focused(), "region");
    assert.doesNotMatch(await text("request-verdict"), /Warning/);
  });

  test("validates the other fields before there is a task id", async () => {
    await page.fill("#region", "us east");
    await page.locator("#region").blur();
    assert.equal(await page.getAttribute("#region", "aria-invalid"), "true");
    await page.fill("#region", "us-east-1");
    await page.fill("#endpoint", "https://x.example");
    await page.check("#fips");
    assert.match(await text("request-verdict"), /FIPS and custom endpoint are not supported/);
    await page.uncheck("#fips");
    assert.match(await text("request-verdict"), /^No request yet: the task id is empty/);
    await page.locator("#signing > summary").click();
    await page.fill("#access-key-id", "ASIAIOSFODNN7EXAMPLE");
    await page.fill("#secret-access-key", SECRET);
    assert.match(await text("signing-verdict"), /once there is a task id[\s\S]*the session token is missing/);
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

  test("shows the snippets in tabs, also by keyboard, and copies the current one", async () => {
    await page.fill("#task-id", ID);
    await page.fill("#region", "eu-west-1");
    await page.check("#fips");
    const snippets = requestSnippets({ taskIdentifier: ID }, { region: "eu-west-1", useFipsEndpoint: true });
    await page.focus("[role=tab][aria-selected=true]");
    for (const tool of ["curl", "fetch", "node", "awsCli", "boto3"]) {
      assert.equal(await focused(), `tab-${tool}`);
      assert.equal(await page.locator("#snippet-text").textContent(), snippets[tool]);
      assert.equal(await page.locator("[role=tab][tabindex='0']").count(), 1);
      await page.keyboard.press("ArrowRight");
    }
    assert.equal(await focused(), "tab-curl");
    await page.keyboard.press("End");
    assert.equal(await focused(), "tab-boto3");
    await page.click("#copy-snippet");
    assert.equal(await clipboard(), snippets.boto3);
    await page.locator("#copy-snippet", { hasText: "Copied ✓" }).waitFor();
    await announces("boto3 request copied");
    await page.fill("#task-id", "");
    assert.equal(await page.isVisible("#snippets"), false);
  });

  test("shows a message if copying is not allowed", async () => {
    await page.fill("#task-id", ID);
    await page.fill("#region", "eu-west-1");
    await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("no")); });
    await page.click("#copy-snippet");
    await page.locator("#copy-snippet", { hasText: "Not allowed" }).waitFor();
    await announces("does not let this page copy");
  });

  test("signs, and shows the steps with the token masked", async () => {
    await sign();
    assert.match(await text("request-verdict"), /Built and signed, not sent/);
    await page.locator("#signing-verdict summary").click();
    const { canonicalRequest, stringToSign, scope, signature } = explanation();
    const shown = await page.locator("#signing-verdict pre").allTextContents();
    assert.deepEqual(shown, [canonicalRequest.replace(TOKEN, `(${TOKEN.length} characters)`), stringToSign, scope, signature]);
    await page.fill("#session-token", "");
    assert.match(await text("signing-verdict"), /the session token is missing/);
    assert.equal(await page.locator("#signing-verdict details").getAttribute("open"), "");
    await page.fill("#signed-at", "yesterday");
    await page.locator("#signed-at").blur();
    assert.equal(await page.getAttribute("#signed-at", "aria-invalid"), "true");
    assert.match(await text("signing-verdict"), /expected a valid Date/);
  });

  /** Everything that the page stores or shows, as one string. */
  async function pageContents({ isTokenInBody = false } = {}) {
    const { nodes } = await (await context.newCDPSession(page)).send("Accessibility.getFullAXTree");
    // Not the visible field in which the user has entered the token.
    const body = new Set(nodes.filter(({ name }) => isTokenInBody && name?.value === "Body").flatMap(({ childIds, nodeId }) => [nodeId, ...childIds]));
    for (const { nodeId, childIds = [] } of nodes) if (body.has(nodeId)) for (const child of childIds) body.add(child);
    const tree = nodes.filter(({ nodeId }) => !body.has(nodeId));
    const stored = await page.evaluate(async () => JSON.stringify({
      address: location.href,
      history: history.state,
      title: document.title,
      cookies: document.cookie,
      session: { ...sessionStorage },
      local: { ...localStorage },
      databases: await indexedDB.databases(),
      markup: document.documentElement.outerHTML,
      cached: await Promise.all((await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map(({ url }) => url))),
    }));
    return `${stored}\n${JSON.stringify(tree)}\n${await clipboard().catch(() => "")}`;
  }

  function assertNoSecret(contents, when) {
    for (const secret of [SECRET, TOKEN, TOKEN.slice(0, 40)]) {
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")]) {
        assert.equal(contents.includes(form), false, `${when}: ${form.slice(0, 8)}…`);
      }
    }
  }

  test("exposes no secret, in use, after Clear, and after a reload", async () => {
    await sign();
    await page.locator("#signing-verdict summary").click();
    for (const tool of ["curl", "fetch", "node", "awsCli", "boto3"]) {
      await page.click(`#tab-${tool}`);
      await page.click("#copy-snippet");
      assertNoSecret(await pageContents(), tool);
    }
    // AWS quotes the token in its message.
    await page.fill("#status", "403");
    await page.fill("#body", JSON.stringify({ message: `The Canonical String for this request should have been\n'${explanation().canonicalRequest}'` }));
    await page.click("#copy-link");
    await page.waitForTimeout(400);
    assertNoSecret(await pageContents({ isTokenInBody: true }), "with a response");
    assertNoSecret(await text("answer-verdict"), "in the verdict on the response");
    await page.fill("#headers", "x-amzn-errortype: InvalidSignatureException");
    await announces("InvalidSignatureException: The Canonical String");
    assertNoSecret(await page.textContent("#live"), "in the announcement");
    await page.click("#clear");
    await page.waitForTimeout(400);
    for (const id of ["access-key-id", "secret-access-key", "session-token"]) assert.equal(await value(id), "");
    await page.fill("#body", "{}");
    await announces("The keys are cleared");
    assertNoSecret(await pageContents(), "after Clear");
    await page.fill("#secret-access-key", SECRET);
    await page.reload();
    await isReady(page);
    assert.equal(await value("secret-access-key"), "");
    assertNoSecret(await pageContents(), "after a reload");
  });

  test("no secret gets into the URL or the storage, whatever field it is typed into", async () => {
    const fields = await page.locator("input:not([type=checkbox]), textarea").evaluateAll((all) => all.map(({ id }) => id));
    await page.locator("#signing > summary").click();
    for (const secret of [SECRET, TOKEN]) {
      for (const id of fields) {
        await page.fill(`#${id}`, secret);
        await page.waitForTimeout(300);
        const stored = await page.evaluate(() => location.href + JSON.stringify([history.state, { ...sessionStorage }, { ...localStorage }]));
        assertNoSecret(stored, id);
        await page.fill(`#${id}`, "");
      }
    }
    for (const input of [`export AWS_SECRET_ACCESS_KEY=${SECRET}`, `"secretAccessKey": "${SECRET.replaceAll("/", "\\/")}"`]) {
      await page.fill("#lines", input);
      await page.waitForTimeout(300);
      assertNoSecret(await page.evaluate(() => JSON.stringify({ ...sessionStorage }).replaceAll("\\", "")), input);
    }
    await page.fill("#endpoint", `https://example.com/${SECRET}`);
    await page.waitForTimeout(300);
    assert.deepEqual(await hash(), {});
    await page.fill("#endpoint", `https://user:${SECRET}@example.com/`);
    await page.waitForTimeout(300);
    assert.deepEqual(await hash(), {});
  });

  test("clears the keys after five minutes in the background", async () => {
    await context.close();
    await open();
    await page.clock.install();
    await page.reload();
    await isReady(page);
    const show = (hidden) => page.evaluate((isHidden) => {
      Object.defineProperty(document, "hidden", { configurable: true, get: () => isHidden });
      document.dispatchEvent(new Event("visibilitychange"));
    }, hidden);
    await sign();
    await show(true);
    await page.clock.runFor(299_000);
    await show(false);
    assert.equal(await value("secret-access-key"), SECRET);
    await show(true);
    await page.clock.runFor(301_000);
    for (const id of ["access-key-id", "secret-access-key", "session-token"]) assert.equal(await value(id), "", id);
    assert.match(await text("request-verdict"), /not signed/);
  });

  test("explains a signature mismatch, for the date in AWS's message", async () => {
    await sign("");
    const { canonicalRequest, stringToSign } = explanation();
    const message = "The request signature we calculated does not match the signature you provided.\n\n"
      + `The Canonical String for this request should have been\n'${canonicalRequest.replace("/importtasks/", "/stage/importtasks/")}'\n\n`
      + `The String-to-Sign should have been\n'${stringToSign}'`;
    await page.fill("#status", "403");
    await page.fill("#headers", "x-amzn-errortype: InvalidSignatureException");
    await page.fill("#body", JSON.stringify({ message }));
    const mismatch = explainSignatureMismatch(message, explanation());
    const shown = await text("answer-verdict");
    assert.equal(mismatch.line, 2);
    for (const part of [mismatch.cause, mismatch.ours, mismatch.theirs, "line 2 of the canonical request"]) assert.ok(shown.includes(part), shown);
    assert.equal(shown.includes(TOKEN), false);
    await page.click("#clear");
    assert.match(await text("answer-verdict"), /the keys above/);
    assert.equal((await text("answer-verdict") + await value("body")).includes(TOKEN), false, "after Clear");
  });

  test("highlights the status in the diagram of the statuses", async () => {
    assert.equal(await page.locator("#life [aria-current]").count(), 0);
    await page.click("[data-answer=accepted]");
    assert.match(await page.locator("#life [aria-current=step]").innerText(), /^CANCELLING/);
    await page.fill("#body", JSON.stringify({ taskId: ID, source: "s", roleArn: ARN, status: "PAUSING" }));
    assert.equal(await page.locator("#life [aria-current]").count(), 0);
    assert.match(await text("life"), /PAUSING is on none of these ways/);
  });

  test("puts valid values into the URL, and a link restores them", async () => {
    await page.fill("#task-id", ID);
    await page.fill("#graph-id", "g-bad");
    await page.fill("#role-arn", ARN);
    await page.fill("#region", "eu-west-1");
    await page.check("#dual-stack");
    await page.waitForFunction(() => location.hash.includes("dualstack"));
    const expected = { task: ID, role: ARN, region: "eu-west-1", dualstack: "1" };
    assert.deepEqual(await hash(), expected);
    await page.click("#copy-link");
    await page.locator("#copy-link", { hasText: "Copied ✓" }).waitFor();
    await announces("link copied");
    const link = await clipboard();
    await context.close();
    await open({ hash: new URL(link).hash });
    assert.deepEqual([await value("task-id"), await value("role-arn"), await value("region"), await page.isChecked("#dual-stack")],
      [ID, ARN, "eu-west-1", true]);
    const { url } = cancelImportTaskRequest({ taskIdentifier: ID }, { region: "eu-west-1", useDualstackEndpoint: true });
    assert.ok((await text("request-verdict")).includes(url));
    await page.evaluate(() => { location.hash = "task=t-abcdefghij&secret-access-key=x&body=y&revision=nonsense"; });
    await page.waitForFunction(() => document.getElementById("task-id").value === "t-abcdefghij");
    assert.deepEqual([await value("secret-access-key"), await value("body"), await value("revision")], ["", "", "documented"]);
  });

  test("keeps everything except the keys in a reload", async () => {
    const typed = {
      "task-id": "t-0123", "graph-id": "G-", "role-arn": "arn:aws:iam::123456789012:role/NeptuneAnalyticsImportRoleProdctio9", region: "us east", endpoint: "ftp://x", lines: `${ID}\nbad\n`,
      status: "409", headers: "a: b\nc: d", body: '{"message":"<b>no</b> da39a3ee5e6b4b0d3255bfef95601890afd80709"}',
    };
    for (const [id, input] of Object.entries(typed)) await page.fill(`#${id}`, input);
    await page.locator("#signing > summary").click();
    await page.fill("#secret-access-key", SECRET);
    await page.selectOption("#revision", "current");
    await page.reload();
    await isReady(page);
    for (const [id, input] of Object.entries(typed)) assert.equal(await value(id), input, id);
    assert.equal(await value("revision"), "current");
  });

  test("has shortcuts that do not interfere with typing, and can be disabled", async () => {
    await page.fill("#task-id", ID);
    await page.fill("#region", "us-east-1");
    await page.focus("#lines");
    await page.keyboard.press("/");
    assert.deepEqual([await focused(), await value("lines")], ["lines", "/"]);
    await page.keyboard.press("Control+Enter");
    assert.equal(await text("copy-snippet"), "Copy");
    await page.focus("#copy-link");
    await page.keyboard.press("/");
    assert.equal(await focused(), "task-id");
    assert.equal(await value("task-id"), ID);
    await page.focus("#copy-link");
    await page.keyboard.press("Control+Enter");
    await announces("curl request copied");
    assert.equal(await clipboard(), requestSnippets({ taskIdentifier: ID }, { region: "us-east-1" }).curl);
    await page.uncheck("#shortcuts");
    await page.reload();
    await isReady(page);
    assert.equal(await page.isChecked("#shortcuts"), false);
    await page.focus("#copy-link");
    await page.keyboard.press("/");
    assert.equal(await focused(), "copy-link");
  });

  test("can be used with the keyboard alone", async () => {
    assert.equal(await focused(), "task-id");
    await page.keyboard.type(ID);
    const reached = new Set();
    for (let i = 0; i < 80; i += 1) {
      await page.keyboard.press("Tab");
      const id = await page.evaluate(() => {
        const { id, textContent, tagName } = document.activeElement;
        return id || (tagName === "SUMMARY" || tagName === "BUTTON" ? textContent.trim() : tagName);
      });
      if (id === "region") await page.keyboard.type("us-east-1");
      if (id.startsWith("Sign it")) await page.keyboard.press("Enter");
      if (id === "shortcuts") break;
      reached.add(id);
    }
    for (const id of ["graph-id", "role-arn", "revision", "lines", "kind", "region", "endpoint", "fips", "dual-stack", "access-key-id",
      "secret-access-key", "session-token", "signed-at", "clear", "tab-curl", "snippet", "copy-snippet", "status", "headers", "body"]) {
      assert.ok(reached.has(id), `${id}: ${[...reached].join(", ")}`);
    }
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

  test("works offline after the first visit", async () => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    // The worker controls the page after it has cached the files.
    await page.waitForFunction(async () => (await (await caches.open("page")).keys()).length > 15);
    await server.close();
    try {
      await page.reload();
      await isReady(page);
      await page.fill("#task-id", ID);
      await page.fill("#region", "us-east-1");
      assert.match(await text("task-id-verdict"), /Valid/);
      assert.match(await page.locator("#snippet-text").textContent(), /^curl/);
    } finally {
      server = await serve({ port: Number(new URL(server.url).port) });
    }
    assert.deepEqual(problems.splice(0).filter((problem) => !/ERR_CONNECTION_REFUSED|ERR_FAILED/.test(problem)), []);
  });

  test("caches every file of the page", async () => {
    const [, list] = /FILES = \[([^\]]*)\]/s.exec(readFileSync(new URL("../../www/offline.js", import.meta.url), "utf8"));
    const cached = [...list.matchAll(/"([^"]+)"/g)].map(([, file]) => new URL(file, server.url).href).sort();
    const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    const files = [server.url, ...loaded.filter((name) => !name.endsWith("offline.js")), `${server.url}manifest.webmanifest`, `${server.url}icon.svg`];
    assert.deepEqual(cached, [...new Set(files)].sort());
  });

  test("has no violations according to axe-core, in any state, light and dark", { timeout: 120_000 }, async () => {
    const states = {
      empty: async () => {},
      valid: async () => {
        await page.fill("#task-id", ID);
        await page.fill("#graph-id", GRAPH);
        await page.fill("#role-arn", ARN);
        await page.fill("#lines", ID);
        await page.fill("#region", "us-east-1");
      },
      invalid: async () => {
        for (const id of ["task-id", "graph-id", "role-arn", "lines", "region", "endpoint", "status"]) {
          await page.fill(`#${id}`, "T-0A1B2C3D4E");
          await page.locator(`#${id}`).blur();
        }
      },
      pasted: () => paste("task-id", `${ID} ${ARN} us-est-1`),
      signed: async () => {
        await sign();
        await page.locator("#signing-verdict summary").click();
        await page.getByText("The published patterns").click();
      },
      accepted: () => page.click("[data-answer=accepted]"),
      refused: () => page.click("[data-answer=mismatch]"),
    };
    for (const colorScheme of ["light", "dark"]) {
      for (const [name, enterState] of Object.entries(states)) {
        await context.close();
        // The policy would block the injection of axe-core.
        await open({ colorScheme, bypassCSP: true });
        await enterState();
        await page.waitForTimeout(450);
        await page.evaluate(AXE);
        const violations = await page.evaluate(async () => {
          const found = await globalThis.axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
          });
          return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
        });
        assert.deepEqual(violations, [], `${name}, ${colorScheme}`);
        for (const width of [320, 768, 1440]) {
          await page.setViewportSize({ width, height: 640 });
          const isWide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
          assert.equal(isWide, false, `${name}: scrolls horizontally at ${width} pixels`);
        }
      }
    }
  });

  test("size, response time and layout shift of the first view", async (t) => {
    const files = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    let bytes = 0;
    for (const file of new Set([server.url, ...files])) bytes += gzipSync(Buffer.from(await (await fetch(file)).arrayBuffer())).length;
    t.diagnostic(`first view: ${bytes} bytes compressed, ${files.length + 1} files`);
    // Most of it is the package: see the sizes in the README.
    assert.ok(bytes <= 135_000, `${bytes} bytes`);
    const measured = await page.evaluate(async () => {
      const times = [];
      const shifts = [];
      new PerformanceObserver((list) => shifts.push(...list.getEntries().map(({ value }) => value))).observe({ type: "layout-shift", buffered: true });
      const input = document.getElementById("task-id");
      for (let round = 0; round < 40; round += 1) {
        for (const typed of ["t", "t-", "t-0", "t-01", "t-01A", "t-01", "t-012345678", "t-0123456789"]) {
          const start = performance.now();
          input.value = typed;
          input.dispatchEvent(new Event("input", { bubbles: true }));
          document.getElementById("task-id-verdict").getBoundingClientRect();
          times.push(performance.now() - start);
          await new Promise((resolve) => { setTimeout(resolve); });
        }
      }
      times.sort((a, b) => a - b);
      return { median: times[times.length >> 1], slow: times[Math.floor(times.length * 0.99)], shift: shifts.reduce((a, b) => a + b, 0) };
    });
    t.diagnostic(`keystroke to verdict, including layout: median ${measured.median.toFixed(2)} ms, 99th percentile ${measured.slow.toFixed(2)} ms`);
    t.diagnostic(`layout shift at start: ${measured.shift.toFixed(4)}`);
  });
});

describe("the page as static files", { timeout: 60_000 }, () => {
  const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json" };

  test("works at any path of a static host", async () => {
    const folder = mkdtempSync(join(tmpdir(), "site-"));
    execFileSync(process.execPath, [fileURLToPath(new URL("../../www/site.mjs", import.meta.url)), folder]);
    const host = createServer((request, response) => {
      const path = new URL(request.url, "http://host").pathname.replace(/^\/tools\/neptune\//, "");
      try {
        const content = readFileSync(join(folder, path || "index.html"));
        response.writeHead(200, { "content-type": TYPES[extname(path || "index.html")] }).end(content);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise((resolve) => { host.listen(0, "127.0.0.1", resolve); });
    const browser = await launch();
    try {
      const { page, problems } = await openPage(browser, `http://127.0.0.1:${host.address().port}/tools/neptune/`);
      await isReady(page);
      await page.fill("#task-id", ID);
      await page.fill("#region", "us-east-1");
      assert.match(await page.innerText("#request-verdict"), /Built/);
      assert.deepEqual(problems, []);
    } finally {
      await browser.close();
      host.closeAllConnections();
      host.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
