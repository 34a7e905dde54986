// Browsers without a bundler: the published file, with an import map.

import { body, esm, PACKAGE } from "../program.mjs";
import { TITLE } from "../workplace.mjs";

const IMPORTS = JSON.stringify({ imports: { [PACKAGE]: `/node_modules/${PACKAGE}/dist/index.mjs` } });

const page = (head = "") => `<!doctype html><meta charset="utf-8">${head}
<script type="importmap">${IMPORTS}</script>
<script type="module" src="/main.mjs"></script>`;

/** The program of a worker, which posts the result to its page. Import maps do not apply to workers, so it imports the module by URL. */
const workerProgram = () => `import * as tasks from "/node_modules/${PACKAGE}/dist/index.mjs";
const report = (result) => (self.clients ? postToClients(result) : self.postMessage(result));
async function postToClients(result) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(result);
}
const run = () => { ${body} };
if (self.clients) self.addEventListener("message", run); else run();`;

const environments = [];
for (const browser of ["chromium", "firefox"]) {
  const name = { chromium: "Chromium", firefox: "Firefox" }[browser];
  environments.push(
    {
      name: `${name}, no bundler`,
      isCore: true,
      async run(place) {
        place.write({ "index.html": page(), "main.mjs": esm(TITLE) });
        await place.expectTitle(await place.serve(), browser);
      },
    },
    {
      name: `${name}, under CSP with 'wasm-unsafe-eval'`,
      isCore: browser === "chromium",
      async run(place) {
        // The policy blocks import maps, which are inline scripts, so the module is imported by URL.
        const main = esm(TITLE).replace(`"${PACKAGE}"`, `"/node_modules/${PACKAGE}/dist/index.mjs"`);
        place.write({
          "index.html": `<!doctype html><meta charset="utf-8"><script type="module" src="/main.mjs"></script>`,
          "main.mjs": main,
        });
        const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
        await place.expectTitle(await place.serve(".", { "content-security-policy": policy }), browser);
      },
    },
    {
      name: `${name}, web worker`,
      async run(place) {
        place.write({
          "index.html": `<!doctype html><script type="module">
            new Worker("/worker.mjs", { type: "module" }).onmessage = ({ data }) => { document.title = data; };</script>`,
          "worker.mjs": workerProgram(),
        });
        await place.expectTitle(await place.serve(), browser);
      },
    },
  );
}
environments.push({
  name: "Chromium, service worker",
  async run(place) {
    place.write({
      "index.html": `<!doctype html><script type="module">
        navigator.serviceWorker.onmessage = ({ data }) => { document.title = data; };
        await navigator.serviceWorker.register("/worker.mjs", { type: "module" });
        (await navigator.serviceWorker.ready).active.postMessage("run");</script>`,
      "worker.mjs": workerProgram(),
    });
    await place.expectTitle(await place.serve(), "chromium");
  },
});

export default environments;
