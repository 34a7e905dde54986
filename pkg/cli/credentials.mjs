// Whose requests they are: the environment variables of AWS's tools, or the credential providers of the AWS SDK, if they are installed.

import { loadProviders, PROVIDERS } from "./optional.mjs";
import { question } from "./question.mjs";
import { printable } from "./output.mjs";
import { UsageError } from "./usage.mjs";

/** There are none, or they cannot be had. */
export class CredentialsError extends UsageError {
  name = "CredentialsError";
}

const INSTALL = `npm install ${PROVIDERS} lets it read profiles, SSO, roles, processes and instance metadata`;

/** The credentials in the environment, or nothing. */
function fromEnvironment(env, output) {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken,
    AWS_CREDENTIAL_EXPIRATION: expiration,
  } = env;
  // Before anything is printed, whether it is used or not.
  output.hide(secretAccessKey, sessionToken);
  if (!accessKeyId && !secretAccessKey) return undefined;
  if (!accessKeyId || !secretAccessKey) {
    const [there, missing] = accessKeyId ? ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] : ["AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID"];
    throw new CredentialsError(`${there} is set and ${missing} is not`);
  }
  const end = expiration ? new Date(expiration) : undefined;
  if (end && Number.isNaN(end.getTime())) throw new CredentialsError("AWS_CREDENTIAL_EXPIRATION is no date");
  return { accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined, expiration: end };
}

/** The provider of the AWS SDK, which is asked again before its credentials end. */
async function fromProviders({ output, signal, streams }, profile, region) {
  const { fromNodeProviderChain } = await loadProviders() ?? {};
  if (!fromNodeProviderChain) {
    throw new CredentialsError(profile
      ? `the profile \`${printable(profile)}\` cannot be read: ${PROVIDERS} is not installed`
      : `no credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set, and ${PROVIDERS} is not installed`, INSTALL);
  }
  const mfaCodeProvider = (serial) => question({ output, signal, streams }, `MFA code for ${printable(serial)}: `);
  const provider = fromNodeProviderChain({
    ...(profile && { profile }), ...(streams.stdin.isTTY && { mfaCodeProvider }), clientConfig: { region },
  });
  return async () => {
    try {
      const credentials = await provider();
      output.hide(credentials.secretAccessKey, credentials.sessionToken);
      return credentials;
    } catch (error) {
      throw new CredentialsError(`no credentials: ${printable(error?.message ?? error)}`);
    }
  };
}

/**
 * The credentials, or a function that asks for them; nothing with `--no-sign-request`.
 * @throws {CredentialsError}
 */
export async function findCredentials(context, { profile, config: { region } }) {
  const { options, env, output } = context;
  if (options["no-sign-request"]) return undefined;
  const own = fromEnvironment(env, output);
  if (own && !profile) {
    output.debug("credentials from the environment");
    return own;
  }
  output.debug(`credentials from ${PROVIDERS}`);
  return fromProviders(context, profile, region);
}
