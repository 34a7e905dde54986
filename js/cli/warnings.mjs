// Warnings about requests and responses, and the sources of settings in messages about them.

/** The settings that a message of an issue is about, by the subject of the issue. */
const settingsOf = ({ code, subject }) =>
  (code === "invalid_configuration" ? ["useFipsEndpoint", "useDualstackEndpoint", "endpoint"] : [subject]);

/** The message of an issue, after the option, variable or profile that is wrong: `AWS_REGION=us-eats-1: …`. */
export function sourced(issue, { sources = {}, output }) {
  const labels = settingsOf(issue).map((name) => sources[name]).filter(Boolean);
  return `${labels.map((label) => `${output.excerpt(label)}`).join(" and ")}${labels.length > 0 ? ": " : ""}${issue.message}`;
}

/** Prints the warnings that were not printed yet, and keeps them in `context.warnings`. */
export async function addWarnings(context, warnings = []) {
  for (const warning of warnings) {
    if (context.warnings.some(({ message }) => message === warning.message)) continue;
    context.warnings.push(warning);
    await context.output.warn(sourced(warning, context));
  }
}

/** The member of a JSON object that has the warnings so far; none without any. */
export const warningsMember = ({ warnings }) => (warnings.length > 0 ? { warnings } : {});

/**
 * What is unusual about a request and its credentials. Those that have expired by the clock of this machine are sent: it may be wrong, and
 * the service decides.
 * @throws {InvalidInputError} if the request cannot be built
 */
export function warningsOf(buildRequest, config, credentials) {
  try {
    return buildRequest({ ...config, credentials }).warnings ?? [];
  } catch (error) {
    if (error?.issue?.code !== "expired") throw error;
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    return [...warningsOf(buildRequest, config, { accessKeyId, secretAccessKey, sessionToken }), error.issue];
  }
}
