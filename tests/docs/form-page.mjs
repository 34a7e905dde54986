// A form of the documentation in a browser: a page of HTML as it is, or a React component.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const root = new URL("../../", import.meta.url);
const INSTALLED = "/node_modules/neptune-import-tasks/";
const BUNDLE = "/bundle.js";

/** A page that renders the component `ImportForm` of a file, bundled. */
async function reactPage(path) {
  const contents = `
    import { createElement } from "react";
    import { createRoot } from "react-dom/client";
    import { ImportForm } from "${path}";
    createRoot(document.getElementById("root")).render(createElement(ImportForm, { onCancel() {} }));`;
  const { outputFiles: [{ text }] } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL(".", `file://${path}`)), loader: "tsx" },
    bundle: true, format: "esm", jsx: "automatic", write: false, logLevel: "error", define: { "process.env.NODE_ENV": '"production"' },
  });
  return { html: `<!doctype html><div id="root"></div><script type="module" src="${BUNDLE}"></script>`, bundle: text };
}

/** Serves a page, and the package where a page without a bundler finds it. */
async function serve({ html, bundle }) {
  const server = createServer(({ url }, response) => {
    const send = (type, content) => response.writeHead(200, { "content-type": type }).end(content);
    if (url === "/") send("text/html; charset=utf-8", html);
    else if (url === BUNDLE) send("text/javascript", bundle);
    else if (url.startsWith(INSTALLED)) send("text/javascript", readFileSync(new URL(url.slice(INSTALLED.length), root)));
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Opens a form in a new page: `html`, or the component in the file at `path`. */
export async function openForm(t, browser, { html, path }) {
  const server = await serve(html ? { html } : await reactPage(path));
  t.after(() => server.close());
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(server.url);
  const input = page.locator("input").first();
  /** Waits until the form says that the fifth character is wrong, or until it does not. */
  const until = (isShown) => page.waitForFunction((expected) => {
    const message = document.querySelector("input:invalid")?.validationMessage;
    return Boolean(message || document.body.innerText.includes("Character 5")) === expected;
  }, isShown, { timeout: 15_000 });
  return {
    async fill(value) {
      await input.fill(value);
      await input.blur();
    },
    until,
  };
}
