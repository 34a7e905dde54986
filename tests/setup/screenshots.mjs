// Screenshots of the page's main states, at four widths, light, dark and in forced colours, in target/screenshots, and the two for the README
// in www/screenshots. With `--readme`, only those two.

import { mkdirSync } from "node:fs";

import { serve } from "../../www/serve.mjs";
import { isReady, launch, openPage } from "../js/page-in-browser.mjs";

const example = (page, name) => page.locator("#examples").getByRole("button", { name, exact: true }).click();

const STATES = {
  empty: async () => {},
  check: (page) => example(page, "Upper case"),
  request: async (page) => {
    await example(page, "Command");
    await page.locator("#signing > summary").click();
    await page.fill("#access-key-id", "ASIAIOSFODNN7EXAMPLE");
    await page.fill("#secret-access-key", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    await page.fill("#signed-at", "2026-01-31T12:00:00Z");
    await page.locator("#stages pre").first().waitFor();
  },
  response: async (page) => {
    await example(page, "Signature");
    await page.locator("#mismatch").waitFor();
  },
  accepted: async (page) => {
    await example(page, "200");
    await page.locator("#life").scrollIntoViewIfNeeded();
    await page.locator("#life [aria-current]").waitFor();
  },
  denied: async (page) => {
    await example(page, "403");
    await page.locator("#response-verdict", { hasText: "AccessDenied" }).waitFor();
  },
  list: (page) => example(page, "List"),
  simulation: async (page) => {
    await page.locator("#simulate").scrollIntoViewIfNeeded();
    await page.locator("#sim-code pre").waitFor();
    await page.selectOption("#sim-script", "throttled");
    await page.selectOption("#sim-speed", "20 times faster");
    await page.getByRole("button", { name: "Run" }).click();
    await page.locator("#sim-now", { hasText: "Outcome" }).waitFor();
  },
};
const THEMES = { light: { colorScheme: "light" }, dark: { colorScheme: "dark" }, forced: { forcedColors: "active" } };
const WIDTHS = [320, 390, 768, 1440];

// The screenshots for the README: the state, the section of the page and the theme.
const README_SCREENSHOTS = { check: ["check", ".hero", "light"], response: ["response", "#mismatch", "dark"] };
const MAX_HEIGHT = 640;

const target = new URL("../../target/screenshots/", import.meta.url);
const readmeFolder = new URL("../../www/screenshots/", import.meta.url);
for (const folder of [target, readmeFolder]) mkdirSync(folder, { recursive: true });

const server = await serve({ port: 0 });
const browser = await launch();

/** Opens the page in a state, and takes screenshots of it. */
async function shoot(state, options, take) {
  const { context, page } = await openPage(browser, server.url, options);
  await isReady(page);
  await STATES[state](page);
  // The page shows an error only after a pause in typing.
  await page.waitForTimeout(450);
  await take(page);
  await context.close();
}

try {
  for (const [theme, options] of process.argv.includes("--readme") ? [] : Object.entries(THEMES)) {
    for (const width of WIDTHS) {
      for (const state of Object.keys(STATES)) {
        await shoot(state, { ...options, viewport: { width, height: 900 } }, (page) =>
          page.screenshot({ path: new URL(`${state}-${width}-${theme}.png`, target).pathname, fullPage: true }));
      }
    }
  }
  for (const [name, [state, section, theme]] of Object.entries(README_SCREENSHOTS)) {
    await shoot(state, { ...THEMES[theme], viewport: { width: 1120, height: 900 } }, async (page) => {
      const { x, y, width, height } = await page.locator(section).boundingBox();
      const clip = { x: x - 12, y: y + await page.evaluate(() => scrollY) - 12, width: width + 24, height: Math.min(height + 24, MAX_HEIGHT) };
      // Compressed, because they are in the repository.
      await page.screenshot({ path: new URL(`${name}.jpg`, readmeFolder).pathname, type: "jpeg", quality: 72, fullPage: true, clip });
    });
  }
} finally {
  await browser.close();
  await server.close();
}
process.stdout.write(`${target.pathname}\n`);
