// Tests of the page in Firefox, with keyboard input. Violations of the policy and errors are recorded.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import { checkTaskId, explainRequest } from "../../dist/index.mjs";
import { requestSnippets } from "../../dist/snippets.mjs";
import { serve } from "../../www/serve.mjs";
import { open } from "../matrix/browsers.mjs";
import { shownAs } from "./page-in-browser.mjs";

const ID = "t-0123456789";
const SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const TAB = "\uE004";

let server;
let browser;
before(async () => {
  server = await serve({ port: 0 });
  browser = await open("firefox");
  await browser.goTo(server.url);
  await until("return document.documentElement.dataset.state === 'ready'");
  // In the document, because each WebDriver script has its own globals.
  await browser.run(`const note = (what) => document.body.setAttribute("data-seen", document.body.dataset.seen + what + ";");
    document.body.setAttribute("data-seen", "");
    addEventListener("securitypolicyviolation", ({ violatedDirective }) => note(violatedDirective));
    addEventListener("error", ({ message }) => note(message));
    addEventListener("unhandledrejection", ({ reason }) => note(reason));`);
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Waits until a script in the page returns true. */
async function until(script) {
  for (let elapsed = 0; elapsed < 10_000; elapsed += 50) {
    if (await browser.run(script)) return;
    await delay(50);
  }
  assert.fail(`timed out after ten seconds: ${script}`);
}

const textOf = (id) => browser.run(`return document.getElementById("${id}").innerText`);
const focus = (id) => browser.run(`document.getElementById("${id}").focus()`);
const contains = (id, part) => until(`return document.getElementById("${id}").innerText.includes(${JSON.stringify(part)})`);

test("validates with each key", async () => {
  assert.equal(await browser.run("return document.activeElement.id"), "paste");
  await browser.type("t-01A");
  await contains("paste-verdict", shownAs(checkTaskId("t-01A").issue.explanation));
  await until("return document.getElementById('task-id').getAttribute('aria-invalid') === 'true'");
  await browser.type("\uE00323");
  assert.match(await textOf("paste-verdict"), /6 to go/);
  await browser.type("456789");
  assert.match(await textOf("task-id-verdict"), /Valid/);
  assert.equal(await browser.run("return document.getElementById('task-id-template').textContent"), ID);
  assert.equal(await browser.run("return document.querySelector('[aria-invalid]')"), null);
});

test("builds and signs a request, and clears the keys", async () => {
  await focus("region");
  await browser.type("us-east-1");
  await until("return document.getElementById('snippet-text').textContent !== ''");
  assert.equal(await browser.run("return document.getElementById('snippet-text').textContent"),
    requestSnippets({ taskIdentifier: ID }, { region: "us-east-1" }).cancelAndWait);
  await browser.run("document.querySelector('#signing > summary').click()");
  await focus("access-key-id");
  await browser.type(`AKID${TAB}${SECRET}${TAB}${TAB}2026-01-31T12:00:00Z`);
  const { signature } = explainRequest({ taskIdentifier: ID }, {
    region: "us-east-1", credentials: { accessKeyId: "AKID", secretAccessKey: SECRET }, date: new Date("2026-01-31T12:00:00Z"),
  });
  await until("return document.querySelector('#stages pre') !== null");
  assert.equal(await browser.run("return [...document.querySelectorAll('#stages pre')].at(-1).textContent"), signature);
  await until("return location.hash.includes('region')");
  assert.equal(await browser.run("return location.href + document.documentElement.outerHTML + JSON.stringify({ ...sessionStorage })")
    .then((all) => all.includes(SECRET)), false);
  await browser.run("document.getElementById('clear').click()");
  assert.equal(await browser.run("return document.getElementById('secret-access-key').value"), "");
});

test("distributes a paste, undoes it with Ctrl+Z, and reads a response", async () => {
  const fields = () => browser.run("return ['paste', 'task-id', 'region'].map((id) => document.getElementById(id).value)");
  await focus("paste");
  await browser.control("a");
  await browser.type("\uE003");
  const pasted = "aws neptune-graph cancel-import-task --task-identifier t-abcdefghij --region eu-west-1";
  await focus("lines");
  await browser.type(pasted);
  await browser.control("a");
  await browser.control("c");
  const before = await fields();
  await focus("graph-id");
  await browser.control("v");
  assert.deepEqual(await fields(), [pasted, "t-abcdefghij", "eu-west-1"]);
  await browser.control("z");
  assert.deepEqual(await fields(), before);
  await browser.run("[...document.querySelectorAll('#examples button')].find(({ textContent }) => textContent === '200').click()");
  await contains("response-verdict", "Cancellation started");
  await browser.run("document.getElementById('life').scrollIntoView()");
  await contains("life", "Now: CANCELLING");
  await browser.run("[...document.querySelectorAll('#examples button')].find(({ textContent }) => textContent === 'Signature').click()");
  await contains("mismatch", "The path was changed between signing and AWS.");
  await browser.run("[...document.querySelectorAll('#examples button')].find(({ textContent }) => textContent === 'List').click()");
  await contains("lines-verdict", "5 task IDs: 2 valid, 3 invalid");
});

test("simulates a cancellation", async () => {
  await browser.run("document.getElementById('simulate').scrollIntoView()");
  await until("return document.querySelector('#sim-code pre') !== null");
  await browser.run("const speed = document.getElementById('sim-speed'); speed.value = '20 times faster'; speed.dispatchEvent(new Event('input', { bubbles: true }))");
  await browser.run("[...document.querySelectorAll('#simulation button')].find(({ textContent }) => textContent === 'Run').click()");
  await contains("sim-now", "Outcome: cancelled");
});

test("causes no violations of its policy and no errors", async () => {
  assert.equal(await browser.run("return document.body.dataset.seen"), "");
  await browser.run("document.body.setAttribute('style', 'color: red')");
  await until("return document.body.dataset.seen.includes('style-src')");
});
