// Chromium and Firefox over WebDriver. Each page has its own driver process, because geckodriver supports only one session.

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

/** Starts a driver on a free port. Returns its process and its URL. */
function startDriver(program) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ["--port=0"]);
    const kill = () => child.kill("SIGKILL");
    process.once("exit", kill);
    child.on("exit", () => process.off("exit", kill));
    let output = "";
    const onData = (chunk) => {
      output += chunk;
      const port = /(?:successfully on port (\d+)|Listening on 127\.0\.0\.1:(\d+))/.exec(output);
      if (port) resolve({ child, driverUrl: `http://127.0.0.1:${port[1] ?? port[2]}` });
    };
    child.stdout.on("data", onData);
    child.stderr.on("data", onData);
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`${program} exited: ${output}`)));
  });
}

async function call(method, url, body) {
  const response = await fetch(url, { method, body: body && JSON.stringify(body), headers: { "content-type": "application/json" } });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** Opens a browser with a new profile. */
export async function open(name) {
  const { child, driverUrl } = await startDriver(BROWSERS[name].driver);
  const profile = mkdtempSync(join(tmpdir(), "matrix-profile-"));
  const { sessionId } = await call("POST", `${driverUrl}/session`, {
    capabilities: { alwaysMatch: BROWSERS[name].capabilities(profile) },
  }).catch((error) => {
    child.kill();
    throw error;
  });
  const session = `${driverUrl}/session/${sessionId}`;
  return {
    /** Opens a page and returns its title once it is set, which is how programs report their result. */
    async titleOf(url, timeout) {
      await call("POST", `${session}/url`, { url });
      for (let waited = 0; waited < timeout; waited += 100) {
        const title = await call("GET", `${session}/title`);
        if (title) return title;
        await delay(100);
      }
      throw new Error(`the page set no title within ${timeout / 1000} s`);
    },
    goTo: (url) => call("POST", `${session}/url`, { url }),
    /** Runs a function body in the page, and returns its result. */
    run: (script, ...args) => call("POST", `${session}/execute/sync`, { script, args }),
    /** Presses keys in the focused element. `\uE004` is the Tab key, `\uE003` Backspace. */
    type: (keys) => call("POST", `${session}/actions`, {
      actions: [{
        type: "key", id: "keyboard", actions: [...keys].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]),
      }],
    }),
    /** Presses a key together with Control. */
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
