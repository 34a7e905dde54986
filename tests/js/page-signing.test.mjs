// Tests of the page in use: signing, and where the keys must not get. The expected messages come from the package, which has its own tests.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { explainRequest } from "../../dist/index.mjs";
import { isReady } from "./page-in-browser.mjs";
import {
  announces, clipboard, context, DATE, hash, ID, KEYS, open, page, SECRET, shows, sign, text, TOKEN, usePage, value,
} from "./page-session-support.mjs";

describe("using the page", { timeout: 240_000 }, () => {
  usePage();

  const explanation = () =>
    explainRequest({ taskIdentifier: ID }, { region: "us-east-1", credentials: KEYS, date: new Date(DATE) });

  test("signs, and shows the stages with the token masked, and until when AWS accepts it", async () => {
    await sign();
    await shows("request", "Built and signed, not sent");
    const { canonicalRequest, stringToSign, scope, signature } = explanation();
    const shown = await page.locator("#stages pre").allTextContents();
    assert.deepEqual(shown, [canonicalRequest.replace(TOKEN, `(${TOKEN.length} characters)`), stringToSign, scope, signature]);
    assert.match(await text("signing-verdict"), /AWS accepted it until 2026-01-31 12:05:00 UTC\./);
    await page.fill("#signed-at", "");
    assert.match(await text("signing-verdict"), /AWS accepts it until \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, .* here\./);
    await page.fill("#session-token", "");
    assert.match(await text("signing-verdict"), /session token is missing/);
    await page.fill("#signed-at", "yesterday");
    await page.locator("#signed-at").blur();
    assert.equal(await page.getAttribute("#signed-at", "aria-invalid"), "true");
    assert.match(await text("signing-verdict"), /must be a valid Date/);
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
    await shows("request", "signed");
    for (const tool of ["cancelAndWait", "curl", "fetch", "node", "awsCli", "boto3"]) {
      await page.click(`#tab-${tool}`);
      await page.click("#copy-snippet");
      assertNoSecret(await pageContents(), tool);
    }
    // AWS quotes the token in its message.
    await page.fill("#status", "403");
    await page.fill("#headers", "x-amzn-errortype: InvalidSignatureException");
    await page.fill("#body", JSON.stringify({ message: `The Canonical String for this request should have been\n'${explanation().canonicalRequest}'\n\nThe String-to-Sign should have been\n'x'` }));
    await page.locator("#mismatch").waitFor();
    await announces("InvalidSignatureException.");
    assertNoSecret(await page.textContent("#live"), "in the announcement");
    await page.click("#copy-link");
    await page.waitForTimeout(400);
    assertNoSecret(await pageContents({ isTokenInBody: true }), "with a response");
    await shows("response", "InvalidSignature");
    assertNoSecret(await text("response-verdict") + await page.innerText("#mismatch"), "in the verdict on the response");
    await page.click("#clear");
    await page.waitForTimeout(400);
    for (const id of ["access-key-id", "secret-access-key", "session-token"]) assert.equal(await value(id), "");
    await announces("The keys are cleared");
    assert.equal((await value("body")).includes(TOKEN), false);
    await page.fill("#body", "{}");
    assertNoSecret(await pageContents(), "after Clear");
    await page.fill("#secret-access-key", SECRET);
    await page.reload();
    await isReady(page);
    assert.equal(await value("secret-access-key"), "");
    assertNoSecret(await pageContents(), "after a reload");
  });

  test("no secret gets into the URL or the storage, whatever field it is typed into", async () => {
    const fields = await page.locator("form input:not([type=checkbox], [type=radio], [type=file]), textarea").evaluateAll((all) => all.map(({ id }) => id));
    await page.locator("#signing > summary").click();
    // The last one has letters and digits alone, as every fourth has.
    for (const secret of [SECRET, TOKEN, SECRET.replaceAll(/\W/g, "x")]) {
      for (const id of fields) {
        await page.fill(`#${id}`, secret);
        await page.waitForTimeout(300);
        const stored = await page.evaluate(() => location.href + JSON.stringify([history.state, { ...sessionStorage }, { ...localStorage }]));
        assertNoSecret(stored, id);
        assert.equal(stored.includes(secret), false, id);
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
    await shows("request", "not signed");
  });
});
