// The keys: read from their fields, cleared when they should be, and kept out of whatever shows or stores text.

import { announce, byId } from "./dom.js";

const HIDDEN_FOR = 5 * 60_000;

const FIELDS = ["access-key-id", "secret-access-key", "session-token"];
const input = Object.fromEntries(FIELDS.map((id) => [id, byId(id)]));

/** The credentials as they stand in the fields, or nothing if there is no secret. */
export function credentials() {
  const [accessKeyId, secretAccessKey, sessionToken] = FIELDS.map((id) => input[id].value);
  return accessKeyId || secretAccessKey || sessionToken ? { accessKeyId, secretAccessKey, sessionToken } : undefined;
}

/** `text` with the length of the session token in its place. */
export function withoutToken(text) {
  const token = input["session-token"].value;
  return token === "" ? text : text.replaceAll(token, `(${token.length} characters)`);
}

// What AWS's secrets and tokens look like, wherever somebody has put one, and the header that carries a token.
const LIKE_A_SECRET = /(?<![\w+/=])[A-Za-z0-9+/]{40}(?![\w+/=])|[A-Za-z0-9+/=]{100,}/g;
const TOKEN_HEADER = /(x-amz-security-token["']?\s*[:=]\s*)[^\s,}]+/gi;

/** `text` without whatever may be a secret: for what outlives the page. */
export function storable(text) {
  let kept = text;
  for (const id of ["secret-access-key", "session-token"]) {
    const secret = input[id].value;
    if (secret !== "") kept = kept.replaceAll(secret, "…");
  }
  return kept.replace(TOKEN_HEADER, "$1…").replace(LIKE_A_SECRET, "…");
}

/** Clears the keys when they should be. */
export function startSecrets() {
  let hiddenAt;
  let timer;

  function clear() {
    for (const id of FIELDS) {
      input[id].value = "";
      // Whatever stands on the page because of them follows.
      input[id].dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  byId("clear").addEventListener("click", () => {
    clear();
    announce("The keys are cleared");
  });
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.hidden) {
      hiddenAt = Date.now();
      timer = setTimeout(clear, HIDDEN_FOR);
    } else if (Date.now() - hiddenAt >= HIDDEN_FOR) {
      // A machine that was asleep has run no timer.
      clear();
    }
  });
  // A page that the browser keeps to go back to must not keep them.
  addEventListener("pagehide", clear);
}
