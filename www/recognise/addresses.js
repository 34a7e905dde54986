// What addresses say: URLs of requests and of the AWS console, hosts, and ARNs.

import { partitions } from "../neptune-import-tasks/check.mjs";
import { isArn, isId, isLikeRegion, isLikeRoleArn, isNamedId, isNearId } from "./words.js";

const SUFFIXES = new Map(partitions.flatMap(({ dnsSuffix, dualStackDnsSuffix }) => [[dnsSuffix, false], [dualStackDnsSuffix, true]]));
export const URLS = /\bhttps?:\/\/[^\s"'`<>|\\^{}]+/g;
const HOSTS = /(?<![\w.-])(?:[\w-]+\.)*neptune-graph(?:-fips)?\.[\w.-]+(?<![.-])/g;
// With placeholders: `arn:aws:iam::${AWS::AccountId}:role/x`, `arn:aws:iam::<account>:role/<name>`.
export const ARN = /\barn:(?:[^\s"'`<>|\\;()[\]{}]|\{[^\s{}]{1,40}\}|<[\w -]{1,40}>)*/;
const ARNS = new RegExp(ARN, "g");

/** Decodes what is encoded, however often: the console writes `/` as `$252F`. */
function decoded(text) {
  let plain = text.replace(/\$(?=[0-9a-f]{2})/gi, "%");
  for (let rounds = 0; rounds < 4 && /%[0-9a-f]{2}/i.test(plain); rounds += 1) {
    try {
      plain = decodeURIComponent(plain);
    } catch {
      return plain;
    }
  }
  return plain;
}

/** The host of the service itself says region and options. */
function readHost(host, sightings) {
  const [, graphId, fips, region, suffix] = /^(?:(g-[a-z0-9]{10})\.)?neptune-graph(-fips)?\.([\w-]+)\.(.+)$/.exec(host) ?? [];
  if (region && SUFFIXES.has(suffix)) {
    sightings.add("region", region, 3);
    if (fips) sightings.add("fips", true, 3);
    if (SUFFIXES.get(suffix)) sightings.add("dualStack", true, 3);
    return true;
  }
  const [, graph, dataRegion, rest] = /^(?:(g-[a-z0-9]{10})\.)?([\w-]+)\.neptune-graph\.(.+)$/.exec(host) ?? [];
  if (dataRegion === undefined || !SUFFIXES.has(rest)) return false;
  sightings.add("region", dataRegion, 3);
  if (graph ?? graphId) sightings.add("graphId", graph ?? graphId);
  return true;
}

/** The parts of an address that are IDs. */
function readWords(text, sightings) {
  for (const [, value] of text.matchAll(/(?:import-?tasks?|tasks?)[/:=]([^\s/?#&;,:]+)/gi)) {
    if (isNamedId(value, false)) sightings.add("taskId", value, 3);
  }
  for (const [, value] of text.matchAll(/graphs?[/:=]([^\s/?#&;,:]+)/gi)) if (isNamedId(value, false)) sightings.add("graphId", value, 3);
  for (const word of text.split(/[/?#&=:;,.@|]+/)) {
    for (const kind of ["taskId", "graphId"]) if (isId(kind, word) || isNearId(kind, word)) sightings.add(kind, word);
  }
}

/** A URL. `isEndpoint`: the text says that it is one. */
export function readUrl(text, sightings, isEndpoint = false) {
  const address = decoded(text.replace(/[).,;:!\]]+$/, ""));
  const [, base, host, path] = /^(https?:\/\/([^/?#]*))([^?#]*)/.exec(address) ?? [];
  if (host === undefined) return;
  const name = host.toLowerCase();
  const [, prefix, id] = /^(.*?)\/importtasks\/([^/]*)$/.exec(path) ?? [];
  const [, consoleRegion] = /^(?:([\w-]+)\.)?console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/.exec(name) ?? [];
  if (/^s3[.-]|\.s3[.-]|^docs\.|signin\.aws/.test(name)) return;
  if (/(?:^|\.)console\./.test(name)) {
    const [, region = consoleRegion] = /[?&#]region=([\w-]+)/.exec(address) ?? [];
    if (region && isLikeRegion(region)) sightings.add("region", region, 3);
    readWords(address.slice(base.length), sightings);
  } else if (readHost(name, sightings)) {
    if (id) sightings.add("taskId", id, 3);
    else readWords(address.slice(base.length), sightings);
  } else if (isEndpoint || prefix !== undefined) {
    const whole = prefix === undefined ? base + path : base + prefix;
    sightings.add("endpoint", whole.replace(/\/$/, ""), 3);
    if (id) sightings.add("taskId", id, 3);
  } else {
    for (const [, key, value] of address.matchAll(/[?&#;]([\w-]+)=([^&#;]+)/g)) {
      if (/^(?:task|import)/i.test(key) && isNamedId(value, false)) sightings.add("taskId", value, 3);
      else if (/^graph/i.test(key) && isNamedId(value, false)) sightings.add("graphId", value, 3);
      else if (/^region$/i.test(key) && isLikeRegion(value)) sightings.add("region", value, 3);
    }
    readWords(address.slice(base.length).replace(/[?&#;][\w-]+=[^&#;]+/g, ""), sightings);
  }
}

/** The hosts and ARNs in a text. Returns the text without them. */
export function readAddresses(text, sightings) {
  return text.replace(HOSTS, (host) => (readHost(host.toLowerCase(), sightings) ? " " : host)).replace(ARNS, (match, at) => {
    const arn = match.replace(/[,.:]+$/, "");
    const [, , service, region, , ...resource] = arn.split(":");
    if (service === "neptune-graph") {
      if (isLikeRegion(region)) sightings.add("region", region, 3);
      readWords(resource.join(":"), sightings);
      return " ";
    }
    const isCaller = /\b(?:User|Principal|caller|assumed by|session issuer)["':\s]*(?:\{\s*)?(?:"AWS":\s*")?$/i.test(text.slice(Math.max(0, at - 40), at))
      || /^["'\s]*is not authorized/.test(text.slice(at + match.length));
    if (service === "sts" || isCaller) sightings.leave(arn, "the caller's, not the task's");
    else if (isArn(arn) || isLikeRoleArn(arn)) sightings.add("roleArn", arn, isArn(arn) ? 2 : 1);
    return " ";
  });
}
