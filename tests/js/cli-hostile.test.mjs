// Control characters and their like from arguments, profiles and the service: the published command prints none of them. In JSON they are
// escaped, so that the values are the same when it is parsed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { FAST, ID, install, LOADER, objects, PROVIDERS, run, serve } from "./cli-support.mjs";

// C0 with ESC and CR, DEL, C1 with CSI, bidirectional overrides and isolates, zero-width characters, line separators, tags, fillers, a
// private character and an unassigned one.
const CHARACTERS = [
  ...Array.from({ length: 32 }, (_, i) => i), ...Array.from({ length: 33 }, (_, i) => 0x7f + i), 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c,
  0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0x3164, 0xfe0f,
  0xfeff, 0xfff9, 0xe000, 0xe0041, 0xe0100, 0x10ffff,
].map((code) => String.fromCodePoint(code)).filter((character) => character !== "\0");
const HOSTILE = `<${CHARACTERS.join("")}\x1b[2J\x1b]0;title\x07\n\rerror: forged>`;
const INVISIBLE = new RegExp(`[${CHARACTERS.filter((character) => character !== "\n" && character !== "\t").join("")}]`, "u");

/** Asserts that nothing in an output acts on a terminal, and that no line of it is forged. */
function assertPrintable({ stdout, stderr }, label) {
  for (const output of [stdout, stderr]) {
    const found = INVISIBLE.exec(output);
    assert.ok(!found, `${label}: U+${found?.[0].codePointAt(0).toString(16)} in ${JSON.stringify(output.slice(Math.max(0, found?.index - 60)))}`);
    assert.doesNotMatch(output, /^error: forged/m, label);
  }
}

const TASK = { taskId: ID, source: HOSTILE, roleArn: HOSTILE, status: HOSTILE, graphId: HOSTILE, format: HOSTILE, parquetType: HOSTILE };
const DETAILS = {
  status: HOSTILE, startTime: 1, timeElapsedSeconds: 1, progressPercentage: 50, errorCount: 1, errorDetails: HOSTILE, statementCount: 1,
  dictionaryEntryCount: 1,
};
const FINAL = { ...TASK, status: "CANCELLED", statusReason: HOSTILE, importTaskDetails: DETAILS, importOptions: { [HOSTILE]: { [HOSTILE]: HOSTILE } } };
// A header value can hold C1 controls.
const headers = { "x-amzn-requestid": `id-\x9b31m-${"\x80\x85\x9f"}` };
const respond = (body, status = 200) => ({ status, headers, body: typeof body === "string" ? body : JSON.stringify(body) });

const MODES = [["--debug"], ["--debug", "--json"]];

/** Plans the responses and runs each command in each mode. `each` gets the result and the name of the command. */
async function runAll(t, plan, each = () => {}) {
  const { service, run: runHere } = await serve(t, { tasks: [{ taskId: ID }], credentials: undefined });
  const commands = [["cancel", ID], ["cancel", ID, "--wait", ...FAST], ["watch", ID, ...FAST], ["list"], ["get", ID],
    ["cancel", ID, "t-aaaaaaaaaa"], ["cancel", ID, "t-aaaaaaaaaa", "--wait", ...FAST]];
  for (const [operation, ...faults] of plan) for (const fault of faults) service.misbehave(fault, { operation, times: Infinity });
  await Promise.all(commands.flatMap((args) => MODES.map(async (mode) => {
    const result = await runHere([...args, "--max-attempts", "1", ...mode]);
    assert.notEqual(result.code, 2, result.stderr);
    assertPrintable(result, [...args, ...mode].join(" "));
    each(result, args[0], mode);
  })));
}

test("values of the service: in results, in progress and in notes", async (t) => {
  await runAll(t, [
    ["CancelImportTask", respond(TASK)], ["GetImportTask", respond(FINAL)], ["ListImportTasks", respond({ tasks: [TASK, FINAL] })],
  ], ({ stdout }, command, mode) => {
    if (command === "list" && !mode.includes("--json")) {
      const lines = stdout.trimEnd().split("\n").map((line) => line.split("\t"));
      assert.deepEqual(lines.map((fields) => fields.length), [5, 5], "a field has no tab and no line break");
      // U+0001 to U+0008, and then white space.
      for (const [, , ...fields] of lines) for (const field of fields) assert.match(field, /^<\uFFFD{8} \uFFFD/);
    }
    if (!mode.includes("--json")) return;
    const last = objects(stdout).at(-1);
    const task = command === "list" || command === "get" ? last : last.task;
    assert.deepEqual([task.source, task.roleArn], [HOSTILE, HOSTILE], "the values are the same after parsing");
    if (task.importOptions) assert.deepEqual(task.importOptions, FINAL.importOptions);
  });
});

