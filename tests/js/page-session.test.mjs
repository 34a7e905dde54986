// Tests of the page in use: templates, suggestions, snippets, shortcuts, the keyboard. The expected messages come from the package, which has its
// own tests.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { checkTaskId } from "../../dist/index.mjs";
import { requestSnippets } from "../../dist/snippets.mjs";
import { isReady } from "./page-in-browser.mjs";
import { announces, clipboard, focused, ID, page, SECRET, shows, text, usePage, value } from "./page-session-support.mjs";

const TOOLS = ["cancelAndWait", "curl", "awsCli", "boto3", "fetch", "node"];

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

  test("validates the other fields before there is a task ID", async () => {
    await page.fill("#region", "us east");
    await page.locator("#region").blur();
    await shows("request", "Invalid region");
    assert.equal(await page.getAttribute("#region", "aria-invalid"), "true");
    await page.fill("#region", "us-east-1");
    await page.fill("#endpoint", "https://x.example");
    await page.check("#fips");
    assert.match(await text("request-verdict"), /FIPS cannot be combined with a custom endpoint/);
    await page.uncheck("#fips");
    assert.equal(await text("request-verdict"), "No request yet: it needs a task ID.");
    await page.locator("#signing > summary").click();
    await page.fill("#access-key-id", "ASIAIOSFODNN7EXAMPLE");
    await page.fill("#secret-access-key", SECRET);
    assert.match(await text("signing-verdict"), /once there is a task ID[\s\S]*session token is missing/);
  });

  test("shows the snippets in tabs, the package's own first, also by keyboard, and copies the current one", async () => {
    await page.fill("#task-id", ID);
    await page.fill("#region", "eu-west-1");
    await page.check("#fips");
    await shows("request", "Built");
    const snippets = requestSnippets({ taskIdentifier: ID }, { region: "eu-west-1", useFipsEndpoint: true });
    await page.focus("[role=tab][aria-selected=true]");
    for (const tool of TOOLS) {
      assert.equal(await focused(), `tab-${tool}`);
      assert.equal(await page.locator("#snippet-text").textContent(), snippets[tool]);
      assert.equal(await page.locator("[role=tab][tabindex='0']").count(), 1);
      await page.keyboard.press("ArrowRight");
    }
    assert.equal(await focused(), "tab-cancelAndWait");
    await page.keyboard.press("End");
    assert.equal(await focused(), "tab-node");
    await page.click("#tab-boto3");
    await page.click("#copy-snippet");
    assert.equal(await clipboard(), snippets.boto3);
    await page.locator("#copy-snippet", { hasText: "Copied ✓" }).waitFor();
    await announces("boto3 request copied");
    for (const tool of ["curl", "awsCli"]) {
      await page.click(`#tab-${tool}`);
      await page.check("#powershell");
      assert.equal(await page.locator("#snippet-text").textContent(), snippets[`${tool}PowerShell`]);
      await page.check("#posix");
      assert.equal(await page.locator("#snippet-text").textContent(), snippets[tool]);
    }
    await page.fill("#task-id", "");
    assert.equal(await page.isVisible("#snippets"), false);
  });

  test("copies the request line, and shows a message if copying is not allowed", async () => {
    await page.fill("#task-id", ID);
    await page.fill("#region", "eu-west-1");
    await page.getByRole("button", { name: "Copy the request line" }).click();
    assert.equal(await clipboard(), `DELETE https://neptune-graph.eu-west-1.amazonaws.com/importtasks/${ID}`);
    await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("no")); });
    await page.click("#copy-snippet");
    await page.locator("#copy-snippet", { hasText: "Not allowed" }).waitFor();
    await announces("does not let this page copy");
  });

  test("has every Copy button filled, and at the top right of its block", async () => {
    await page.fill("#task-id", ID);
    await page.fill("#region", "eu-west-1");
    await page.locator("#signing > summary").click();
    await page.fill("#access-key-id", "AKIAIOSFODNN7EXAMPLE");
    await page.fill("#secret-access-key", SECRET);
    await page.locator("#stages pre").first().waitFor();
    await page.locator("#simulate").scrollIntoViewIfNeeded();
    await page.locator("#sim-code pre").waitFor();
    const blocks = await page.locator(".block").filter({ visible: true }).evaluateAll((all) => all.map((block) => {
      const box = block.getBoundingClientRect();
      const copy = block.querySelector(".copy").getBoundingClientRect();
      return { right: box.right - copy.right, top: copy.top - box.top, colour: getComputedStyle(block.querySelector(".copy")).backgroundColor, isWide: block.querySelector("pre").scrollWidth > 0 };
    }));
    assert.equal(blocks.length, 8);
    for (const { right, top, colour } of blocks) assert.ok(right <= 16 && top <= 16 && colour !== "rgba(0, 0, 0, 0)", JSON.stringify(blocks));
  });

  test("goes to a panel from the navigation, and keeps the address", async () => {
    await page.fill("#task-id", ID);
    await page.waitForFunction(() => location.hash.includes("task="));
    for (const panel of ["Check", "Request", "Response", "List", "Simulate"]) {
      await page.getByRole("navigation").getByRole("link", { name: panel }).click();
      await page.waitForFunction((id) => {
        const { top } = document.getElementById(id).getBoundingClientRect();
        return (top >= 0 && top < 200) || innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
      }, panel.toLowerCase());
      assert.equal(await page.evaluate(() => document.activeElement.textContent), panel);
      assert.match(await page.evaluate(() => location.hash), /^#task=/);
    }
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
    assert.equal(await focused(), "paste");
    assert.equal(await value("paste"), "");
    await page.focus("#copy-link");
    await page.keyboard.press("Control+Enter");
    await announces("This package request copied");
    assert.equal(await clipboard(), requestSnippets({ taskIdentifier: ID }, { region: "us-east-1" }).cancelAndWait);
    await page.uncheck("#shortcuts");
    await page.reload();
    await isReady(page);
    assert.equal(await page.isChecked("#shortcuts"), false);
    await page.focus("#copy-link");
    await page.keyboard.press("/");
    assert.equal(await focused(), "copy-link");
  });

  test("can be used with the keyboard alone", async () => {
    assert.equal(await focused(), "paste");
    await page.keyboard.type(ID);
    const reached = new Set();
    for (let i = 0; i < 120; i += 1) {
      await page.keyboard.press("Tab");
      const id = await page.evaluate(() => {
        const { id, textContent, tagName } = document.activeElement;
        return id || (tagName === "SUMMARY" || tagName === "BUTTON" ? textContent.trim() : tagName);
      });
      if (id === "region") {
        await page.keyboard.type("us-east-1");
        await page.locator("#snippets").waitFor();
      }
      if (id === "tab-cancelAndWait") await page.keyboard.press("ArrowRight");
      if (id.startsWith("Sign it")) await page.keyboard.press("Enter");
      if (id === "shortcuts") break;
      reached.add(id);
    }
    for (const id of ["Undo", "task-id", "graph-id", "role-arn", "revision", "region", "endpoint", "fips", "dual-stack", "posix", "copy-snippet", "snippet-text",
      "access-key-id", "secret-access-key", "session-token", "signed-at", "clear", "status", "operation", "headers", "body", "lines", "kind", "file"]) {
      assert.ok(reached.has(id), `${id}: ${[...reached].join(", ")}`);
    }
  });
});
