// The service worker: keeps the files of the page for a visit without a network. It responds from the network while there
// is one, so that nobody is left with an old page.

const CACHE = "page";
const FILES = ["./", "icon.svg", "manifest.webmanifest", "characters.js", "dom.js", "examples.js", "keys.js", "library.js", "link.js", "main.js",
  "paste.js", "secrets.js", "snippets.js", "state.js", "tabs.js", "verdict.js", "panels/advice.js", "panels/check.js", "panels/life.js",
  "panels/list.js", "panels/mismatch.js", "panels/request.js", "panels/response.js", "panels/scripts.js", "panels/simulate.js", "panels/statuses.js", "panels/verdict-of-paste.js",
  "recognise/addresses.js", "recognise/errors.js", "recognise/forms.js", "recognise/index.js", "recognise/members.js", "recognise/names.js",
  "recognise/objects.js", "recognise/sightings.js", "recognise/tables.js", "recognise/words.js", "style/base.css", "style/fields.css",
  "style/figures.css", "style/modes.css", "style/panels.css", "neptune-import-tasks/check.mjs", "neptune-import-tasks/index.mjs",
  "neptune-import-tasks/snippets.mjs", "neptune-import-tasks/testing.mjs"];

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

async function respond(request) {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(registration.scope)) event.respondWith(respond(event.request));
});
