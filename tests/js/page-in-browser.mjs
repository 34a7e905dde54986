// The page of www/ in Chromium, for the tests that drive it and for the screenshots: one context for each, which notes
// whatever the page must not do.

import { existsSync } from "node:fs";

import { chromium } from "playwright-core";

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--no-first-run", "--disable-quic"];

export async function launch() {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`there is no Chromium at ${CHROMIUM}: say where it is with CHROMIUM=/path/to/chromium`);
  }
  return chromium.launch({ executablePath: CHROMIUM, args: ARGS });
}

/** Opens `url` in a new context. Violations of the page's policy are errors on the console, and so among `problems`. */
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
    // What was still loading when the test went on has not failed.
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

/** Waits until the panels are there. */
export const isReady = (page) => page.waitForSelector("#patterns h3", { state: "attached" });
