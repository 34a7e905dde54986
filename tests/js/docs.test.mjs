// The code blocks of the documentation: programs run and compile, commands print what the page shows, pages work in a browser.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { build, transformSync } from "esbuild";

import { blocksOf, commandsOf, PAGES, withAssertions } from "../docs/blocks.mjs";
import { AMBIENT, declaredExamples, withoutExample } from "../docs/declared-examples.mjs";
import { messages } from "../docs/mistakes.mjs";
import { openShell, run, runInTerminal, visible } from "../docs/terminal.mjs";
import { launch } from "./page-in-browser.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "target/docs-test");
const blocks = PAGES.flatMap(blocksOf);
const inLanguage = (...languages) => blocks.filter(({ language }) => languages.includes(language));
const concurrency = 2;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
symlinkSync(join(root, "docs/node_modules"), join(folder, "node_modules"));

test("every code block has a language that is tested, or is marked as output", () => {
  const languages = ["console", "html", "js", "json", "rust", "sh", "text", "ts", "tsx"];
  for (const { name, language } of blocks) assert.ok(languages.includes(language), `${name}: ${language}`);
  for (const page of PAGES.filter((each) => each.startsWith("docs/"))) {
    assert.ok(blocks.some((block) => block.page === page && block.language !== "text"), `${page} has an example that runs`);
  }
});

test("the README is short, and so are its examples", () => {
  assert.ok(readFileSync(join(root, "README.md"), "utf8").split("\n").length <= 150);
  for (const { name, code } of inLanguage("js").filter(({ page }) => page === "README.md")) {
    assert.ok(code.trimEnd().split("\n").length <= 8, name);
  }
});

test("relative links lead to files and headings", () => {
  const anchorsOf = (page) => [...readFileSync(page, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, "").replaceAll(" ", "-"));
  for (const page of PAGES) {
    for (const [, target] of readFileSync(join(root, page), "utf8").matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path, anchor] = target.split("#");
      const file = path ? join(root, dirname(page), path) : join(root, page);
      assert.ok(existsSync(file), `${page}: ${target}`);
      if (anchor) assert.ok(anchorsOf(file).includes(anchor), `${page}: ${target}`);
    }
  }
});

// ---- programs ------------------------------------------------------------------------------------------------------

const EXTENSIONS = { js: "mjs", ts: "mts", tsx: "tsx" };
const programs = inLanguage(...Object.keys(EXTENSIONS));
for (const { file, language, code } of programs) {
  // A module, even if it has neither imports nor exports.
  writeFileSync(join(folder, `${file}.${EXTENSIONS[language]}`), `${code}\nexport {};\n`);
}

