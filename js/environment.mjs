// The options that the environment variables of the AWS tools give.

import { assertObject, defined, isAbsent, throwWrongType } from "./client/options.mjs";
import { requestOf } from "./client/transport.mjs";
import { InvalidInputError } from "./errors.js";

/** Throws an `InvalidInputError` about a variable. Its value may be a secret, so messages do not print it. */
function throwInvalid(code, subject, variable, what, expected) {
  const message = `${variable} ${what}: expected ${expected}`;
  throw new InvalidInputError({ code, subject, part: "value", index: 0, expected, message, explanation: `${message}.` });
}

/** A variable; undefined if it is not set or empty. */
function read(env, name) {
  const value = env[name];
  if (isAbsent(value) || value === "") return undefined;
  if (typeof value !== "string") throwWrongType(`variable ${name}`, "a string", value);
  return value;
}

/** The first of these variables that is not empty. */
function readFirst(env, ...names) {
  const name = names.find((each) => read(env, each));
  return name && env[name];
}

function readFlag(env, name) {
  const value = read(env, name)?.toLowerCase();
  if (!value) return undefined;
  if (value !== "true" && value !== "false") throwInvalid("wrong_type", name, name, "is neither", "`true` or `false`");
  return value === "true";
}

function readCount(env, name) {
  const value = read(env, name);
  if (!value) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(value)) throwInvalid("wrong_type", name, name, "is no such number", "a whole number from 1");
  return Number(value);
}

function readCredentials(env) {
  const [accessKeyId, secretAccessKey] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map((name) =>
    read(env, name) ?? throwInvalid("missing", "credentials", name, "is not set", "an access key, or the option `credentials`"));
  const sessionToken = read(env, "AWS_SESSION_TOKEN");
  const expiration = read(env, "AWS_CREDENTIAL_EXPIRATION");
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }), ...(expiration && { expiration }) };
}

function readEndpoint(env) {
  if (readFlag(env, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) return undefined;
  return readFirst(env, "AWS_ENDPOINT_URL_NEPTUNE_GRAPH", "AWS_ENDPOINT_URL");
}

/** Throws an `InvalidInputError` that names the variable if its value is invalid. */
function check(variable, config) {
  if (!variable) return;
  try {
    requestOf("ListImportTasks", {}, config);
  } catch (error) {
    if (!(error instanceof InvalidInputError) || error.issue.code === "expired") return;
    const { message, explanation } = error.issue;
    throw new InvalidInputError({ ...error.issue, message: `${variable}: ${message}`, explanation: `${variable}: ${explanation}` });
  }
}

export function fromEnvironment(options = {}, env = globalThis.process?.env ?? {}) {
  assertObject("argument `options`", options);
  assertObject("argument `env`", env);
  const found = {
    region: options.region ?? readFirst(env, "AWS_REGION", "AWS_DEFAULT_REGION")
      ?? throwInvalid("missing", "region", "AWS_REGION", "is not set", "AWS_REGION, AWS_DEFAULT_REGION or the option `region`"),
    endpoint: options.endpoint ?? readEndpoint(env),
    useFipsEndpoint: options.useFipsEndpoint ?? readFlag(env, "AWS_USE_FIPS_ENDPOINT"),
    useDualstackEndpoint: options.useDualstackEndpoint ?? readFlag(env, "AWS_USE_DUALSTACK_ENDPOINT"),
    maxAttempts: options.maxAttempts ?? readCount(env, "AWS_MAX_ATTEMPTS"),
    credentials: options.credentials ?? readCredentials(env),
  };
  const { region, endpoint, credentials } = found;
  const variable = (option, ...names) => (isAbsent(options[option]) ? names.find((name) => env[name]) : undefined);
  check(variable("region", "AWS_REGION", "AWS_DEFAULT_REGION"), { region });
  check(variable("endpoint", "AWS_ENDPOINT_URL_NEPTUNE_GRAPH", "AWS_ENDPOINT_URL"), { region, endpoint });
  check(variable("credentials", "AWS_CREDENTIAL_EXPIRATION"), { region, credentials });
  return { ...options, ...defined(found) };
}
