// The options that the environment variables of the AWS tools give.

import { InvalidInputError } from "./errors.js";

/** Throws an `InvalidInputError` about a variable. Its value may be a secret, so messages do not print it. */
function throwInvalid(code, subject, variable, what, expected) {
  const message = `${variable} ${what}: expected ${expected}`;
  throw new InvalidInputError({ code, subject, part: "value", index: 0, expected, message, explanation: `${message}.` });
}

/** The first of these variables that is not empty. */
function readFirst(env, ...names) {
  const name = names.find((each) => env[each]);
  return name && env[name];
}

function readFlag(env, name) {
  const value = env[name]?.toLowerCase();
  if (!value) return undefined;
  if (value !== "true" && value !== "false") throwInvalid("wrong_type", name, name, "is neither", "`true` or `false`");
  return value === "true";
}

function readCount(env, name) {
  if (!env[name]) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(env[name])) throwInvalid("wrong_type", name, name, "is no such number", "a whole number from 1");
  return Number(env[name]);
}

function readCredentials(env) {
  const [accessKeyId, secretAccessKey] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map((name) =>
    env[name] || throwInvalid("missing", "credentials", name, "is not set", "an access key, or the option `credentials`"));
  return {
    accessKeyId,
    secretAccessKey,
    ...(env.AWS_SESSION_TOKEN && { sessionToken: env.AWS_SESSION_TOKEN }),
    ...(env.AWS_CREDENTIAL_EXPIRATION && { expiration: env.AWS_CREDENTIAL_EXPIRATION }),
  };
}

function readEndpoint(env) {
  if (readFlag(env, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) return undefined;
  return readFirst(env, "AWS_ENDPOINT_URL_NEPTUNE_GRAPH", "AWS_ENDPOINT_URL");
}

export function fromEnvironment(options = {}, env = globalThis.process?.env ?? {}) {
  const found = {
    region: options.region ?? readFirst(env, "AWS_REGION", "AWS_DEFAULT_REGION")
      ?? throwInvalid("missing", "region", "AWS_REGION", "is not set", "AWS_REGION, AWS_DEFAULT_REGION or the option `region`"),
    endpoint: options.endpoint ?? readEndpoint(env),
    useFipsEndpoint: options.useFipsEndpoint ?? readFlag(env, "AWS_USE_FIPS_ENDPOINT"),
    useDualstackEndpoint: options.useDualstackEndpoint ?? readFlag(env, "AWS_USE_DUALSTACK_ENDPOINT"),
    maxAttempts: options.maxAttempts ?? readCount(env, "AWS_MAX_ATTEMPTS"),
    credentials: options.credentials ?? readCredentials(env),
  };
  return { ...options, ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) };
}
