// Configuration, in AWS's order: options, then environment variables, then the shared config files.

import { nearest } from "../nearest.mjs";
import { hasKeys } from "./credentials.mjs";
import { loadConfigLoader, PROVIDERS } from "./optional.mjs";
import { count, didYouMean, duration, invalidValue, quoted, UsageError } from "./usage.mjs";

const NO_PROFILE = { canReadProfiles: false, profile: {}, service: {} };

/** The profile that was asked for, with the option or variable that names it; undefined without one. */
function requestedProfile({ options, env }) {
  if (options.profile !== undefined) return { name: options.profile, source: "`--profile`" };
  return env.AWS_PROFILE ? { name: env.AWS_PROFILE, source: "AWS_PROFILE" } : undefined;
}

/** The settings of a profile and of its `services` section. Both are empty if the AWS SDK's loader of config files is not installed. */
async function readProfile(context, requested) {
  const loadSharedConfigFiles = await loadConfigLoader(context);
  if (!loadSharedConfigFiles) return NO_PROFILE;
  const { configFile = {}, credentialsFile = {} } = await loadSharedConfigFiles();
  const { name, source } = requested ?? { name: "default" };
  if (requested && !configFile[name] && !credentialsFile[name]) {
    const known = Object.keys({ ...configFile, ...credentialsFile }).filter((key) => !key.includes("."));
    throw new UsageError(invalidValue(name, source, "a profile in the shared config files"), didYouMean(nearest(name, known)));
  }
  const profile = { ...credentialsFile[name], ...configFile[name] };
  return { canReadProfiles: true, profile, service: configFile[`services.${profile.services}`] ?? {} };
}

/** Whether the credentials of the environment are missing and needed. */
const needsKeys = ({ options, env }) => !options["no-sign-request"] && !options.curl && !hasKeys(env);

/** A value for messages. An endpoint may contain a password, for which it is rejected. */
const shown = (value) => value.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, "$1(hidden)@");

/** A setting that must be `true` or `false`, as in AWS's tools. */
function flag(setting) {
  if (!setting) return undefined;
  const value = setting.value.toLowerCase();
  if (value !== "true" && value !== "false") throw new UsageError(invalidValue(setting.value, setting.source, "true or false"));
  return value === "true" && { ...setting, value: true };
}

const limitsOf = ({ options, env }) => ({
  maxAttempts: count("`--max-attempts`", options["max-attempts"]) ?? count("AWS_MAX_ATTEMPTS", env.AWS_MAX_ATTEMPTS || undefined),
  attemptTimeout: duration("attempt-timeout", options["attempt-timeout"]),
  maxWait: duration("max-wait", options["max-wait"]),
  pollInterval: duration("poll-interval", options["poll-interval"]),
});

/**
 * Resolves the configuration of a command: `config` for requests, `limits` for the client, and the `profile` for the credentials, which
 * is the value of `--profile`. The profile is read only if one was asked for, or if the region or the keys are missing. `context.sources`
 * has the source of each setting, for messages.
 */
export async function configure(context) {
  const { options, env, output } = context;
  const limits = limitsOf(context);
  const fromEnvironment = (...names) => {
    const source = names.find((name) => env[name]);
    return source && { value: env[source], source, label: `${source}=${shown(env[source])}` };
  };
  const fromOption = (name) =>
    options[name] !== undefined && { value: options[name], source: `--${name}`, label: `--${name} ${shown(String(options[name]))}` };

  const requested = requestedProfile(context);
  const givenRegion = fromOption("region") || fromEnvironment("AWS_REGION", "AWS_DEFAULT_REGION");
  const isProfileNeeded = requested || !givenRegion || needsKeys(context);
  const { canReadProfiles, profile, service } = isProfileNeeded ? await readProfile(context, requested) : NO_PROFILE;
  const fromProfile = (section, name) => {
    const source = `\`${name}\` of the profile ${quoted(requested?.name ?? "default")}`;
    return section[name] !== undefined && { value: section[name], source, label: source };
  };
  const settings = {
    region: givenRegion || fromProfile(profile, "region"),
    endpoint: fromOption("endpoint-url") || configuredEndpoint(),
    useFipsEndpoint: flagOption("use-fips") || flag(fromEnvironment("AWS_USE_FIPS_ENDPOINT") || fromProfile(profile, "use_fips_endpoint")),
    useDualstackEndpoint: flagOption("use-dualstack")
      || flag(fromEnvironment("AWS_USE_DUALSTACK_ENDPOINT") || fromProfile(profile, "use_dualstack_endpoint")),
  };

  function flagOption(name) {
    return options[name] && { value: true, source: `--${name}`, label: `--${name}` };
  }

  function configuredEndpoint() {
    const isIgnored = flag(fromEnvironment("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
      || fromProfile(profile, "ignore_configured_endpoint_urls"));
    return !isIgnored && (fromEnvironment("AWS_ENDPOINT_URL_NEPTUNE_GRAPH", "AWS_ENDPOINT_URL")
      || fromProfile(service, "neptune_graph.endpoint_url") || fromProfile(profile, "endpoint_url"));
  }

  if (!settings.region) {
    throw new UsageError("the region is missing: expected --region, AWS_REGION or AWS_DEFAULT_REGION",
      !canReadProfiles && `install ${PROVIDERS} to use the region of a profile`);
  }
  const given = Object.entries(settings).filter(([, setting]) => setting);
  for (const [name, { value, source }] of given) output.debug(`${name} ${shown(String(value))}, from ${source}`);
  context.sources = Object.fromEntries(given.map(([name, { label }]) => [name, label]));
  return { profile: options.profile, config: Object.fromEntries(given.map(([name, { value }]) => [name, value])), limits };
}
