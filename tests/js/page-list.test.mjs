// Tests of the page in use: many values at once.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { checkLines } from "../../dist/index.mjs";
import { announces, ARN, assertFast, clipboard, focused, GRAPH, ID, isInvalid, page, shows, text, usePage, value } from "./page-session-support.mjs";

const column = () => page.locator("#column option").allTextContents();

describe("the list", { timeout: 240_000 }, () => {
  usePage();

  const fill = async (lines, counts) => {
    await page.fill("#lines", lines);
    await page.locator("#lines").blur();
    await shows("lines", counts);
  };

  test("counts at once, and groups what is invalid by its cause", async () => {
    const lines = [...Array.from({ length: 25 }, (_, i) => `T-01234567${String(i).padStart(2, "0")}`), ID, "t-01", GRAPH, "t-01234!6789", "x", ` ${ID}x`];
    await fill(lines.join("\n"), "31 task IDs: 1 valid, 30 invalid");
    const shown = await text("lines-verdict");
    for (const part of ["25 in upper case", "and 22 more", "1 too short", "1 not valid: this is a graph ID", "1 with another beginning", "1 with a character that is not allowed", "1 too long"]) {
      assert.ok(shown.includes(part), `${part}: ${shown}`);
    }
    assert.ok(shown.indexOf("25 in upper case") < shown.indexOf("1 too short"), "the largest group first");
    assert.ok(shown.includes(checkLines("taskId", "t-01").issues[0].issue.explanation));
    assert.equal(await isInvalid("lines"), false);
    await announces("31 task IDs: 1 valid, 30 invalid.");
    await fill(`${ID}\n`, "1 task ID: 1 valid, 0 invalid");
  });

  test("jumps to the line, and copies valid, fixed and rejected values", async () => {
    await fill(`t-abcdefghij\n\nT-0123456789\n=x,"y"\n${ID}\n`, "4 task IDs: 2 valid, 2 invalid");
    await page.getByRole("button", { name: "line 3" }).click();
    assert.equal(await focused(), "lines");
    assert.equal(await page.evaluate(() => {
      const { value, selectionStart, selectionEnd } = document.getElementById("lines");
      return value.slice(selectionStart, selectionEnd);
    }), "T-0123456789");
    const copied = async (name) => {
      await page.getByRole("button", { name }).click();
      return clipboard();
    };
    assert.equal(await copied("Copy valid"), `t-abcdefghij\n${ID}`);
    assert.equal(await copied("Copy fixed"), `t-abcdefghij\n${ID}\n${ID}`);
    const [header, first, second, ...rest] = (await copied("Copy rejected as CSV")).split("\n");
    assert.equal(header, "line,value,cause,explanation,suggestion");
    assert.match(first, /^3,"T-0123456789","in upper case",".*","t-0123456789"$/);
    assert.match(second, /^4,"'=x,""y""",/, "no formula");
    assert.deepEqual(rest, []);
    await announces("rejected values copied");
  });

  test("reads a column of a CSV file or a spreadsheet, with header, quotes and blank lines, and JSON arrays", async () => {
    await fill(`name,task id,note\n"a, b","${ID}",x\n\nc,T-0123456789,"say ""y"""\n`, "2 task IDs: 1 valid, 1 invalid");
    assert.deepEqual(await column(), ["name", "task id", "note"]);
    assert.equal(await value("column"), "1");
    assert.match(await text("lines-verdict"), /line 4/);
    await page.selectOption("#column", "0");
    await shows("lines", "2 task IDs: 0 valid, 2 invalid");
    await fill(`${ID}\tone\nt-abcdefghij\ttwo`, "2 task IDs: 2 valid, 0 invalid");
    assert.deepEqual(await column(), ["column 1", "column 2"]);
    await fill(`a;b\r\n"x";"${ID}"\r\n"y";"${ID}"\r\n`, "2 task IDs: 2 valid, 0 invalid");
    await fill(JSON.stringify([ID, "t-01"]), "2 task IDs: 1 valid, 1 invalid");
    assert.equal(await page.isVisible("#column"), false);
    await fill(`"${ID}",\n'${ID}',\n`, "2 task IDs: 2 valid, 0 invalid");
    await page.selectOption("#kind", { label: "role ARN, documented revision" });
    await fill("arn:aws:iam::123456789012:role/teams/import", "1 role ARN: 0 valid, 1 invalid");
    await page.selectOption("#kind", { label: "role ARN, current revision" });
    await shows("lines", "1 role ARN: 1 valid, 0 invalid");
    await page.setInputFiles("#file", { name: "roles.csv", mimeType: "text/csv", buffer: Buffer.from(`arn\n${ARN}\n`) });
    await shows("lines", "1 role ARN: 1 valid");
  });

  test("shows the beginning of a long paste, and checks all of it", async () => {
    const lines = `${ID}\n`.repeat(50_000) + "T-0123456789\n".repeat(50_000);
    await page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData("text/plain", pasted);
      document.getElementById("paste").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, lines);
    await shows("paste", "100,000 task IDs: 50,000 valid, 50,000 invalid");
    assert.equal((await value("lines")).length, lines.length);
    assert.ok((await value("paste")).length < 3000);
    await page.keyboard.press("Control+Z");
    assert.deepEqual([await value("paste"), await value("lines")], ["", ""]);
  });

  test("stays responsive with 100,000 lines", async (t) => {
    const lines = `${"bad line\n".repeat(60_000)}${`${ID}\n`.repeat(40_000)}`;
    const longest = await page.evaluate(async (content) => {
      const field = document.getElementById("lines");
      let last = performance.now();
      let gap = 0;
      const timer = setInterval(() => {
        gap = Math.max(gap, performance.now() - last);
        last = performance.now();
      }, 1);
      field.value = content;
      last = performance.now();
      field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
      while (!document.getElementById("lines-verdict").textContent.includes("100,000 task IDs: 40,000 valid, 60,000 invalid")
        || document.getElementById("lines-verdict").textContent.includes("so far")) await new Promise((resolve) => { setTimeout(resolve, 20); });
      clearInterval(timer);
      return gap;
    }, lines);
    t.diagnostic(`100,000 lines: the longest task of the page takes ${longest.toFixed(0)} ms`);
    assert.ok(longest < 300, `${longest} ms`);
    await assertFast(t, "beside 100,000 lines", "graph-id", ["g-", "g-0", "g-0A", "g-0123456789"], 50);
  });
});
