// Tests of the page of www/ in Chromium, on the loopback address. The expected messages come from the package, which has its own tests.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";

import { checkRoleArn, checkTaskId, partitions, patterns, roleArnParts } from "../../dist/index.mjs";
import { serve } from "../../www/serve.mjs";
import { isReady, launch, openPage, shownAs } from "./page-in-browser.mjs";

const BOUNDED = { timeout: 120_000 };
const HOSTILE = `<img src=x onerror="globalThis.isHacked = true">`;

describe("the page", BOUNDED, () => {
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

  async function open(options) {
    ({ context, page, problems } = await openPage(browser, server.url, options));
  }

  beforeEach(async () => {
    await open();
    await isReady(page);
  });
  afterEach(async () => {
    await context?.close();
    assert.deepEqual(problems, []);
  });

  const verdict = (id) => page.locator(`#${id}-verdict`);
  const isInvalid = async (id) => (await page.getAttribute(`#${id}`, "aria-invalid")) === "true";
  /** Fills in a field and leaves it, so that the verdict is shown without a delay. Returns the verdict. */
  async function enter(id, value) {
    await page.fill(`#${id}`, value);
    await page.locator(`#${id}`).blur();
    return verdict(id).innerText();
  }
  const definitions = (id) => verdict(id).locator("dl").evaluate((list) =>
    Object.fromEntries([...list.querySelectorAll("dt")]
      .map((dt) => [dt.textContent, dt.nextElementSibling.textContent])));
  const isWide = () => page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth;
  });

  test("starts in the empty paste box, without errors", async () => {
    assert.equal(await page.evaluate(() => document.activeElement.id), "paste");
    assert.equal(await page.locator("[aria-invalid], [data-kind=invalid]").count(), 0);
    assert.match(await page.innerText("header"), /This page sends nothing\./);
    assert.equal(await verdict("task-id").innerText(), `Pattern ${patterns.taskId.source}`);
    for (const width of [1440, 768, 390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      const heights = await page.evaluate(() => [document.querySelector("header").offsetHeight, document.getElementById("paste").getBoundingClientRect().bottom,
        document.getElementById("paste-verdict").getBoundingClientRect().top]);
      assert.ok(heights[0] <= 120 && heights[1] < 600 && heights[2] - heights[1] < 40, `${width}: ${heights}`);
    }
  });

  test("shows that an ID is valid", async () => {
    assert.equal(await enter("task-id", "t-0123456789"), "✓\nValid");
    assert.equal(await isInvalid("task-id"), false);
    await page.waitForFunction(() => document.getElementById("live").textContent === "valid");
  });

  test("marks the invalid character", async () => {
    for (const value of ["t-01234A6789", "t-0123", "t-01234é6789", "t-0123456789x"]) {
      const { issue } = checkTaskId(value);
      const shown = await enter("task-id", value);
      assert.ok(shown.includes(shownAs(issue.explanation)), shown);
      assert.equal(await isInvalid("task-id"), true);
      assert.equal(await verdict("task-id").locator(".before").textContent(), value.slice(0, issue.index));
      const positions = await verdict("task-id").locator(".pointed").evaluate((line) => {
        const box = (selector) => line.querySelector(selector).getBoundingClientRect();
        const at = box(".at");
        const caret = box(".caret");
        return {
          caret: (caret.left + caret.right) / 2 - line.getBoundingClientRect().left,
          below: caret.top - (at.top + at.bottom) / 2,
          character: box(".before").width / line.querySelector(".before").textContent.length,
        };
      });
      const expected = (issue.index + 0.5) * positions.character;
      assert.ok(Math.abs(positions.caret - expected) < 2, `${value}: ${JSON.stringify(positions)}`);
      assert.ok(positions.below > 0);
    }
  });

  test("shows an excerpt of a long value around the invalid character", async () => {
    const value = `arn:aws:iam::123456789012:role/${"a".repeat(5000)}!${"b".repeat(5000)}`;
    const shown = await enter("role-arn", value);
    const { issue } = checkRoleArn(value);
    assert.ok(shown.includes(shownAs(issue.explanation)));
    assert.equal(await verdict("role-arn").locator(".at > span").first().textContent(), "!");
    assert.ok(shown.length < 1000);
  });

  test("offers the suggestion, and applies it", async () => {
    const value = " T-0123456789";
    await enter("task-id", value);
    const { suggestion } = checkTaskId(value).issue;
    await verdict("task-id").getByRole("button", { name: `Use ${suggestion}` }).click();
    assert.equal(await page.inputValue("#task-id"), "t-0123456789");
    assert.equal(await verdict("task-id").innerText(), "✓\nValid");
    assert.equal(await page.evaluate(() => document.activeElement.id), "task-id");
  });

  test("shows an error after a pause in typing, and removes it at once", async () => {
    await context.close();
    await open();
    await page.clock.install();
    await page.reload();
    await isReady(page);
    await page.focus("#task-id");
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.keyboard.type("t-01234567A");
    await page.clock.runFor(250);
    assert.equal(await isInvalid("task-id"), false);
    assert.equal(await verdict("task-id").innerText(), "");
    await page.clock.runFor(100);
    assert.equal(await isInvalid("task-id"), true);
    await page.keyboard.press("Backspace");
    assert.equal(await isInvalid("task-id"), false);
    await page.keyboard.type("89");
    assert.equal(await verdict("task-id").innerText(), "✓\nValid");
    await page.keyboard.press("Backspace");
    await page.clock.runFor(1000);
    assert.equal(await isInvalid("task-id"), false);
    await page.keyboard.press("Tab");
    assert.equal(await isInvalid("task-id"), true, "on leaving the field");
  });

  test("says how many characters are missing, and nothing aloud, while a prefix is right", async () => {
    for (const id of ["paste", "task-id"]) {
      await context.close();
      await open();
      await isReady(page);
      await page.focus(`#${id}`);
      await page.keyboard.type("t-012");
      await page.waitForTimeout(800);
      assert.match(await verdict(id).innerText(), /7 to go$/, id);
      assert.equal(await verdict(id).getAttribute("data-kind"), "prefix", id);
      assert.equal(await page.locator("[aria-invalid]").count(), 0, id);
      assert.equal(await page.textContent("#live"), "", id);
    }
    await context.close();
    await open();
    await isReady(page);
    await page.focus("#role-arn");
    await page.keyboard.type("arn:aws:iam:");
    await page.waitForTimeout(800);
    assert.match(await verdict("role-arn").innerText(), /^Right so far\. Next: :/);
    assert.equal(await page.textContent("#live"), "");
  });

  test("names letters that look like others by code point and script", async () => {
    assert.match(await enter("task-id", "т-0123456789"), /It is the Cyrillic letter U\+0442\./);
    assert.match(await enter("task-id", "t–0123456789"), /It is the dash U\+2013, not a hyphen\./);
    assert.match(await enter("task-id", "t-０123456789"), /It is the full-width character U\+FF10\./);
    assert.match(await enter("graph-id", "g-01234α6789"), /It is the Greek letter U\+03B1\./);
  });

  test("shows the parts of a role ARN, by either revision", async () => {
    const nested = "arn:aws:iam::123456789012:role/teams/graph/import";
    const nameless = "arn:aws:iam::123456789012:role/";
    assert.ok((await enter("role-arn", nested)).includes(shownAs(checkRoleArn(nested).issue.explanation)));
    await page.selectOption("#revision", "current");
    const { partition, accountId, path, roleName } = roleArnParts(nested);
    assert.deepEqual(await definitions("role-arn"),
      { Partition: partition, Account: accountId, Path: path, "Role name": roleName });
    const { issue } = checkRoleArn(nameless, { revision: "current" });
    assert.ok((await enter("role-arn", nameless)).includes(shownAs(issue.explanation)));
    await page.selectOption("#revision", "documented");
    const shown = await verdict("role-arn").innerText();
    assert.match(shown, /Valid/);
    assert.ok(shown.includes(shownAs(checkRoleArn(nameless).warnings[0].explanation)), shown);
    assert.equal((await definitions("role-arn"))["Role name"], "(empty)");
  });

  test("builds a request, or shows why it cannot", async () => {
    const shown = () => verdict("request").innerText();
    const shows = (part) => verdict("request").filter({ hasText: part }).waitFor();
    assert.equal(await shown(), "No request yet: it needs a task ID and a region.");
    await enter("task-id", "t-0123456789");
    assert.equal(await shown(), "No request yet: it needs a region.");
    await page.fill("#region", "us-east-1");
    await shows("Built, not signed, not sent");
    assert.equal(await page.locator("#built pre").first().textContent(), "DELETE https://neptune-graph.us-east-1.amazonaws.com/importtasks/t-0123456789");
    assert.equal(await page.locator("#built pre").count(), 1, "no headers");
    await page.check("#fips");
    await page.check("#dual-stack");
    assert.match(await page.locator("#built pre").textContent(), /https:\/\/neptune-graph-fips\.us-east-1\.api\.aws\//);
    await page.uncheck("#dual-stack");
    await page.fill("#endpoint", "https://localhost:8182");
    await page.locator("#endpoint").blur();
    assert.match(await shown(), /FIPS cannot be combined with a custom endpoint/);
    assert.equal(await isInvalid("endpoint"), true);
    await page.uncheck("#fips");
    assert.match(await page.locator("#built pre").textContent(), /https:\/\/localhost:8182\/importtasks\/t-0123456789/);
    assert.equal(await isInvalid("endpoint"), false);
    await page.fill("#region", "us east");
    await page.locator("#region").blur();
    assert.equal(await isInvalid("region"), true);
    assert.equal(await verdict("request").locator(".before").textContent(), "us");
    assert.deepEqual(await page.locator("#regions option").evaluateAll((all) => all.map(({ value }) => value)), partitions.flatMap(({ regions }) => regions));
  });

  test("lists the patterns of the package", async () => {
    await page.locator("summary", { hasText: "The published patterns" }).click();
    const shown = await page.innerText("#patterns");
    for (const name of ["taskId", "graphId", "roleArn", "roleArnCurrent"]) {
      assert.ok(shown.includes(patterns[name].source) && shown.includes(patterns[name].html), name);
    }
  });

  test("shows hostile input as plain text", async () => {
    for (const id of ["task-id", "graph-id", "role-arn", "lines"]) await enter(id, HOSTILE);
    assert.equal(await verdict("task-id").locator(".pointed").evaluate((line) => {
      line.querySelector(".caret").remove();
      return line.textContent;
    }), HOSTILE);
    await enter("role-arn", `arn:aws${HOSTILE.replace(":", "")}:iam::123456789012:role/x`);
    assert.match(await verdict("role-arn").innerText(), /Valid[\s\S]*<img src=x/);
    await enter("task-id", "t-0123456789");
    for (const id of ["region", "endpoint"]) {
      await page.fill(`#${id}`, HOSTILE);
      await page.locator(`#${id}`).blur();
    }
    await page.fill("#status", "400");
    await page.fill("#headers", `x-amzn-errortype: ${HOSTILE}\nx-amzn-requestid: ${HOSTILE}`);
    await page.fill("#body", JSON.stringify({ message: HOSTILE, reason: HOSTILE }));
    await verdict("response").filter({ hasText: "What to do" }).waitFor();
    assert.equal((await definitions("response")).Message, HOSTILE);
    await page.fill("#body", HOSTILE);
    assert.equal((await definitions("response")).Excerpt, HOSTILE);
    await page.fill("#paste", `${HOSTILE} taskId: "${HOSTILE}" --task-identifier <x> T-0123456789`);
    await page.waitForFunction(() => document.getElementById("live").textContent !== "");
    assert.equal(await page.locator("img").count(), 0);
    assert.equal(await page.evaluate(() => "isHacked" in globalThis), false);
  });

  test("labels every field, and every description exists", async () => {
    const unlabelled = await page.evaluate(() => [...document.querySelectorAll("input, textarea, select")]
      .filter(({ labels, attributes }) => {
        const described = attributes["aria-describedby"]?.value.split(" ") ?? [];
        return labels.length !== 1 || !described.every((id) => document.getElementById(id));
      }).map(({ id }) => id));
    assert.deepEqual(unlabelled, []);
    assert.equal(await page.locator("[role=status], [aria-live]").count(), 1);
    assert.equal(await page.locator("[style], style, script:not([src])").count(), 0);
  });

  test("does not scroll horizontally on the narrowest screen, and has large enough targets", async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    assert.equal(await isWide(), false, "empty");
    await page.locator("#simulate").scrollIntoViewIfNeeded();
    await page.locator("#sim-code pre").waitFor();
    for (const button of await page.locator(".chips button").all()) {
      await button.click();
      await page.waitForTimeout(100);
      assert.equal(await isWide(), false, await button.innerText());
    }
    for (const summary of await page.locator("summary").filter({ visible: true }).all()) await summary.click();
    assert.equal(await isWide(), false, "details");
    await enter("task-id", "T-0A1B2C3D4E");
    await enter("graph-id", "W".repeat(500));
    await enter("lines", `${"x".repeat(300)}\n`.repeat(30));
    await page.fill("#region", "us-east-1");
    assert.equal(await isWide(), false, "invalid");
    await enter("task-id", "t-0123456789");
    assert.equal(await isWide(), false, "request");
    await page.fill("#secret-access-key", "x".repeat(40));
    await page.fill("#access-key-id", "AKID");
    await page.locator("#stages pre").first().waitFor();
    assert.equal(await isWide(), false, "stages");
    for (const target of await page.locator("button, input, select, textarea, summary").filter({ visible: true }).all()) {
      const { width, height } = await target.boundingBox();
      assert.ok(Math.min(width, height) >= 24, await target.evaluate(({ outerHTML }) => outerHTML));
    }
  });

  test("has sufficient contrast, light and dark", async () => {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const colour = (name) => page.evaluate((property) =>
        getComputedStyle(document.documentElement).getPropertyValue(property).trim(), `--${name}`);
      for (const [front, back, min] of [
        ["ink", "page", 4.5], ["ink", "surface", 4.5], ["ink", "sunken", 4.5], ["ink", "accent-tint", 4.5],
        ["soft", "page", 4.5], ["soft", "surface", 4.5], ["accent", "surface", 4.5],
        ["accent", "accent-tint", 4.5], ["on-accent", "accent", 4.5], ["soft", "accent-tint", 4.5], ["soft", "sunken", 4.5], ["invalid", "page", 4.5], ["invalid", "surface", 4.5],
        ["invalid", "invalid-tint", 4.5], ["accent", "page", 4.5], ["edge", "surface", 3],
      ]) {
        const ratio = contrast(await colour(front), await colour(back));
        assert.ok(ratio >= min, `${colorScheme}: ${front} on ${back} is ${ratio.toFixed(2)}`);
      }
    }
  });

  /** What can be read without the scripts. */
  async function assertFallback() {
    const shown = await page.innerText("#fallback");
    for (const name of ["taskId", "graphId", "roleArn", "roleArnCurrent"]) assert.ok(shown.includes(patterns[name].source), name);
    assert.match(shown, /curl --request DELETE/);
    assert.equal(await page.locator("button, input, nav a, select").filter({ visible: true }).count(), 0, "no dead button");
  }

  test("shows the patterns and a request without JavaScript", async () => {
    await context.close();
    await open({ javaScriptEnabled: false });
    await assertFallback();
  });

  test("shows them, and the reason, if WebAssembly cannot start", async () => {
    await context.close();
    await open({ script: () => { delete globalThis.WebAssembly; } });
    await page.waitForSelector("html[data-state=failed]");
    assert.match(await page.innerText("#fallback"), /^WebAssembly cannot start/);
    await assertFallback();
  });

  test("shows them if a script fails", async () => {
    await context.close();
    ({ context, page, problems } = await openPage(browser, "about:blank", {}));
    await page.route("**/paste.js", (route) => route.fulfill({ status: 404, body: "" }));
    problems.length = 0;
    await page.goto(server.url);
    assert.equal(await page.isVisible("#fallback"), false, "not at once");
    await page.waitForFunction(() => getComputedStyle(document.getElementById("fallback")).visibility === "visible" && getComputedStyle(document.getElementById("panels")).visibility === "hidden", undefined, { timeout: 8000 });
    assert.match(await page.innerText("#fallback"), /curl --request DELETE/);
    assert.equal(await page.locator("form :is(button, input, select)").filter({ visible: true }).count(), 0);
    problems.length = 0;
  });

  test("violations of the policy are detected", async () => {
    await page.evaluate(async () => {
      document.body.setAttribute("style", "color: red");
      await fetch("http://127.0.0.1:9/").catch(() => {});
    });
    const violations = problems.splice(0).join("\n");
    assert.match(violations, /violates[^\n]*style-src/);
    assert.match(violations, /violates[^\n]*connect-src/);
  });
});

/** The WCAG contrast ratio of two colours, written as `#rgb` or `#rrggbb`. */
function contrast(one, other) {
  const luminance = (colour) => {
    const short = colour.slice(1);
    const digits = short.length === 3 ? [...short].map((digit) => digit + digit).join("") : short;
    const [red, green, blue] = [0, 2, 4].map((index) => parseInt(digits.slice(index, index + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
