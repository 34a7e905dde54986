// The service worker: keeps the files of the page for a visit without a network. It answers from the network while there
// is one, so that nobody is left with an old page.

const CACHE = "page";
const FILES = ["./", "style.css", "icon.svg", "manifest.webmanifest", "main.js", "answer.js", "check.js", "dom.js", "examples.js", "keys.js",
  "life.js", "paste.js", "recognise.js", "request.js", "secrets.js", "snippets.js", "state.js", "tabs.js", "verdict.js",
  "neptune-import-tasks/index.mjs", "neptune-import-tasks/snippets.mjs"];

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

async function answer(request) {
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
  if (method === "GET" && url.startsWith(registration.scope)) event.respondWith(answer(event.request));
});
