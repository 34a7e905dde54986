// The snippets, run with their tools against the fake service, which verifies the signatures, and parsed by a shell, Python and
// JavaScript.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { cancelImportTaskRequest, InvalidInputError } from "neptune-import-tasks";
import { requestSnippets } from "neptune-import-tasks/snippets";

import { createFakeService } from "neptune-import-tasks/testing";

const run = promisify(execFile);
const tools = process.env.AWS_TOOLS;
const withoutTools = tools ? false : "AWS_TOOLS is not set: `make test` sets up the AWS CLI and boto3";

const longTerm = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalr$`'\"XUtn FEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const session = { accessKeyId: "ASIAIOSFODNN7EXAMPLE", secretAccessKey: "other/secret+key", sessionToken: "FwoGZXIvYXdzEXAMPLE==" };

const service = createFakeService({ credentials: [longTerm, session] });
let server;
let folder;
before(async () => {
  server = await service.listen();
  // Inside the repository, so that the package is resolved by its name.
  folder = mkdtempSync(fileURLToPath(new URL("../../target/snippets-", import.meta.url)));
});
after(() => {
  rmSync(folder, { recursive: true });
  return server.close();
});

const environment = ({ accessKeyId, secretAccessKey, sessionToken }) => ({
  PATH: process.env.PATH,
  HOME: folder,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  AWS_EC2_METADATA_DISABLED: "true",
});

/** Runs a snippet for each kind of credentials, with a new task, and returns the outputs. */
async function outputs(name, start, keys = [longTerm, { ...longTerm, sessionToken: "" }, session]) {
  const printed = [];
  for (const credentials of keys) {
    const { taskId } = service.addTask();
    const snippets = requestSnippets({ taskIdentifier: taskId }, { region: "eu-west-1", endpoint: server.url });
    const [program, ...args] = start(snippets[name]);
    const { stdout } = await run(program, args, { env: environment(credentials), timeout: 60_000 });
    assert.equal(service.task(taskId).status.startsWith("CANCEL"), true, `${name}: ${stdout}`);
    printed.push(stdout);
  }
  return printed;
}

const inShell = (snippet) => ["sh", "-c", snippet];

function inFile(program, extension) {
  return (snippet) => {
    const file = join(folder, `snippet.${extension}`);
    writeFileSync(file, snippet);
    return [program, file];
  };
}

test("curl cancels a task, with and without a session token", async () => {
  for (const printed of await outputs("curl", inShell)) assert.equal(JSON.parse(printed).status, "CANCELLING");
});

test("the program with `fetch` cancels a task", async () => {
  for (const printed of await outputs("fetch", inFile(process.execPath, "mjs"))) assert.equal(printed, "CANCELLING\n");
});

test("the program with `cancelAndWait` cancels a task, and waits for its final status", async () => {
  assert.deepEqual(await outputs("cancelAndWait", inFile(process.execPath, "mjs"), [session]), ["cancelled CANCELLED\n"]);
});

test("the program with Node's HTTP client cancels a task", async () => {
  for (const printed of await outputs("node", inFile(process.execPath, "mjs"))) assert.equal(printed, "CANCELLING\n");
});

test("the AWS CLI cancels a task", { skip: withoutTools }, async () => {
  const aws = (snippet) => inShell(snippet.replace("aws ", `'${tools}/bin/aws' `));
  for (const printed of await outputs("awsCli", aws)) assert.equal(JSON.parse(printed).status, "CANCELLING");
});

test("boto3 cancels a task", { skip: withoutTools }, async () => {
  for (const printed of await outputs("boto3", inFile(`${tools}/bin/python`, "py"))) assert.equal(printed, "CANCELLING\n");
});

const ID = "t-0123456789";
const AWKWARD = ["it's", "$(exit 7)", "`exit 7`", "${HOME}", "a b", "!!", "*", "~", "&", ";", "|x", "(x)", "\"", "<x>",
  "é", "[1-3]", "{a,b}", "%27", "a=b", "^", "中", "'", "''"];

/** The words that a shell passes to a command, which is replaced by a function that prints them. */
async function wordsOf(command, snippet) {
  const { stdout } = await run("sh", ["-c", `${command}() { for word; do printf '%s\\n' "$word"; done; }\n${snippet}`], {
    env: { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "s $x", AWS_SESSION_TOKEN: "t" },
  });
  return stdout.trimEnd().split("\n");
}

test("the id in a snippet is the one that was validated", () => {
  let reads = 0;
  const input = { get taskIdentifier() { return (reads += 1) > 1 ? "evil" : ID; } };
  assert.throws(() => requestSnippets(input, { region: "us-east-1" }), /task id/);
  const alternating = { get taskIdentifier() { return (reads += 1) % 3 === 0 ? "evil" : ID; } };
  reads = 0;
  for (const snippet of Object.values(requestSnippets(alternating, { region: "us-east-1" }))) assert.ok(snippet.includes(ID) && !snippet.includes("evil"));
});

test("a shell parses every URL as it is", async () => {
  for (const path of AWKWARD) {
    const endpoint = `https://example.com/${path}/${path}`;
    const base = new URL(endpoint).href.replace(/\/$/, "");
    const { curl, awsCli } = requestSnippets({ taskIdentifier: ID }, { region: "us-east-1", endpoint });
    const curlWords = await wordsOf("curl", curl);
    assert.deepEqual(curlWords.slice(0, 7), ["--request", "DELETE", "--aws-sigv4", "aws:amz:us-east-1:neptune-graph",
      "--user", "AKID:s $x", "-Hx-amz-security-token: t"]);
    assert.equal(curlWords.at(-1), `${base}/importtasks/${ID}`);
    assert.deepEqual(curlWords.slice(7, -1), /[[\]]/.test(base) ? ["--globoff"] : []);
    assert.deepEqual(await wordsOf("aws", awsCli), ["neptune-graph", "cancel-import-task", "--task-identifier", ID,
      "--region", "us-east-1", "--endpoint-url", base]);
  }
});

