// An app folder to test the package in, with the package installed from its tarball, and access to tools and browsers.

import { execFile, spawn } from "node:child_process";
import { cpSync, createReadStream, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { EXPECTED } from "./program.mjs";

const root = fileURLToPath(new URL("../../target/matrix/", import.meta.url));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".css": "text/css" };

/** The installed tools by their packages, so that environments with the same tools share them. */
const installed = new Map();

function npm(args, cwd) {
  return command("npm", [...args, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], { cwd, timeout: 600_000 });
}

// The output is parsed, and must not contain colours.
const ENVIRONMENT = { ...process.env, NO_COLOR: "1" };

function command(program, args, { cwd, env, timeout = 120_000, input } = {}) {
  return new Promise((resolveOutput, reject) => {
    const child = execFile(program, args, { cwd, env: { ...ENVIRONMENT, ...env }, timeout, maxBuffer: 1 << 26, killSignal: "SIGKILL" },
      (error, stdout, stderr) => {
        if (error) reject(new Error([stderr, stdout].map((output) => output.trim()).find(Boolean) ?? error.message));
        else resolveOutput(stdout);
      });
    if (input !== undefined) child.stdin.end(input);
  });
}

export class Workplace {
  #cleanups = [];

  constructor(name, tarball) {
    this.name = name;
    this.tarball = resolve(tarball);
  }

  /** Creates the folder and installs the package, as a user would. */
  async prepare() {
    mkdirSync(join(root, "work"), { recursive: true });
    this.folder = realpathSync(mkdtempSync(join(root, "work", "app-")));
    this.#cleanups.push(() => rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 }));
    this.write({ "package.json": JSON.stringify({ name: "app", version: "1.0.0", private: true }) });
    await npm(["install", this.tarball], this.folder);
  }

  /** Stops all started programs, and removes the folder. */
  async cleanUp() {
    for (const cleanup of this.#cleanups.reverse()) await cleanup();
  }

  /** Writes files, given as an object from paths in the folder to contents. */
  write(files) {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  /** Installs tools outside of the app, such as `esbuild@0.28.2`. Returns their `node_modules` folder. */
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

  /** Installs packages in the app, for tools that must be resolved from there. */
  install(...packages) {
    return npm(["install", ...packages], this.folder);
  }

  /** Runs a program in the folder, and returns its standard output. If it fails, its output is the message of the error. */
  exec(program, args, options) {
    return command(program, args, { cwd: this.folder, ...options });
  }

  /** Throws unless a line of the output is the expected result of the program. */
  expect(output) {
    if (!output.split("\n").some((line) => line.trim() === EXPECTED)) throw new Error(output.trim() || "no output");
  }

  /** Runs a program in the folder, which must print the expected result. */
  async expectOutput(program, args, options) {
    this.expect(await this.exec(program, args, options));
  }

  /** Copies files of the app to a new folder outside of the repository, in which no `node_modules` can be found. */
  moveOut(...paths) {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "matrix-out-")));
    this.#cleanups.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    for (const path of paths) cpSync(join(this.folder, path), join(folder, path), { recursive: true });
    return folder;
  }

  /** Starts a program that runs until the cleanup, and waits until its output matches. Returns the match. */
  start(program, args, pattern, { env, cwd = this.folder, timeout = 60_000 } = {}) {
    const child = spawn(program, args, { cwd, env: { ...ENVIRONMENT, ...env }, detached: true });
    this.#cleanups.push(() => {
      try {
        // The whole process group.
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has already exited.
      }
    });
    return new Promise((resolveMatch, reject) => {
      let output = "";
      const timer = setTimeout(() => reject(new Error(`no match for ${pattern} in: ${output}`)), timeout);
      const onData = (chunk) => {
        output += chunk;
        const match = pattern.exec(output);
        if (match) {
          clearTimeout(timer);
          resolveMatch(match);
        }
      };
      child.stdout.on("data", onData);
      child.stderr.on("data", onData);
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`exited with code ${code}: ${output}`)));
    });
  }

  /** Serves a folder of the app, with extra headers in every response. Returns the URL. */
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
    await new Promise((onListening) => server.listen(0, "127.0.0.1", onListening));
    this.#cleanups.push(() => new Promise((onClose) => {
      server.close(onClose);
      server.closeAllConnections();
    }));
    return `http://localhost:${server.address().port}/`;
  }

  /** Opens a page in a browser, and waits until its title is the expected result; see `TITLE`. */
  async expectTitle(url, browser = "chromium") {
    const { open } = await import("./browsers.mjs");
    const page = await open(browser);
    this.#cleanups.push(() => page.close());
    this.expect(await page.titleOf(url, 45_000));
  }
}

/** The `report` function of pages: it sets the title, which every driver can read. */
export const TITLE = "(text) => { document.title = text; }";
