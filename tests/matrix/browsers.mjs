// Chromium and Firefox by WebDriver, over their own drivers: one for each page, because Firefox's has no more than one session.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const BROWSERS = {
  chromium: {
    driver: process.env.CHROMEDRIVER ?? "chromedriver",
    capabilities: (profile) => ({
      browserName: "chrome",
      "goog:chromeOptions": {
        binary: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
          "--disable-component-update", "--disable-sync", "--no-first-run", `--user-data-dir=${profile}`],
      },
    }),
  },
  firefox: {
    driver: process.env.GECKODRIVER ?? "geckodriver",
    capabilities: (profile) => ({
      browserName: "firefox",
      "moz:firefoxOptions": {
        binary: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
        args: ["-headless", "-profile", profile],
        prefs: { "app.update.enabled": false, "datareporting.policy.dataSubmissionEnabled": false, "network.captive-portal-service.enabled": false },
      },
    }),
  },
};

/** A running driver: its process and its address. */
function startDriver(program) {
  return new Promise((done, fail) => {
    const child = spawn(program, ["--port=0"]);
    const end = () => child.kill("SIGKILL");
    process.once("exit", end);
    child.on("exit", () => process.off("exit", end));
    let text = "";
    const look = (piece) => {
      text += piece;
      const port = /(?:successfully on port (\d+)|Listening on 127\.0\.0\.1:(\d+))/.exec(text);
      if (port) done({ child, address: `http://127.0.0.1:${port[1] ?? port[2]}` });
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    child.on("error", fail);
    child.on("exit", () => fail(new Error(`${program} ended: ${text}`)));
  });
}

async function call(method, url, body) {
  const response = await fetch(url, { method, body: body && JSON.stringify(body), headers: { "content-type": "application/json" } });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** A browser with a new profile. */
export async function open(name) {
  const { child, address } = await startDriver(BROWSERS[name].driver);
  const profile = mkdtempSync(join(tmpdir(), "matrix-profile-"));
  const { sessionId } = await call("POST", `${address}/session`, {
    capabilities: { alwaysMatch: BROWSERS[name].capabilities(profile) },
  }).catch((error) => {
    child.kill();
    throw error;
  });
  const session = `${address}/session/${sessionId}`;
  return {
    /** The title of a page once it has one, which is how programs report there. */
    async titleOf(url, limit) {
      await call("POST", `${session}/url`, { url });
      for (let waited = 0; waited < limit; waited += 100) {
        const title = await call("GET", `${session}/title`);
        if (title) return title;
        await delay(100);
      }
      throw new Error("the page does not report");
    },
    goTo: (url) => call("POST", `${session}/url`, { url }),
    /** Runs the body of a function in the page, and returns what it returns. */
    run: (script, ...args) => call("POST", `${session}/execute/sync`, { script, args }),
    /** Types into the element that has the focus, as a keyboard would. `\uE004` is the Tab key, `\uE003` Backspace. */
    type: (text) => call("POST", `${session}/actions`, {
      actions: [{
        type: "key", id: "keyboard", actions: [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]),
      }],
    }),
    /** Presses a key while Control is held. */
    control: (value) => call("POST", `${session}/actions`, {
      actions: [{
        type: "key", id: "keyboard", actions: [
          { type: "keyDown", value: "\uE009" }, { type: "keyDown", value }, { type: "keyUp", value }, { type: "keyUp", value: "\uE009" },
        ],
      }],
    }),
    async close() {
      await call("DELETE", session).catch(() => undefined);
      child.kill();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
