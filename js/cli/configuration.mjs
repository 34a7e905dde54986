// Configuration, in AWS's order: options, then environment variables, then the shared config files.

import { loadConfigLoader, PROVIDERS } from "./optional.mjs";
import { printable } from "./output.mjs";
import { count, didYouMean, duration, nearest, UsageError } from "./usage.mjs";

/** The settings of a profile and of its `services` section. Both are empty if the AWS SDK's loader of config files is not installed. */
async function readProfile(name, isExplicit) {
  const loadSharedConfigFiles = await loadConfigLoader();
  if (!loadSharedConfigFiles) return { canReadProfiles: false, profile: {}, service: {} };
  const { configFile = {}, credentialsFile = {} } = await loadSharedConfigFiles();
  const profile = { ...credentialsFile[name], ...configFile[name] };
  if (isExplicit && !configFile[name] && !credentialsFile[name]) {
    const known = Object.keys({ ...configFile, ...credentialsFile }).filter((key) => !key.includes("."));
    throw new UsageError(`the profile \`${printable(name)}\` is not in the shared config files`, didYouMean(nearest(name, known)));
  }
  return { canReadProfiles: true, profile, service: configFile[`services.${profile.services}`] ?? {} };
}

const isTrue = (value) => value?.toLowerCase() === "true";

/**
 * Resolves the configuration of a command: `config` for requests, `limits` for the client, and the `profile` for the credentials, which
 * is the value of `--profile`.
 */
export async function configure({ options, env, output }) {
  const fromEnvironment = (...names) => {
    const source = names.find((name) => env[name]);
    return source && { value: env[source], source };
  };
  const fromOption = (name) => options[name] !== undefined && { value: options[name], source: `--${name}` };
  const fromProfile = (section, name) =>
    section[name] !== undefined && { value: section[name], source: `the shared config files (${name})` };

  const profileName = options.profile ?? (env.AWS_PROFILE || undefined);
  const { canReadProfiles, profile, service } = await readProfile(profileName ?? "default", Boolean(profileName));
  const settings = {
    region: fromOption("region") || fromEnvironment("AWS_REGION", "AWS_DEFAULT_REGION") || fromProfile(profile, "region"),
    endpoint: fromOption("endpoint-url") || configuredEndpoint(),
    useFipsEndpoint: fromOption("use-fips") || flag("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"),
    useDualstackEndpoint: fromOption("use-dualstack") || flag("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"),
  };

  function configuredEndpoint() {
    const isIgnored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS || profile.ignore_configured_endpoint_urls;
    return !isTrue(isIgnored) && (fromEnvironment("AWS_ENDPOINT_URL_NEPTUNE_GRAPH", "AWS_ENDPOINT_URL")
      || fromProfile(service, "neptune_graph.endpoint_url") || fromProfile(profile, "endpoint_url"));
  }

  function flag(variable, name) {
    const { value, source } = fromEnvironment(variable) || fromProfile(profile, name) || {};
    return isTrue(value) && { value: true, source };
  }

  if (!settings.region) {
    throw new UsageError("the region is missing: expected --region, AWS_REGION or AWS_DEFAULT_REGION",
      !canReadProfiles && `install ${PROVIDERS} to use the region of a profile`);
  }
  for (const [name, { value, source }] of Object.entries(settings)) {
    // An endpoint may contain a password. It is rejected later, but it is printed here.
    if (source) output.debug(`${name} ${String(value).replace(/\/\/[^/]*@/, "//(hidden)@")}, from ${source}`);
  }
  return {
    profile: options.profile,
    config: Object.fromEntries(Object.entries(settings).filter(([, setting]) => setting).map(([name, { value }]) => [name, value])),
    limits: {
      maxAttempts: count("`--max-attempts`", options["max-attempts"]) ?? count("AWS_MAX_ATTEMPTS", env.AWS_MAX_ATTEMPTS || undefined),
      attemptTimeout: duration("attempt-timeout", options["attempt-timeout"]),
      maxWait: duration("max-wait", options["max-wait"]),
      pollInterval: duration("poll-interval", options["poll-interval"]),
    },
  };
}
