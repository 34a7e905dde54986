// Helpers for the tests of the page in use: a server and a browser for each file, and a new page for each test.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach } from "node:test";

import { serve } from "../../www/serve.mjs";
import { isReady, launch, openPage } from "./page-in-browser.mjs";

export const ID = "t-0123456789";
export const GRAPH = "g-0123456789";
export const ARN = "arn:aws:iam::123456789012:role/import";
// Examples in the format of AWS's keys.
export const SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
export const TOKEN = `IQoJb3JpZ2luX2VjE${"Ab0/".repeat(40)}==`;
export const KEYS = { accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: SECRET, sessionToken: TOKEN };
export const DATE = "2026-01-31T12:00:00Z";

let browser;
export let server;
export let context;
export let page;
export let problems;

/** Registers the hooks, which start and stop the server and the browser, and open and close the page. */
export function usePage() {
  before(async () => {
    server = await serve({ port: 0 });
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(() => open());
  afterEach(async () => {
    await context?.close();
    assert.deepEqual(problems, []);
  });
}

export async function open({ hash = "", ...options } = {}) {
  ({ context, page, problems } = await openPage(browser, server.url + hash,
    { permissions: ["clipboard-read", "clipboard-write"], ...options }));
  await isReady(page);
}

/** Opens the page anew, with nothing in it. */
export async function reopen(options) {
  await context.close();
  await open(options);
}

/** Starts the server again after it was closed, on the same port. */
export async function restartServer() {
  server = await serve({ port: Number(new URL(server.url).port) });
}

export const value = (id) => page.inputValue(`#${id}`);
export const text = (id) => page.innerText(`#${id}`);
export const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
export const announces = (message) => page.waitForFunction((part) => document.getElementById("live").textContent.includes(part), message);
export const focused = () => page.evaluate(() => document.activeElement.id);
export const hash = () => page.evaluate(() => Object.fromEntries(new URLSearchParams(location.hash.slice(1))));

/** Pastes from the clipboard with the keyboard. */
export async function paste(id, pasted) {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), pasted);
  await page.focus(`#${id}`);
  await page.keyboard.press("Control+V");
}

/** What stands in the verdict of a field or a panel. */
export const verdict = (id) => page.locator(`#${id}-verdict`);
export const isInvalid = async (id) => (await page.getAttribute(`#${id}`, "aria-invalid")) === "true";

/** Fills in a field and leaves it, so that the verdict is shown without a delay. Returns the verdict. */
export async function enter(id, input) {
  await page.fill(`#${id}`, input);
  await page.locator(`#${id}`).blur();
  return verdict(id).innerText();
}

/** Clicks an example. */
export const example = (name) => page.locator("#examples").getByRole("button", { name, exact: true }).click();

/** Waits until the verdict of a panel contains a string. */
export const shows = (id, part) => verdict(id).filter({ hasText: part }).waitFor();

/** The longest time that is allowed from a keystroke to the verdict. */
const LIMIT = 16;

/**
 * Types `values` into a field `rounds` times, and measures the time to the verdict with its layout. On a machine that interrupts an equally long
 * loop without any page for longer than the limit, the time says nothing.
 */
export async function assertFast(t, name, id, values, rounds) {
  const { median, slow, idle } = await page.evaluate(async ([target, typed, count]) => {
    const [times, loops] = [[], []];
    const input = document.getElementById(target);
    for (let round = 0; round < count; round += 1) {
      for (const value of typed) {
        const start = performance.now();
        input.value = value;
        input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
        document.getElementById(`${target}-verdict`).getBoundingClientRect();
        const end = performance.now();
        times.push(end - start);
        while (performance.now() < end + (end - start));
        loops.push(performance.now() - end);
        await new Promise((resolve) => { setTimeout(resolve); });
      }
    }
    const at = (list, part) => list.toSorted((a, b) => a - b)[Math.floor(list.length * part)];
    return { median: at(times, 0.5), slow: at(times, 0.99), idle: at(loops.map((loop, i) => loop - times[i]), 0.99) };
  }, [id, values, rounds]);
  t.diagnostic(`keystroke to verdict ${name}, including layout: median ${median.toFixed(2)} ms, 99th percentile ${slow.toFixed(2)} ms`);
  assert.ok(median < LIMIT / 2, `${name}: ${median} ms`);
  if (idle > LIMIT / 4) t.diagnostic(`the machine is too busy to measure it: interruptions of ${idle.toFixed(1)} ms`);
  else assert.ok(slow < LIMIT, `${name}: ${slow} ms`);
}

export async function sign(date = DATE) {
  await page.fill("#task-id", ID);
  await page.fill("#region", "us-east-1");
  await page.locator("#signing > summary").click();
  await page.fill("#access-key-id", KEYS.accessKeyId);
  await page.fill("#secret-access-key", SECRET);
  await page.fill("#session-token", TOKEN);
  if (date) await page.fill("#signed-at", date);
}