/** Compiles the programs in a folder. Returns what the compiler prints. */
async function compile(programs, options) {
  const compilerOptions = {
    module: "nodenext", target: "es2023", lib: ["es2023", "dom", "dom.iterable", "esnext.disposable"], jsx: "react-jsx", types: ["node"],
    allowJs: true, checkJs: true, strict: true, noEmit: true, skipLibCheck: true, ...options,
  };
  writeFileSync(join(programs, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.mjs", "*.mts", "*.tsx", "*.d.ts"] }));
  const tsc = join(root, "node_modules/.bin/tsc");
  const { stdout } = await promisify(execFile)(tsc, ["-p", programs], { cwd: root }).catch((error) => error);
  return stdout;
}

test("programs compile", async () => {
  writeFileSync(join(folder, "ambient.d.ts"), 'declare const credentials: import("neptune-import-tasks").Credentials;\n');
  assert.equal(await compile(folder, { noImplicitAny: false }), "");
});

test("every declaration has an example in its doc comment, which compiles", async () => {
  assert.deepEqual(withoutExample, []);
  const place = join(folder, "declarations");
  mkdirSync(place);
  writeFileSync(join(place, "ambient.d.ts"), AMBIENT);
  for (const [index, { file, name, code }] of declaredExamples.entries()) writeFileSync(join(place, `${file}-${name}-${index}.mts`), code);
  // Without the DOM, whose global variables have the names of some members.
  assert.equal(await compile(place, { lib: ["es2023"] }), "");
});

describe("programs run", { concurrency }, () => {
  const prelude = new URL("../docs/prelude.mjs", import.meta.url).href;
  const vitest = join(root, "docs/node_modules/vitest/vitest.mjs");
  for (const { name, file, language, code } of programs.filter(({ language }) => language !== "tsx")) {
    test(name, async () => {
      const source = withAssertions(code);
      const program = join(folder, `${file}.run.${/"vitest"/.test(code) ? "test.mjs" : "mjs"}`);
      writeFileSync(program, language === "ts" ? transformSync(source, { loader: "ts" }).code : source);
      const isForVitest = program.endsWith(".test.mjs");
      const args = isForVitest ? [vitest, "run", "--root", folder, program] : ["--import", prelude, program];
      const env = { PATH: process.env.PATH, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
      const { code: exitCode, output } = await run({ env, cwd: folder }, process.execPath, args);
      assert.equal(exitCode, 0, output);
    });
  }
});

test("JSON can be parsed", () => {
  for (const { code } of inLanguage("json")) JSON.parse(code);
});

test("Rust code is part of the crate's documentation, which `cargo test` runs", () => {
  const crate = readFileSync(join(root, "src/lib.rs"), "utf8");
  for (const { name, page } of inLanguage("rust")) assert.ok(crate.includes(`include_str!("../${page}")`), name);
});

test("the headings of the troubleshooting page are messages of the package", async () => {
  const page = readFileSync(join(root, "docs/troubleshooting.md"), "utf8");
  const [, explained] = /^([^]*)^## Errors of the service/m.exec(page);
  const headings = [...explained.matchAll(/^### `(.+)`$/gm)].map(([, heading]) => heading);
  const all = (await messages()).map((message) => message.replaceAll("`", ""));
  for (const heading of headings) {
    const parts = heading.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    assert.ok(all.some((message) => new RegExp(`^${parts.join(".+")}$`).test(message)), heading);
  }
  assert.equal(headings.length, all.length);
});

// ---- commands ------------------------------------------------------------------------------------------------------

describe("shell scripts run", { concurrency }, () => {
  for (const { name, code } of inLanguage("sh")) {
    test(name, async (t) => {
      const shell = await openShell();
      t.after(() => shell.close());
      const { code: exitCode, output } = await run(shell, "bash", ["-euo", "pipefail", "-c", code]);
      assert.equal(exitCode, 0, output);
    });
  }
});

describe("commands print what follows them", { concurrency }, () => {
  for (const { name, code } of inLanguage("console")) {
    test(name, async (t) => {
      const shell = await openShell();
      t.after(() => shell.close());
      const commands = commandsOf(code);
      assert.ok(commands.length > 0, "a line that starts with `$ `");
      for (const { command, output } of commands) {
        const { output: printed } = await runInTerminal(shell, command);
        assert.equal(visible(printed), output, command);
      }
    });
  }
});

// ---- pages ---------------------------------------------------------------------------------------------------------

/** Serves HTML as `/`, and the package and other modules where a page without a bundler finds them. */
async function serve(html, files) {
  const types = { mjs: "text/javascript", js: "text/javascript" };
  const server = createServer(({ url }, response) => {
    const content = url === "/" ? html : files(url);
    response.writeHead(content ? 200 : 404, { "content-type": url === "/" ? "text/html; charset=utf-8" : types[url.split(".").at(-1)] ?? "text/plain" });
    response.end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** The bundle of a React component, rendered into the page. */
async function bundled({ file }) {
  const contents = `import { createElement } from "react"; import { createRoot } from "react-dom/client"; import { ImportForm } from "./${file}.tsx";
    createRoot(document.getElementById("root")).render(createElement(ImportForm, { onCancel() {} }));`;
  const { outputFiles: [{ text }] } = await build({
    stdin: { contents, resolveDir: folder, loader: "tsx" }, bundle: true, format: "esm", jsx: "automatic", write: false, logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return text;
}

describe("forms show what is wrong", async () => {
  const opened = launch();
  after(async () => (await opened).close());
  for (const block of inLanguage("html", "tsx")) {
    test(block.name, async (t) => {
      const isHtml = block.language === "html";
      const html = isHtml ? block.code : '<!doctype html><div id="root"></div><script type="module" src="/bundle.js"></script>';
      const bundle = isHtml ? undefined : await bundled(block);
      const installed = "/node_modules/neptune-import-tasks/";
      const server = await serve(html, (url) => {
        if (url === "/bundle.js") return bundle;
        return url.startsWith(installed) ? readFileSync(join(root, url.slice(installed.length))) : undefined;
      });
      t.after(() => server.close());
      const page = await (await opened).newPage();
      t.after(() => page.close());
      await page.goto(server.url, { waitUntil: "load" });
      const input = page.locator("input").first();
      const isShown = () => page.waitForFunction(() =>
        document.querySelector("input:invalid")?.validationMessage || /Character 5|index 4/.test(document.body.innerText), undefined, { timeout: 5000 });
      await input.fill("t-01A3456789");
      await input.blur();
      if (!await page.locator("input:invalid").count() && await page.locator("button").count()) await page.locator("button").first().click();
      await isShown();
      await input.fill("t-0123456789");
      await page.waitForFunction(() => !document.querySelector("input:invalid") && !/Character 5|index 4/.test(document.body.innerText), undefined, { timeout: 5000 });
    });
  }
});
