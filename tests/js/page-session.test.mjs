// Tests of the page in use: hints, copying, links, reloads, shortcuts, accessibility. The expected messages come from the package, which
// has its own tests.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, test } from "node:test";

import { cancelImportTaskRequest, checkTaskId } from "../../dist/index.mjs";
import { requestSnippets } from "../../dist/snippets.mjs";
import { isReady } from "./page-in-browser.mjs";
import {
  announces, ARN, clipboard, context, focused, GRAPH, hash, ID, open, page, paste, SECRET, sign, text, usePage, value,
} from "./page-session-support.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("using the page", { timeout: 240_000 }, () => {
  usePage();

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
});
