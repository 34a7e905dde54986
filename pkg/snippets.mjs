// The same request for other tools: `requestSnippets`. An entry of its own, because few programs print commands.
//
// Secrets are never in a snippet: each tool reads them from the environment variables that AWS's tools use.

import { cancelImportTaskRequest, explainRequest } from "./index.mjs";

/** A word for a POSIX shell. Between single quotes nothing is special but the quote itself. */
const shell = (text) => (/^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** A string for Python and JavaScript, which both read JSON's. */
const quoted = JSON.stringify;

/** A shell command, an option a line. */
const command = (words, ...options) => [words, ...options].join(" \\\n  ");

// Nothing that is signed with these leaves this file: the scope is what is looked at.
const credentials = { accessKeyId: "a", secretAccessKey: "a" };

export function requestSnippets(input, config) {
  const { request: { url }, scope } = explainRequest(input, { ...config, credentials });
  const [, region] = scope.split("/");
  const id = url.slice(url.lastIndexOf("/") + 1);
  // One slash at the end of an endpoint is dropped, by this package and by the others.
  const base = url.slice(0, url.lastIndexOf("/importtasks/")).replace(/\/$/, "//");
  const isUsual = url === cancelImportTaskRequest(input, { region }).url;
  // What both programs begin with.
  const built = `import { cancelImportTaskRequest, parseCancelImportTaskResponse } from "neptune-import-tasks";

const credentials = {
  accessKeyId: process.env.AWS_ACCESS_KEY_ID,
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
};
const config = { region: ${quoted(region)}${isUsual ? "" : `, endpoint: ${quoted(base)}`}, credentials };
const request = cancelImportTaskRequest({ taskIdentifier: ${quoted(id)} }, config);`;
  return {
    curl: command(
      "curl --request DELETE",
      `--aws-sigv4 ${shell(`aws:amz:${region}:neptune-graph`)}`,
      `--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`,
      // Only with a session, because curl signs a header without a value and does not send it. One word, for zsh.
      `\${AWS_SESSION_TOKEN:+"-Hx-amz-security-token: $AWS_SESSION_TOKEN"}`,
      // In a path, brackets are signs like others, and to curl the beginning of a list.
      ...(/[[\]{}]/.test(url) ? ["--globoff"] : []),
      shell(url),
    ),
    awsCli: command(
      "aws neptune-graph cancel-import-task",
      `--task-identifier ${shell(id)}`,
      `--region ${shell(region)}`,
      ...(isUsual ? [] : [`--endpoint-url ${shell(base)}`]),
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
