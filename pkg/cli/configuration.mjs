// Where requests go: options before environment variables before the shared config files, as with AWS's own tools.

import { loadConfigLoader, PROVIDERS } from "./optional.mjs";
import { count, duration, nearest, UsageError } from "./usage.mjs";

/** What a profile says, if there is somebody to read it: its members, and those of its `services` section for this service. */
async function readProfile(name, isAskedFor) {
  const loadSharedConfigFiles = await loadConfigLoader();
  if (!loadSharedConfigFiles) return { isReadable: false, profile: {}, service: {} };
  const { configFile = {}, credentialsFile = {} } = await loadSharedConfigFiles();
  const profile = { ...credentialsFile[name], ...configFile[name] };
  if (isAskedFor && !configFile[name] && !credentialsFile[name]) {
    const known = Object.keys({ ...configFile, ...credentialsFile }).filter((key) => !key.includes("."));
    const near = nearest(name, known);
    throw new UsageError(`no profile \`${name}\` in the shared config files`, near && `did you mean \`${near}\`?`);
  }
  return { isReadable: true, profile, service: configFile[`services.${profile.services}`] ?? {} };
}

const isTrue = (text) => text?.toLowerCase() === "true";

/**
 * The settings of a command: `config` for requests, `limits` for what sends them, and the `profile` for the credentials, by the name
 * that was given.
 */
export async function configure({ options, env, output }) {
  const fromEnvironment = (...names) => {
    const name = names.find((one) => env[one]);
    return name && { value: env[name], source: name };
  };
  const fromOption = (name) => options[name] !== undefined && { value: options[name], source: `--${name}` };
  const fromProfile = (members, name) =>
    members[name] !== undefined && { value: members[name], source: `the shared config files (${name})` };

  const profileName = options.profile ?? (env.AWS_PROFILE || undefined);
  const { isReadable, profile, service } = await readProfile(profileName ?? "default", Boolean(profileName));
  const settings = {
    region: fromOption("region") || fromEnvironment("AWS_REGION", "AWS_DEFAULT_REGION") || fromProfile(profile, "region"),
    endpoint: fromOption("endpoint-url") || configuredEndpoint(),
    useFipsEndpoint: fromOption("use-fips") || isOn("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint"),
    useDualstackEndpoint: fromOption("use-dualstack") || isOn("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint"),
  };

  function configuredEndpoint() {
    const isIgnored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS || profile.ignore_configured_endpoint_urls;
    return !isTrue(isIgnored) && (fromEnvironment("AWS_ENDPOINT_URL_NEPTUNE_GRAPH", "AWS_ENDPOINT_URL")
      || fromProfile(service, "neptune_graph.endpoint_url") || fromProfile(profile, "endpoint_url"));
  }

  function isOn(variable, member) {
    const { value, source } = fromEnvironment(variable) || fromProfile(profile, member) || {};
    return isTrue(value) && { value: true, source };
  }

  if (!settings.region) {
    throw new UsageError("the region is missing: expected --region, AWS_REGION or AWS_DEFAULT_REGION",
      !isReadable && `with ${PROVIDERS} installed the region of a profile is read too`);
  }
  for (const [name, { value, source }] of Object.entries(settings)) {
    // An address may have a password in it, for which it is refused later.
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