test("errors of the service: name, message, reason, request id and body", async (t) => {
  const error = respond({ __type: HOSTILE, code: HOSTILE, message: HOSTILE, reason: HOSTILE }, 400);
  for (const response of [error, { ...error, status: 403 }, respond(`<html>${HOSTILE}`, 502), respond(HOSTILE), respond({ ...TASK, source: undefined })]) {
    await runAll(t, [["CancelImportTask", response], ["GetImportTask", response], ["ListImportTasks", response]]);
  }
});

test("arguments: each operand and each option, with every command", async () => {
  const value = HOSTILE;
  const calls = [
    [value], [`--${value}`], ["help", value], ["list", `--${value}`], ["list", value, value],
    ...["kind", "revision", "operation", "graph-id", "status", "concurrency", "max-results", "max-wait", "poll-interval", "region", "profile", "endpoint-url",
      "max-attempts", "attempt-timeout", "quiet", "json"].map((name) => ["check", `--${name}=${value}`]),
    ...["cancel", "watch", "get", "request", "check"].map((command) => [command, value]),
    ["check", `t-${value}`, `g-${value}`, `arn:aws:iam::123456789012:role/${value}`, `t-0123456789${value}`], ["check", "--kind", "role-arn", value],
    ["list", "--region", value], ["list", "--endpoint-url", value], ["list", "--endpoint-url", `http://${value}`], ["list", "--profile", value],
    ["list", "--graph-id", value], ["list", "--status", value], ["cancel", value, ID, `t-${value}`], ["request", ID, "--region", value], ["request", ID, "--endpoint-url", `http://127.0.0.1/${value}`, "--curl"],
  ];
  await Promise.all(calls.flatMap((args) => MODES.map(async (mode) => {
    const result = await run([...args, ...mode]);
    assert.notEqual(result.code, null);
    assertPrintable(result, JSON.stringify([...args, ...mode]).slice(0, 60));
  })));
  const { stdout } = await run(["check", "--json", value]);
  assert.equal(objects(stdout)[0].value, value);
  for (const args of [["check"], ["cancel", "-"]]) assertPrintable(await run(args, { input: `${value}\nt-${value}` }), "standard input");
});

test("profiles and variables: names, settings, and what a credentials provider throws", async () => {
  const settings = `{ region: process.env.HOSTILE, endpoint_url: process.env.HOSTILE, use_fips_endpoint: process.env.HOSTILE }`;
  const place = install("hostile", {
    others: {
      [PROVIDERS]: `exports.fromNodeProviderChain = ({ profile }) => async () => {
        const fail = () => { throw new Error(process.env.HOSTILE); };
        return profile === "later" ? new Promise(() => setTimeout(fail, 10)) : fail();
      };`,
      [LOADER]: `exports.loadSharedConfigFiles = async () => ({ configFile: {
        default: {}, later: { region: "us-east-1" }, dev: ${settings}, region: { region: process.env.HOSTILE }, endpoint: { region: "us-east-1", endpoint_url: process.env.HOSTILE },
        [process.env.HOSTILE]: { region: "us-east-1" } }, credentialsFile: {} });`,
    },
  });
  const env = { HOSTILE, AWS_REGION: "" };
  const cases = [
    ...["later", "dev", "region", "endpoint", HOSTILE, `${HOSTILE}x`, "none"].map((profile) => [["list", "--profile", profile], env]),
    ...["AWS_REGION", "AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_MAX_ATTEMPTS", "AWS_USE_FIPS_ENDPOINT", "AWS_CREDENTIAL_EXPIRATION"]
      .map((name) => [["list"], { ...env, AWS_REGION: "us-east-1", AWS_ENDPOINT_URL: "http://127.0.0.1:9", [name]: `x${HOSTILE}` }]),
    [["list"], { ...env, AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" }],
  ];
  await Promise.all(cases.flatMap(([args, variables]) => MODES.map(async (mode) => {
    const result = await run([...args, ...mode], { place, env: variables });
    assert.equal(result.code, args.includes("later") ? 1 : 2, JSON.stringify([args, result.stderr]));
    assertPrintable(result, JSON.stringify([...args, ...mode]));
  })));
});
