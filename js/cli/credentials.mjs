// Credentials: from the environment variables of AWS's tools, or from the AWS SDK's credential providers if they are installed.

import { loadProviders, PROVIDERS } from "./optional.mjs";
import { question } from "./question.mjs";
import { oneLine } from "./printable.mjs";
import { invalidValue, quoted, UsageError } from "./usage.mjs";

/** There are no credentials, or they cannot be loaded. */
export class CredentialsError extends UsageError {
  name = "CredentialsError";
}

const INSTALL = `install ${PROVIDERS} to use profiles, SSO, roles, credential processes and instance metadata`;

/** Whether the environment variables have at least one half of a key. */
export const hasKeys = ({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }) => Boolean(AWS_ACCESS_KEY_ID || AWS_SECRET_ACCESS_KEY);

/** The sources of the credentials by the subjects of issues about them. */
const VARIABLES = {
  "access key id": "AWS_ACCESS_KEY_ID", "secret access key": "AWS_SECRET_ACCESS_KEY", "session token": "AWS_SESSION_TOKEN",
  credentials: "AWS_CREDENTIAL_EXPIRATION",
};

/** The credentials in the environment variables, or undefined. */
function fromEnvironment(env, output) {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken,
    AWS_CREDENTIAL_EXPIRATION: expiration,
  } = env;
  // Before anything is printed, and even if they are not used.
  output.hide(secretAccessKey, sessionToken);
  if (!hasKeys(env)) return undefined;
  if (!accessKeyId || !secretAccessKey) {
    const [present, missing] = accessKeyId ? ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] : ["AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"];
    throw new CredentialsError(`${present} is set, but ${missing} is not`);
  }
  const date = expiration ? new Date(expiration) : undefined;
  // `Date` also reads much that is no date.
  if (date && (!/^\d{4}-\d\d-\d\dT/.test(expiration) || Number.isNaN(date.getTime()))) {
    throw new CredentialsError(invalidValue(expiration, "AWS_CREDENTIAL_EXPIRATION", "a date such as 2026-11-27T12:00:00Z"));
  }
  return { accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined, expiration: date };
}

/** A credential provider of the AWS SDK. The client calls it again before the credentials expire. */
async function fromProviders(context, profile, region) {
  const { output, streams } = context;
  const { fromNodeProviderChain } = await loadProviders(context) ?? {};
  if (!fromNodeProviderChain) {
    throw new CredentialsError(profile
      ? `cannot read the profile ${quoted(profile)}: ${PROVIDERS} is not installed`
      : `no credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set, and ${PROVIDERS} is not installed`, INSTALL);
  }
  const mfaCodeProvider = (serial) => question(context, `MFA code for ${output.excerpt(serial)}: `);
  const provider = fromNodeProviderChain({
    ...(profile && { profile }), ...(streams.stdin.isTTY && { mfaCodeProvider }), clientConfig: { region },
  });
  return async () => {
    try {
      const credentials = await provider();
      output.hide(credentials.secretAccessKey, credentials.sessionToken);
      return credentials;
    } catch (error) {
      throw new CredentialsError(`no credentials: ${oneLine(error?.message ?? error)}`);
    }
  };
}

/**
 * The credentials, or a provider of them; undefined with `--no-sign-request`.
 * @throws {CredentialsError}
 */
export async function findCredentials(context, { profile, config: { region } }) {
  const { options, env, output } = context;
  if (options["no-sign-request"]) return undefined;
  const credentials = fromEnvironment(env, output);
  if (credentials && !profile) {
    output.debug("credentials from the environment");
    Object.assign(context.sources, VARIABLES);
    return credentials;
  }
  output.debug(`credentials from ${PROVIDERS}`);
  const source = `the credentials of ${profile ? `the profile ${quoted(profile)}` : "the default provider chain"}`;
  for (const subject of Object.keys(VARIABLES)) context.sources[subject] = source;
  return fromProviders(context, profile, region);
}
