// Chromium, and the page of www/ in it, for the tests and for the screenshots. Each page has its own context, which records
// everything that the page must not do.

import { existsSync } from "node:fs";

import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--no-first-run", "--disable-quic"];

export async function launch() {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`Chromium not found at ${CHROMIUM}: set CHROMIUM, or run \`make browser\``);
  }
  return chromium.launch({ executablePath: CHROMIUM, args: ARGS });
}

/** Opens `url` in a new context. `problems` collects console errors, which include violations of the page's policy, and requests to other origins. */
export async function openPage(browser, url, { script, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const problems = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("requestfailed", (failed) => {
    const { errorText } = failed.failure();
    // Requests that are aborted by a navigation have not failed.
    if (errorText !== "net::ERR_ABORTED") problems.push(`${errorText}: ${failed.url()}`);
  });
  const { origin } = new URL(url);
  context.on("request", (sent) => {
    if (!sent.url().startsWith(`${origin}/`)) problems.push(`sent: ${sent.url()}`);
  });
  if (script) await page.addInitScript(script);
  await page.goto(url);
  return { context, page, problems };
}

/** Waits until the page is rendered. */
export const isReady = (page) => page.waitForSelector("html[data-state=ready]");

/** An explanation as the page shows it: what is between backticks is in the monospaced face instead. */
export const shownAs = (explanation) => explanation.replaceAll("`", "");
