// `request`: what would be sent, without sending it.

import { configure } from "./configuration.mjs";
import { warnOf } from "./connection.mjs";
import { CredentialsError, findCredentials } from "./credentials.mjs";
import { DONE } from "./exit-codes.mjs";
import { unlessAborted } from "./interruption.mjs";
import { UsageError } from "./usage.mjs";

const TOKEN = "x-amz-security-token";

const masked = (token) => `(${token.length} characters)`;

/** The request without the session token. */
const withoutToken = ({ headers, ...request }) =>
  ({ ...request, headers: { ...headers, ...(headers[TOKEN] && { [TOKEN]: masked(headers[TOKEN]) }) } });

/** A canonical request without the session token. */
const withoutTokenLine = (text) => text.replace(/^(x-amz-security-token:)(.+)$/m, (_, name, token) => name + masked(token));

/** The credentials as they are now. Without any the request is shown unsigned, unless it is to be explained. */
async function credentialsNow(context, settings) {
  const { options, output, signal } = context;
  try {
    const credentials = await unlessAborted(signal, findCredentials(context, settings));
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

/** The request, and with `--explain` the stages of its signature. */
function explained(context, config) {
  const { tasks, operands: [taskIdentifier], options } = context;
  if (!options.explain) return { request: withoutToken(buildRequest(context, config)) };
  if (!config.credentials) throw new UsageError("a request that is not signed cannot be explained");
  const { request, canonicalRequest, ...rest } = tasks.explainRequest({ taskIdentifier }, config);
  return { request: withoutToken(request), canonicalRequest: withoutTokenLine(canonicalRequest), ...rest };
}

const headline = ({ method, url, headers }, paint) =>
  [`${paint("bold", method)} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join("\n");

const STAGES = [
  ["canonicalRequest", "canonical request"], ["stringToSign", "string to sign"], ["scope", "scope"],
  ["signedHeaders", "signed headers"], ["signature", "signature"],
];

export async function requestCommand(context) {
  const { operands: [taskIdentifier], options, output, importSnippets } = context;
  const { operation = "cancel" } = options;
  for (const name of ["explain", "curl"]) {
    if (options[name] && operation !== "cancel") throw new UsageError(`\`--${name}\` is for the request to cancel only`);
  }
  if (options.curl && options.explain) throw new UsageError("`--curl` and `--explain` do not go together");
  const settings = await configure(context);
  await warnOf(context, buildRequest(context, settings.config));

  if (options.curl) {
    const { requestSnippets } = await importSnippets();
    const { curl } = requestSnippets({ taskIdentifier }, settings.config);
    await (output.isJson ? output.json({ curl }) : output.print(curl));
    return DONE;
  }
  const credentials = await credentialsNow(context, settings);
  const { request, ...stages } = explained(context, { ...settings.config, credentials });
  if (output.isJson) {
    await output.json({ ...request, ...stages });
    return DONE;
  }
  const { paint } = output.out;
  await output.print(headline(request, paint));
  for (const [key, title] of STAGES) {
    if (stages[key]) await output.print(`\n${paint("bold", `${title}:`)}\n${stages[key]}`);
  }
  return DONE;
}
