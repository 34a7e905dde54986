// Screenshots of the page's main states, at three widths, light and dark, in target/screenshots, and the two for the README
// in www/screenshots.

import { mkdirSync } from "node:fs";

import { serve } from "../../www/serve.mjs";
import { isReady, launch, openPage } from "../js/page-in-browser.mjs";

const STATES = {
  empty: async () => {},
  check: async (page) => {
    await page.fill("#task-id", "t-0a1b2c3D4e");
    await page.fill("#graph-id", "g-0a1b2c");
    await page.fill("#role-arn", "arn:aws:iam::123456789012:role/import");
    await page.fill("#lines", "t-0a1b2c3d4e\nt-0a1b2c3d4\nT-0A1B2C3D4E\n");
  },
  request: async (page) => {
    await page.fill("#task-id", "t-0a1b2c3d4e");
    await page.fill("#region", "us-est-1");
    await page.locator("#signing > summary").click();
    await page.fill("#access-key-id", "ASIAIOSFODNN7EXAMPLE");
    await page.fill("#secret-access-key", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    await page.fill("#signed-at", "2026-01-31T12:00:00Z");
    await page.locator("#signing-verdict summary").click();
  },
  answer: async (page) => {
    await page.fill("#task-id", "t-0a1b2c3d4e");
    await page.fill("#region", "us-east-1");
    await page.locator("#signing > summary").click();
    await page.fill("#access-key-id", "AKIAIOSFODNN7EXAMPLE");
    await page.fill("#secret-access-key", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    await page.locator("#signing > summary").click();
    await page.click("[data-answer=mismatch]");
  },
  accepted: (page) => page.click("[data-answer=accepted]"),
};

// The screenshots for the README: the state, the section of the page and the theme.
const README_SCREENSHOTS = { check: ["check", "[aria-labelledby=check-title]", "light"], answer: ["answer", "[aria-labelledby=answer-title]", "dark"] };

const MAX_HEIGHT = 640;

const target = new URL("../../target/screenshots/", import.meta.url);
const readmeFolder = new URL("../../www/screenshots/", import.meta.url);
for (const folder of [target, readmeFolder]) mkdirSync(folder, { recursive: true });

const server = await serve({ port: 0 });
const browser = await launch();
try {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 768, 1440]) {
      for (const [name, enterState] of Object.entries(STATES)) {
        const { context, page } = await openPage(browser, server.url, { colorScheme, viewport: { width, height: 900 } });
        await isReady(page);
        await enterState(page);
        // The page shows an error only after a pause in typing.
        await page.waitForTimeout(450);
        await page.locator("h1").click();
        await page.screenshot({ path: new URL(`${name}-${width}-${colorScheme}.png`, target).pathname, fullPage: true });
        await context.close();
      }
    }
  }
  for (const [name, [state, section, colorScheme]] of Object.entries(README_SCREENSHOTS)) {
    const { context, page } = await openPage(browser, server.url, { colorScheme, viewport: { width: 1120, height: 900 } });
    await isReady(page);
    await STATES[state](page);
    await page.waitForTimeout(450);
    await page.locator("h1").click();
    const { x, y, width, height } = await page.locator(section).boundingBox();
    const clip = { x: x - 12, y: y + await page.evaluate(() => scrollY) - 12, width: width + 24, height: Math.min(height + 24, MAX_HEIGHT) };
    // Compressed, because they are in the repository.
    await page.screenshot({ path: new URL(`${name}.jpg`, readmeFolder).pathname, type: "jpeg", quality: 72, fullPage: true, clip });
    await context.close();
  }
} finally {
  await browser.close();
  await server.close();
}
process.stdout.write(`${target.pathname}\n`);
