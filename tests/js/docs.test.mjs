// The code blocks of the documentation: programs run and compile, commands print what the page shows, pages work in a browser.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { transformSync } from "esbuild";

import { blocksOf, commandsOf, PAGES, withAssertions } from "../docs/blocks.mjs";
import { AMBIENT, declaredExamples, withoutExample } from "../docs/declared-examples.mjs";
import { openForm } from "../docs/form-page.mjs";
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

// ---- forms ---------------------------------------------------------------------------------------------------------

describe("forms show what is wrong", async () => {
  const opened = launch();
  after(async () => (await opened).close());
  for (const { name, file, language, code } of inLanguage("html", "tsx")) {
    test(name, async (t) => {
      const form = await openForm(t, await opened, language === "html" ? { html: code } : { path: join(folder, `${file}.tsx`) });
      await form.fill("t-01A3456789");
      await form.until(true);
      await form.fill("t-0123456789");
      await form.until(false);
    });
  }
});
