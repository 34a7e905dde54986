// `request`: prints a request without sending it.

import { configure } from "./configuration.mjs";
import { CredentialsError, findCredentials } from "./credentials.mjs";
import { DONE } from "./exit-codes.mjs";
import { unlessAborted } from "./interruption.mjs";
import { painted } from "./printable.mjs";
import { UsageError } from "./usage.mjs";
import { addWarnings, warningsMember } from "./warnings.mjs";

const TOKEN = "x-amz-security-token";

const masked = (token) => `(${token.length} characters)`;

/** The request with the session token masked. */
const maskHeader = ({ headers, ...request }) =>
  ({ ...request, headers: { ...headers, ...(headers[TOKEN] && { [TOKEN]: masked(headers[TOKEN]) }) } });

/** The canonical request with the session token masked. */
const maskCanonicalRequest = (string) => string.replace(/^(x-amz-security-token:)(.+)$/m, (_, name, token) => name + masked(token));

/** The resolved credentials, or undefined for an unsigned request, which `--explain` cannot show. */
async function resolveCredentials(context, configuration) {
  const { options, output, signal } = context;
  try {
    const credentials = await unlessAborted(signal, findCredentials(context, configuration));
    return typeof credentials === "function" ? await unlessAborted(signal, credentials()) : credentials;
  } catch (error) {
    if (!(error instanceof CredentialsError) || options.explain) throw error;
    await output.note(`not signed: ${error.message}`);
    return undefined;
  }
}

function buildRequest({ tasks, operands: [taskIdentifier], options: { operation } }, config) {
  if (operation === "list") return tasks.listImportTasksRequest({}, config);
  const build = operation === "get" ? tasks.getImportTaskRequest : tasks.cancelImportTaskRequest;
  return build({ taskIdentifier }, config);
}

/** The request, and with `--explain` the steps of its signature. */
function describeRequest(context, config) {
  const { tasks, operands: [taskIdentifier], options } = context;
  if (!options.explain) return { request: maskHeader(buildRequest(context, config)) };
  if (!config.credentials) throw new UsageError("`--explain` and `--no-sign-request` cannot be used together");
  const { request, canonicalRequest, ...rest } = tasks.explainRequest({ taskIdentifier }, config);
  return { request: maskHeader(request), canonicalRequest: maskCanonicalRequest(canonicalRequest), ...rest };
}

const requestLines = ({ method, url, headers }) =>
  [[painted("bold", method), ` ${url}`], ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];

const STEPS = [
  ["canonicalRequest", "canonical request"], ["stringToSign", "string to sign"], ["scope", "scope"],
  ["signedHeaders", "signed headers"], ["signature", "signature"],
];

export async function requestCommand(context) {
  const { operands: [taskIdentifier], options, output, importSnippets } = context;
  const { operation = "cancel" } = options;
  for (const name of ["explain", "curl"]) {
    if (options[name] && operation !== "cancel") throw new UsageError(`\`--${name}\` requires \`--operation cancel\``);
  }
  if (options.curl && options.explain) throw new UsageError("`--curl` and `--explain` cannot be used together");
  const configuration = await configure(context);
  const build = (config) => buildRequest(context, config);
  await addWarnings(context, build(configuration.config).warnings);

  if (options.curl) {
    const { requestSnippets } = await importSnippets();
    const { curl } = requestSnippets({ taskIdentifier }, configuration.config);
    await (output.isJson ? output.json({ curl, ...warningsMember(context) }) : output.print(curl.split("\n")));
    return DONE;
  }
  const credentials = await resolveCredentials(context, configuration);
  if (credentials) await addWarnings(context, build({ ...configuration.config, credentials }).warnings);
  const { request: { warnings, ...request }, ...steps } = describeRequest(context, { ...configuration.config, credentials });
  if (output.isJson) {
    await output.json({ ...request, ...steps, ...warningsMember(context) });
    return DONE;
  }
  await output.print(requestLines(request));
  for (const [key, title] of STEPS) {
    if (steps[key]) await output.print(["", [painted("bold", `${title}:`)], ...steps[key].split("\n")]);
  }
  return DONE;
}
