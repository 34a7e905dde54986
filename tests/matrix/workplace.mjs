// A place to try the package in: an empty folder with the package installed from its tarball, tools beside it, and browsers.

import { execFile, spawn } from "node:child_process";
import { cpSync, createReadStream, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { EXPECTED } from "./program.mjs";

const root = fileURLToPath(new URL("../../target/matrix/", import.meta.url));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".css": "text/css" };

/** Tools from npm, installed once for all environments that want the same: `tools("esbuild@0.28.2")`. */
const installed = new Map();

function npm(args, cwd) {
  return command("npm", [...args, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], { cwd, timeout: 600_000 });
}

// What is printed is read, also where the environment asks for colours.
const ENVIRONMENT = { ...process.env, NO_COLOR: "1" };

function command(program, args, { cwd, env, timeout = 120_000, input } = {}) {
  return new Promise((done, fail) => {
    const child = execFile(program, args, { cwd, env: { ...ENVIRONMENT, ...env }, timeout, maxBuffer: 1 << 26, killSignal: "SIGKILL" },
      (error, stdout, stderr) => {
        if (error) fail(new Error(`${[stderr, stdout].map((text) => text.trim()).find(Boolean) ?? error.message}`));
        else done(stdout);
      });
    if (input !== undefined) child.stdin.end(input);
  });
}

export class Workplace {
  #leaving = [];

  constructor(name, tarball) {
    this.name = name;
    this.tarball = resolve(tarball);
  }

  /** Makes the folder and installs the package in it, as a user would. */
  async prepare() {
    mkdirSync(join(root, "work"), { recursive: true });
    this.folder = realpathSync(mkdtempSync(join(root, "work", "app-")));
    this.#leaving.push(() => rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 }));
    this.write({ "package.json": JSON.stringify({ name: "app", version: "1.0.0", private: true }) });
    await npm(["install", this.tarball], this.folder);
  }

  /** Ends what was started here, and removes the folder. */
  async leave() {
    for (const end of this.#leaving.reverse()) await end();
  }

  /** Writes files, by their paths in the folder. */
  write(files) {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** The folder of `node_modules` with these packages of exact versions, which are not in the app's own. */
  async tools(...packages) {
    const key = packages.join(" ");
    if (!installed.has(key)) {
      const folder = join(root, "tools", key.replace(/[^\w.@-]+/g, "_").slice(0, 120));
      installed.set(key, (async () => {
        if (!existsSync(join(folder, "done"))) {
          rmSync(folder, { recursive: true, force: true });
          mkdirSync(folder, { recursive: true });
          writeFileSync(join(folder, "package.json"), '{ "private": true }');
          await npm(["install", ...packages], folder);
          writeFileSync(join(folder, "done"), "");
        }
        return join(folder, "node_modules");
      })());
    }
    return installed.get(key);
  }

  /** Installs packages in the app itself, for tools that must be found from there. */
  install(...packages) {
    return npm(["install", ...packages], this.folder);
  }

  /** Runs a program in the folder to its end, and returns what it prints. Fails with what it says if it fails. */
  exec(program, args, options) {
    return command(program, args, { cwd: this.folder, ...options });
  }

  /** Fails unless the text is what the program prints, on a line of its own. */
  expect(text) {
    if (!text.split("\n").some((line) => line.trim() === EXPECTED)) throw new Error(text.trim() || "it printed nothing");
  }

  /** Runs a program in the folder that must print what the package's program prints. */
  async expectOutput(program, args, options) {
    this.expect(await this.exec(program, args, options));
  }

  /** Copies files of the app into an empty folder outside of the repository, which has a `node_modules`: they must be enough. */
  moveOut(...paths) {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "matrix-out-")));
    this.#leaving.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    for (const path of paths) cpSync(join(this.folder, path), join(folder, path), { recursive: true });
    return folder;
  }

  /** Starts a program that goes on until the end, and waits for a line that matches. Returns the match. */
  start(program, args, pattern, { env, cwd = this.folder, timeout = 60_000 } = {}) {
    const child = spawn(program, args, { cwd, env: { ...ENVIRONMENT, ...env }, detached: true });
    this.#leaving.push(() => {
      try {
        // The whole group of processes that was started here.
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    });
    return new Promise((done, fail) => {
      let text = "";
      const timer = setTimeout(() => fail(new Error(`nothing like ${pattern} in: ${text}`)), timeout);
      const look = (piece) => {
        text += piece;
        const match = pattern.exec(text);
        if (match) {
          clearTimeout(timer);
          done(match);
        }
      };
      child.stdout.on("data", look);
      child.stderr.on("data", look);
      child.on("error", fail);
      child.on("exit", (code) => fail(new Error(`it ended with ${code}: ${text}`)));
    });
  }

  /** Serves a folder of the app, and returns its address. Headers are added to every answer. */
  async serve(path = ".", headers = {}) {
    const base = resolve(this.folder, path);
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url, "http://localhost");
      let file = join(base, decodeURIComponent(pathname));
      if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
      if (!file.startsWith(base) || !existsSync(file)) return response.writeHead(404).end();
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", ...headers });
      return createReadStream(file).pipe(response);
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    this.#leaving.push(() => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }));
    return `http://localhost:${server.address().port}/`;
  }

  /** Opens an address in a browser and waits until the page's title is what the program reports; see `TITLE`. */
  async expectTitle(url, browser = "chromium") {
    const { open } = await import("./browsers.mjs");
    const page = await open(browser);
    this.#leaving.push(() => page.close());
    this.expect(await page.titleOf(url, 45_000));
  }
}

/** How a page reports: by its title, which any driver can read. */
export const TITLE = "(text) => { document.title = text; }";
