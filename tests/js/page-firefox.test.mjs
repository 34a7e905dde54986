// Tests of the page in Firefox, with keyboard input. Violations of the policy and errors are recorded.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";

import { checkTaskId, explainRequest } from "../../dist/index.mjs";
import { requestSnippets } from "../../dist/snippets.mjs";
import { serve } from "../../www/serve.mjs";
import { open } from "../matrix/browsers.mjs";

const ID = "t-0123456789";
const SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const TAB = "\uE004";

let server;
let browser;
before(async () => {
  server = await serve({ port: 0 });
  browser = await open("firefox");
  await browser.goTo(server.url);
  await until("return document.querySelector('#patterns h3') !== null");
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

test("validates with each key", async () => {
  assert.equal(await browser.run("return document.activeElement.id"), "task-id");
  await browser.type("t-01A");
  await until("return document.getElementById('task-id').getAttribute('aria-invalid') === 'true'");
  assert.ok((await textOf("task-id-verdict")).includes(checkTaskId("t-01A").issue.message));
  await browser.type("\uE00323456789");
  assert.match(await textOf("task-id-verdict"), /Valid/);
  assert.equal(await browser.run("return document.getElementById('task-id-template').textContent"), ID);
  assert.equal(await browser.run("return document.querySelector('[aria-invalid]')"), null);
});

test("builds and signs a request, and clears the keys", async () => {
  await focus("region");
  await browser.type("us-east-1");
  assert.equal(await browser.run("return document.getElementById('snippet-text').textContent"),
    requestSnippets({ taskIdentifier: ID }, { region: "us-east-1" }).curl);
  await browser.run("document.querySelector('#signing > summary').click()");
  await focus("access-key-id");
  await browser.type(`AKID${TAB}${SECRET}${TAB}${TAB}2026-01-31T12:00:00Z`);
  const { signature } = explainRequest({ taskIdentifier: ID }, {
    region: "us-east-1", credentials: { accessKeyId: "AKID", secretAccessKey: SECRET }, date: new Date("2026-01-31T12:00:00Z"),
  });
  await until("return document.querySelector('#signing-verdict details') !== null");
  assert.equal(await browser.run("return [...document.querySelectorAll('#signing-verdict pre')].at(-1).textContent"), signature);
  await until("return location.hash.includes('region')");
  assert.equal(await browser.run("return location.href + document.documentElement.outerHTML + JSON.stringify({ ...sessionStorage })")
    .then((all) => all.includes(SECRET)), false);
  await browser.run("document.getElementById('clear').click()");
  assert.equal(await browser.run("return document.getElementById('secret-access-key').value"), "");
});

test("distributes pasted values, and parses a response", async () => {
  await focus("lines");
  await browser.type("aws neptune-graph cancel-import-task --task-identifier t-abcdefghij --region eu-west-1");
  await browser.control("a");
  await browser.control("c");
  await focus("task-id");
  await browser.control("a");
  await browser.control("v");
  assert.deepEqual(await browser.run("return [document.getElementById('task-id').value, document.getElementById('region').value]"),
    ["t-abcdefghij", "eu-west-1"]);
  await browser.run("document.querySelector('[data-answer=accepted]').click()");
  assert.match(await textOf("answer-verdict"), /Accepted/);
  assert.match(await browser.run("return document.querySelector('#life [aria-current]').textContent"), /^CANCELLING/);
});

test("causes no violations of its policy and no errors", async () => {
  assert.equal(await browser.run("return document.body.dataset.seen"), "");
  await browser.run("document.body.setAttribute('style', 'color: red')");
  await until("return document.body.dataset.seen.includes('style-src')");
});