test("the commands for PowerShell have the words of those for a shell", () => {
  for (const path of AWKWARD) {
    const endpoint = `https://example.com/${path}/${path}`;
    const base = new URL(endpoint).href.replace(/\/$/, "");
    const { curlPowerShell, awsCliPowerShell } = requestSnippets({ taskIdentifier: ID }, { region: "us-east-1", endpoint });
    const [token, ...lines] = curlPowerShell.split("\n");
    assert.match(token, /^\$token = @\(if \(\$env:AWS_SESSION_TOKEN\) \{ "--header", "x-amz-security-token: \$env:AWS_SESSION_TOKEN" \}\)$/);
    // Between single quotes, PowerShell expands nothing, and two are one.
    const quoted = (word) => `'${word.replaceAll("'", "''")}'`;
    assert.deepEqual(lines, ["curl.exe --request DELETE `", "  --aws-sigv4 'aws:amz:us-east-1:neptune-graph' `",
      '  --user "${env:AWS_ACCESS_KEY_ID}:${env:AWS_SECRET_ACCESS_KEY}" `', "  @token `",
      ...(/[[\]]/.test(base) ? ["  --globoff `"] : []), `  ${quoted(`${base}/importtasks/${ID}`)}`]);
    assert.deepEqual(awsCliPowerShell.split(" `\n  "), ["aws neptune-graph cancel-import-task", `--task-identifier ${ID}`,
      "--region us-east-1", `--endpoint-url ${quoted(base)}`]);
  }
});

test("Python and JavaScript parse every URL as it is", { skip: withoutTools }, async () => {
  const endpoint = `https://example.com/${AWKWARD.join("/")}`;
  const base = new URL(endpoint).href;
  const { boto3, fetch } = requestSnippets({ taskIdentifier: ID }, { region: "us-east-1", endpoint });
  const python = "import ast, sys; print(next(n.value for n in ast.walk(ast.parse(sys.argv[1])) "
    + "if isinstance(n, ast.Constant) and str(n.value).startswith('https:')))";
  const { stdout } = await run(`${tools}/bin/python`, ["-c", python, boto3]);
  assert.equal(stdout.trimEnd(), base);
  const [literal] = /(?<=endpoint: )"(?:[^"\\]|\\.)*"/.exec(fetch);
  assert.equal(new Function(`return ${literal}`)(), base);
});

test("other hosts than the default one are in the snippets as endpoints", () => {
  const snippets = (config) => requestSnippets({ taskIdentifier: ID }, { region: "us-gov-west-1", ...config });
  assert.ok(!/endpoint/.test(snippets({}).awsCli + snippets({}).boto3 + snippets({}).fetch));
  const fips = "https://neptune-graph-fips.us-gov-west-1.amazonaws.com";
  for (const config of [{ useFipsEndpoint: true }, { region: "fips-us-gov-west-1" }, { region: "us-gov-west-1-fips" }]) {
    const { curl, awsCli, boto3, fetch } = snippets(config);
    assert.ok(curl.includes(`${fips}/importtasks/${ID}`) && curl.includes("aws:amz:us-gov-west-1:"));
    assert.ok(awsCli.endsWith(`--region us-gov-west-1 \\\n  --endpoint-url ${fips}`));
    assert.ok(boto3.includes(`region_name="us-gov-west-1", endpoint_url="${fips}"`));
    assert.ok(fetch.includes(`region: "us-gov-west-1", endpoint: "${fips}"`));
  }
});

test("an endpoint with trailing slashes is preserved", () => {
  for (const endpoint of ["http://h//", "http://h//a//", "http://h///", "http://h/", "http://h/a/"]) {
    const config = { region: "us-east-1", endpoint };
    const { url } = cancelImportTaskRequest({ taskIdentifier: ID }, config);
    const [, literal] = /endpoint: ("[^"]*")/.exec(requestSnippets({ taskIdentifier: ID }, config).fetch);
    const again = cancelImportTaskRequest({ taskIdentifier: ID }, { ...config, endpoint: JSON.parse(literal) });
    assert.equal(again.url, url, endpoint);
  }
});

test("snippets contain no secrets, and invalid input is rejected", () => {
  const json = JSON.stringify(requestSnippets({ taskIdentifier: ID }, { region: "us-east-1", credentials: session }));
  for (const secret of Object.values(session)) assert.ok(!json.includes(secret));
  assert.throws(() => requestSnippets({ taskIdentifier: "x" }, { region: "us-east-1" }), InvalidInputError);
  assert.throws(() => requestSnippets({ taskIdentifier: ID }, { region: "$(x)" }), InvalidInputError);
});
