// The keys: read from their fields, cleared when they should be, and kept out of whatever the page shows.

import { announce, byId } from "./dom.js";
import { SECRETS } from "./state.js";

const HIDDEN_FOR = 5 * 60_000;
// Less than this is no key, and might stand in any text.
const SHORTEST = 8;
const FIELDS = ["access-key-id", "secret-access-key", "session-token"];

/** The credentials as they stand in the fields, or nothing if there are none. */
export function credentialsIn(state) {
  const { accessKeyId, secretAccessKey, sessionToken } = state;
  return SECRETS.some((name) => state[name] !== "") ? { accessKeyId, secretAccessKey, sessionToken } : undefined;
}

const keys = () => FIELDS.slice(1).map((id) => byId(id).value).filter(({ length }) => length >= SHORTEST);
export const hasSecret = (text) => keys().some((secret) => text.includes(secret));

// The header that carries a token, wherever somebody has put one.
const TOKEN_HEADER = /(x-amz-security-token *: *)([^\s(][^\s"\\]*)/gi;

/** `text` with the length of each key of the fields in its place. */
const withoutKeys = (text) => keys().reduce((kept, secret) => kept.replaceAll(secret, `(${secret.length} characters)`), text);

/** `text` as the page shows and says it: a token has its length in its place, also one that is in no field. */
export const showable = (text) => withoutKeys(text).replace(TOKEN_HEADER, (_, name, token) => `${name}(${token.length} characters)`);

/** Clears the keys when they should be. `changed` renders the page. */
export function startSecrets(changed) {
  let hiddenAt;
  let timer;

  function clear() {
    // Where a response quotes them they go too.
    for (const field of document.querySelectorAll("form input:not([type=checkbox], [type=radio], [type=file]), textarea")) {
      if (!FIELDS.includes(field.id) && hasSecret(field.value)) field.value = withoutKeys(field.value);
    }
    for (const id of FIELDS) byId(id).value = "";
    changed();
  }

  byId("clear").addEventListener("click", () => {
    clear();
    announce("The keys are cleared.");
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
