// Secrets in what the service, a provider or a user quotes: the published command prints their lengths, however they are escaped there.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ID, install, objects, PROVIDERS, run, serve } from "./cli-support.mjs";

const KEY = {
  accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: "Q7x/p\"L&m<n>9\\w'K+z  =e;f%2Fg?h\u00e9i\u{1F511}j",
  sessionToken: "IQoJb3JpZ2luX2VjE/Mq+a%b&c\"d\\e'f<g>hij==/kl+mn0123456789",
};

const jsonString = (string) => JSON.stringify(string).slice(1, -1);
const escapeUnits = (string, escape) => string.replace(/[^a-z0-9]/gi, (unit) => escape(unit.charCodeAt(0)));
const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&apos;" };
const FORMS = {
  "as it is": (secret) => secret,
  JSON: jsonString,
  "JSON in JSON": (secret) => jsonString(jsonString(secret)),
  "JSON with escaped slashes": (secret) => jsonString(secret).replaceAll("/", "\\/"),
  "JSON in ASCII": (secret) => escapeUnits(secret, (unit) => `\\u${unit.toString(16).padStart(4, "0")}`),
  "JSON in ASCII, upper case": (secret) => escapeUnits(secret, (unit) => `\\u${unit.toString(16).toUpperCase().padStart(4, "0")}`),
  URL: encodeURIComponent,
  "URL, lower case": (secret) => encodeURIComponent(secret).replace(/%../g, (escape) => escape.toLowerCase()),
  "URL in URL": (secret) => encodeURIComponent(encodeURIComponent(secret)),
  form: (secret) => new URLSearchParams({ secret }).toString().slice("secret=".length),
  XML: (secret) => secret.replace(/[&<>"']/g, (character) => entities[character]),
  "XML in XML": (secret) => secret.replace(/[&<>"']/g, (character) => entities[character].replace("&", "&amp;")),
  "XML, numeric": (secret) => secret.replace(/[^a-z0-9]/giu, (character) => `&#${character.codePointAt(0)};`),
  "folded white space": (secret) => secret.replace(/\s+/g, " "),
};

/** Asserts that an output has no five characters in a row of a secret, in none of its forms. */
function assertMasked({ stdout, stderr }, label) {
  const output = stdout + stderr;
  for (const secret of [KEY.secretAccessKey, KEY.sessionToken]) {
    for (const form of Object.values(FORMS)) {
      const escaped = form(secret);
      for (let i = 0; i + 8 <= escaped.length; i += 1) {
        const piece = escaped.slice(i, i + 8);
        if (/\w{3}/.test(piece)) assert.ok(!output.includes(piece), `${label}: ${piece} in ${output}`);
      }
    }
  }
}

test("secrets in a message of the service, in every form", async (t) => {
  const { service, run: runHere } = await serve(t, { tasks: [{ taskId: ID }], credentials: undefined });
  for (const [name, form] of Object.entries(FORMS)) {
    const message = `the token '${form(KEY.sessionToken)}' and the key ${form(KEY.secretAccessKey)}.`;
    service.misbehave({ name: "AccessDeniedException", message }, { operation: "ListImportTasks" });
    const result = await runHere(["list", "--json", "--debug"], { key: KEY });
    assert.equal(result.code, 1);
    assertMasked(result, name);
    const { length } = KEY.sessionToken;
    assert.ok(objects(result.stdout)[0].message.includes(`the token '(${length} characters)' and the key (`), `${name}: ${result.stdout}`);
  }
});

test("a secret that a truncated message ends with", async (t) => {
  const { service, run: runHere } = await serve(t, { tasks: [{ taskId: ID }], credentials: undefined });
  for (const length of [560, 580, 590]) {
    service.misbehave({ name: "AccessDeniedException", message: `${"x".repeat(length)} ${KEY.sessionToken}` });
    assertMasked(await runHere(["list", "--debug"], { key: KEY }), `after ${length} characters`);
  }
});

test("secrets in members of a task, in arguments and in the error of a provider", async (t) => {
  const { service, run: runHere } = await serve(t, { credentials: undefined });
  const { secretAccessKey: secret, sessionToken: token } = KEY;
  const { taskId } = service.addTask({ source: token, status: "CANCELLED", statusReason: secret, importOptions: { [secret]: [token] } });
  for (const args of [["list"], ["list", "--json"], ["watch", taskId], ["watch", taskId, "--json"], ["check", secret, token], ["check", "--json", secret]]) {
    const result = await runHere(args, { key: KEY });
    assertMasked(result, args.join(" "));
    if (args.includes("--json")) objects(result.stdout);
  }
  for (const args of [["cancel", token], ["list", "--profile", secret], ["list", "--max-results", token], [token], [`--${token}`]]) {
    assertMasked(await runHere(args, { key: KEY }), args.join(" "));
  }
  const source = `exports.fromNodeProviderChain = () => async () => { throw new Error(${JSON.stringify(`cannot use ${secret}`)}); };`;
  const place = install("quoting", { others: { [PROVIDERS]: source } });
  assertMasked(await run(["list", "--profile", "dev", "--debug"], { place, key: KEY }), "a provider");
});
