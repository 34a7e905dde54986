// Tests of the page in use: axe-core in every state of every panel, and a whole session without anything that the page must not do.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, test } from "node:test";

import { ARN, context, example, GRAPH, ID, open, page, paste, problems, reopen, SECRET, shows, sign, TOKEN, usePage } from "./page-session-support.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const EVIL = "https://neptune-graph.us-east-1.amazonaws.com.evil.example";

async function simulate(script) {
  await page.locator("#simulate").scrollIntoViewIfNeeded();
  await page.locator("#sim-code pre").waitFor();
  await page.selectOption("#sim-script", script);
  await page.selectOption("#sim-speed", "20 times faster");
  await page.getByRole("button", { name: "Run" }).click();
}

const STATES = {
  empty: async () => {},
  "a prefix": async () => {
    await page.focus("#paste");
    await page.keyboard.type("t-01");
  },
  valid: async () => {
    await page.fill("#task-id", ID);
    await page.fill("#graph-id", GRAPH);
    await page.fill("#role-arn", ARN);
    await page.fill("#lines", ID);
    await page.fill("#region", "us-east-1");
    await shows("request", "Built");
  },
  invalid: async () => {
    for (const id of ["task-id", "graph-id", "role-arn", "lines", "region", "endpoint", "status"]) {
      await page.fill(`#${id}`, "T-0A1B2C3D4E");
      await page.locator(`#${id}`).blur();
    }
    await shows("response", "Invalid");
  },
  pasted: () => paste("paste", `${ID} ${ARN} us-est-1 arn:aws:sts::123456789012:assumed-role/A/b <x>`),
  nothing: () => paste("paste", "hello"),
  signed: async () => {
    await sign();
    await shows("request", "signed");
    for (const summary of await page.locator("summary").filter({ visible: true }).all()) if (!(await summary.innerText()).includes("Sign")) await summary.click();
  },
  PowerShell: async () => {
    await page.fill("#task-id", ID);
    await page.fill("#region", "us-east-1");
    await shows("request", "Built");
    await page.click("#tab-curl");
    await page.check("#powershell");
  },
  "a doubtful link": () => reopen({ bypassCSP: true, hash: `#task=${ID}&region=us-east-1&endpoint=${EVIL}` }),
  accepted: async () => {
    await example("200");
    await page.locator("#life").scrollIntoViewIfNeeded();
    await page.locator("#life [aria-current]").waitFor();
  },
  denied: () => example("403"),
  "a rejected signature": async () => {
    await example("Signature");
    await page.locator("#mismatch").waitFor();
    await page.locator("#response-verdict summary").click();
  },
  list: () => example("List"),
  simulated: async () => {
    await simulate("throttled");
    await page.locator("#sim-now", { hasText: "Outcome" }).waitFor();
    await page.locator("#simulation summary").first().click();
  },
  "a simulation that runs": async () => {
    await simulate("is cancelled");
    await page.locator("#sim-now", { hasText: "CANCELLING" }).waitFor();
  },
};

describe("using the page", { timeout: 300_000 }, () => {
  usePage();

  for (const [name, enterState] of Object.entries(STATES)) {
    test(`has no violations according to axe-core: ${name}`, async () => {
      for (const colorScheme of ["light", "dark"]) {
        // The policy would block the injection of axe-core.
        await reopen({ colorScheme, bypassCSP: true });
        await enterState();
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(450);
        await page.evaluate(AXE);
        const violations = await page.evaluate(async () => {
          const found = await globalThis.axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
          });
          return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
        });
        assert.deepEqual(violations, [], colorScheme);
        for (const width of [320, 390, 768, 1440]) {
          await page.setViewportSize({ width, height: 640 });
          const isWide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
          assert.equal(isWide, false, `scrolls horizontally at ${width} pixels`);
        }
      }
    });
  }

  test("descriptions are one sentence, and each exists", async () => {
    for (const name of ["empty", "valid", "invalid", "signed", "denied", "accepted"]) {
      await reopen();
      await STATES[name]();
      await page.waitForTimeout(450);
      const described = await page.evaluate(() => [...document.querySelectorAll("[aria-describedby]")].flatMap((field) =>
        field.getAttribute("aria-describedby").split(" ").map((id) => [`${field.id}: ${id}`, document.getElementById(id)?.textContent])));
      for (const [field, words] of described) {
        assert.ok(words !== undefined, `${name}, ${field}`);
        assert.ok(words.length <= 200, `${name}, ${field}: ${words}`);
      }
    }
  });

  test("the caret is visible in forced colours", async () => {
    await reopen({ forcedColors: "active" });
    await paste("paste", "t-01234A6789");
    const { caret, at, page: back } = await page.evaluate(() => {
      const colours = (selector) => getComputedStyle(document.querySelector(selector));
      return { caret: colours("#paste-verdict .caret").color, at: colours("#paste-verdict .at").backgroundColor, page: colours("body").backgroundColor };
    });
    assert.notEqual(caret, back);
    assert.notEqual(at, back);
  });

  test("a whole session violates nothing, sends nothing elsewhere, and shows no secret outside its field", async () => {
    await reopen();
    for (const name of ["a prefix", "valid", "invalid", "pasted", "nothing"]) await STATES[name]();
    for (const button of await page.locator("#examples button").all()) {
      await button.click();
      await page.waitForTimeout(150);
    }
    await page.locator("#life").scrollIntoViewIfNeeded();
    await page.keyboard.press("Control+Z");
    await sign();
    await page.fill("#endpoint", "");
    await page.fill("#body", JSON.stringify({ message: `x-amz-security-token:${TOKEN} ${SECRET}` }));
    await page.fill("#status", "403");
    await page.click("#copy-link");
    for (const script of ["is cancelled", "lost response", "skewed clock"]) {
      await simulate(script);
      await page.locator("#sim-now", { hasText: "Outcome" }).waitFor();
    }
    await page.evaluate(() => navigator.serviceWorker.ready);
    const everything = await page.evaluate(async () => {
      const rest = document.documentElement.cloneNode(true);
      return JSON.stringify([location.href, document.title, { ...sessionStorage }, { ...localStorage }, rest.outerHTML, document.body.innerText, await navigator.clipboard.readText()]);
    });
    for (const secret of [SECRET, TOKEN]) assert.equal(everything.includes(secret), false);
    assert.equal(await page.evaluate(() => {
      try {
        document.createElement("div").innerHTML = "<b>x</b>";
        return false;
      } catch (error) {
        return error instanceof TypeError;
      }
    }), true, "Trusted Types are enforced");
    assert.deepEqual(problems.splice(0).filter((problem) => !problem.includes("TrustedHTML")), []);
    await context.close();
    await open();
  });
});
