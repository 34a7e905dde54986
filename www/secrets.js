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

// What AWS's secrets and tokens look like, wherever somebody has put one, and the header that carries a token.
// They are random, so there are digits and letters of both cases in them, which the digest of a commit and a path have not.
const LIKE_A_SECRET = /(?<![A-Za-z0-9+])(?:[A-Za-z0-9+]|\\?\/){40}(?![\w+/=])|(?:[A-Za-z0-9+=]|\\?\/){100,}/g;
const IS_RANDOM = /(?=[^]*\d)(?=[^]*[a-z])(?=[^]*[A-Z])/;
const USER_INFO = /(:\/\/)[^\s/@]*@/g;
const TOKEN_HEADER = /(x-amz-security-token *: *)([^\s(][^\s"\\]*)/gi;
const NAMED_A_SECRET = /((?:secret[_-]?access[_-]?key|session[_-]?token|security-token)["']?\s*[:=]\s*["']?)[^\s"',}]+/gi;

// Less than this is no key, and might stand in any text.
const SHORTEST = 8;

/** `text` with the length of each key of the fields in its place. */
export function withoutKeys(text) {
  return ["secret-access-key", "session-token"].map((id) => input[id].value).filter(({ length }) => length >= SHORTEST)
    .reduce((kept, secret) => kept.replaceAll(secret, `(${secret.length} characters)`), text);
}

/** `text` as the page shows and says it: a token has its length in its place, also one that is in no field. */
export const showable = (text) =>
  withoutKeys(text).replace(TOKEN_HEADER, (_, name, token) => `${name}(${token.length} characters)`);

/** `text` without whatever may be a secret: for what outlives the page. */
export const storable = (text) => withoutKeys(text).replace(NAMED_A_SECRET, "$1…").replace(USER_INFO, "$1…@")
  .replace(LIKE_A_SECRET, (run) => (IS_RANDOM.test(run) ? "…" : run));

/** Clears the keys when they should be. */
export function startSecrets() {
  let hiddenAt;
  let timer;

  function clear() {
    // Where an answer quotes them they go too: nothing that is kept from now on would know them again.
    for (const field of document.querySelectorAll("input:not([type=checkbox]), textarea")) {
      if (FIELDS.includes(field.id)) continue;
      const kept = withoutKeys(field.value);
      if (kept === field.value) continue;
      field.value = kept;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
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
