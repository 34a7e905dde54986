// `requestSnippets`: a request as commands and programs for other tools. It is a separate entry, because few programs need it.
//
// Snippets contain no secrets: they read the credentials from the environment variables of AWS's tools.

import { cancelImportTaskRequest, explainRequest } from "./index.mjs";

/** Quotes a word for a POSIX shell. Between single quotes, only the single quote is special. */
const shell = (text) => (/^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** Quotes a word for PowerShell. Between single quotes, only the single quote is special. */
const powerShell = (text) => (/^[\w/.-]+$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`);

/** Quotes a string for Python and JavaScript. JSON strings are valid in both. */
const quoted = JSON.stringify;

/** A shell command with one option per line. */
const command = (words, ...options) => [words, ...options].join(" \\\n  ");
const powerShellCommand = (words, ...options) => [words, ...options].join(" `\n  ");

// Dummy credentials: only the scope of the signature is used, to get the validated region.
const credentials = { accessKeyId: "a", secretAccessKey: "a" };

export function requestSnippets(input, config) {
  const { request: { url }, scope } = explainRequest(input, { ...config, credentials });
  const [, region] = scope.split("/");
  const id = url.slice(url.lastIndexOf("/") + 1);
  // This package and the other tools drop one trailing slash of an endpoint, so one that remains is doubled.
  const base = url.slice(0, url.lastIndexOf("/importtasks/")).replace(/\/$/, "//");
  const isUsual = url === cancelImportTaskRequest(input, { region }).url;
  // curl would expand brackets and braces in the URL.
  const globoff = /[[\]{}]/.test(url) ? ["--globoff"] : [];
  // The beginning of all JavaScript programs.
  const configured = (...names) => `import { ${names.join(", ")} } from "neptune-import-tasks";

const credentials = {
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
};
const config = { region: ${quoted(region)}${isUsual ? "" : `, endpoint: ${quoted(base)}`}, credentials };`;
  const built = `${configured("cancelImportTaskRequest", "parseCancelImportTaskResponse")}
const request = cancelImportTaskRequest({ taskIdentifier: ${quoted(id)} }, config);`;
  return {
    cancelAndWait: `${configured("cancelAndWait")}
const { outcome, task } = await cancelAndWait({ taskIdentifier: ${quoted(id)} }, config);
console.log(outcome, task?.status);
`,
    curl: command(
      "curl --request DELETE",
      `--aws-sigv4 ${shell(`aws:amz:${region}:neptune-graph`)}`,
      `--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`,
      // Only if there is a session token, because curl signs a header without a value but does not send it. A single word, for zsh.
      `\${AWS_SESSION_TOKEN:+"-Hx-amz-security-token: $AWS_SESSION_TOKEN"}`,
      ...globoff,
      shell(url),
    ),
    // `curl` is another command in Windows PowerShell. An empty array adds no argument.
    curlPowerShell: `$token = @(if ($env:AWS_SESSION_TOKEN) { "--header", "x-amz-security-token: $env:AWS_SESSION_TOKEN" })
${powerShellCommand(
    "curl.exe --request DELETE",
    `--aws-sigv4 ${powerShell(`aws:amz:${region}:neptune-graph`)}`,
    '--user "${env:AWS_ACCESS_KEY_ID}:${env:AWS_SECRET_ACCESS_KEY}"',
    "@token",
    ...globoff,
    powerShell(url),
  )}`,
    awsCli: command(
      "aws neptune-graph cancel-import-task",
      `--task-identifier ${shell(id)}`,
      `--region ${shell(region)}`,
      ...(isUsual ? [] : [`--endpoint-url ${shell(base)}`]),
    ),
    awsCliPowerShell: powerShellCommand(
      "aws neptune-graph cancel-import-task",
      `--task-identifier ${powerShell(id)}`,
      `--region ${powerShell(region)}`,
      ...(isUsual ? [] : [`--endpoint-url ${powerShell(base)}`]),
    ),
    boto3: `import boto3

client = boto3.client("neptune-graph", region_name=${quoted(region)}${isUsual ? "" : `, endpoint_url=${quoted(base)}`})
task = client.cancel_import_task(taskIdentifier=${quoted(id)})
print(task["status"])
`,
    fetch: `${built}
const response = await fetch(request.url, request);
const { status, headers } = response;
const task = parseCancelImportTaskResponse({ status, headers, body: await response.text() });
console.log(task.status);
`,
    node: `import { request as send } from "node:${base.startsWith("http:") ? "http" : "https"}";
import { text } from "node:stream/consumers";
${built}
const response = await new Promise((resolve, reject) => {
  send(request.url, request, resolve).on("error", reject).end();
});
const { statusCode, headers } = response;
const task = parseCancelImportTaskResponse({ status: statusCode, headers, body: await text(response) });
console.log(task.status);
`,
  };
}
