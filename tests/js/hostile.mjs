// Values that callers may pass by mistake or on purpose, as arbitraries of fast-check. An arbitrary yields functions that make the value,
// because fast-check itself reads members of what it yields.

import vm from "node:vm";

import fc from "fast-check";
import * as tasks from "neptune-import-tasks";

const ID = "t-0123456789";
const ARN = "arn:aws:iam::123456789012:role/Import";

/** What getters and functions of callers throw: it must come out as it is. */
export class OwnError extends Error {}

function throwOwn() {
  throw new OwnError("of the caller");
}

const throwing = new Proxy({}, {
  get: throwOwn, has: throwOwn, ownKeys: throwOwn, getPrototypeOf: throwOwn, getOwnPropertyDescriptor: throwOwn,
});

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function detached() {
  const bytes = new Uint8Array(16);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

/** A view on a buffer that has become too short for it. */
function outOfBounds() {
  const buffer = new ArrayBuffer(16, { maxByteLength: 32 });
  const bytes = new Uint8Array(buffer, 8, 8);
  buffer.resize?.(4);
  return bytes;
}

/** Calls the package while it is called. */
const reentrant = {
  get taskIdentifier() {
    tasks.checkTaskId("x");
    tasks.cancelImportTaskRequest({ taskIdentifier: ID }, { region: "us-east-1" });
    return ID;
  },
  get region() {
    tasks.checkRoleArn(ARN);
    return "us-east-1";
  },
};

/** An object whose first getter revokes its other members. */
function revoking() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  const revokeFor = (value) => {
    revoke();
    return value;
  };
  return { get status() { return revokeFor(200); }, get taskIdentifier() { return revokeFor(ID); }, get region() { return revokeFor("us-east-1"); }, headers: proxy, body: proxy, credentials: proxy };
}

/** A response whose body becomes shorter while it is read. */
function shrinking() {
  const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
  const headers = () => {
    buffer.resize(0);
    return {};
  };
  return { status: 200, get headers() { return headers(); }, body: new Uint8Array(buffer) };
}

function made(arbitrary) {
  return arbitrary.map((value) => () => value);
}

const otherRealm = (source) => vm.runInNewContext(source);

/** Values that are not what they claim to be, made anew each time. */
const STRANGE = [
  () => Symbol("x"), () => 10n ** 30n, () => -0, () => NaN, () => 1e21, () => -Infinity, () => 2 ** 53, () => throwOwn, () => class {}, () => Object.create(null),
  () => throwing, revoked, () => new Proxy({}, {}), () => new Proxy(new URL("https://example.com/base"), {}), () => new Proxy(new Date(0), {}),
  () => new Proxy(new Uint8Array(4), {}), () => new Proxy([], {}), () => new Proxy(throwOwn, {}),
  () => ({ get length() { return throwOwn(); } }), () => ({ toString: throwOwn, valueOf: throwOwn, [Symbol.toPrimitive]: throwOwn }),
  () => ({ length: 1e9, byteLength: 1e9, [Symbol.toStringTag]: "ArrayBuffer" }), () => ({ length: 1e9, [Symbol.toStringTag]: "Uint8Array" }),
  () => ({ [Symbol.iterator]: throwOwn }), () => ({ *[Symbol.iterator]() { yield 5; } }), () => ({ *[Symbol.iterator]() { yield ["a"]; yield [Symbol("x"), throwing]; } }),
  () => ({ forEach: throwOwn }), () => ({ then: throwOwn }), () => Promise.resolve(5), () => new Map([[5, {}]]), () => new Headers({ a: "b" }),
  revoking, shrinking, detached, () => detached().buffer, outOfBounds, () => new DataView(new ArrayBuffer(8)), () => new Float64Array(4), () => new SharedArrayBuffer(8),
  () => new Uint8Array(new SharedArrayBuffer(8)), () => new Date(NaN), () => new Date(8.64e15), () => new String(ID), () => new Number(5), () => new Error("x"),
  () => otherRealm("new Date(0)"), () => otherRealm("new Uint8Array([116, 45])"), () => otherRealm("new ArrayBuffer(4)"), () => otherRealm(`new String("${ID}")`),
  () => otherRealm("({ taskIdentifier: 't-0123456789', region: 'us-east-1' })"), () => otherRealm("new Map([['a', 'b']])"), () => otherRealm("new Error('x')"),
  () => reentrant, () => "\uD800", () => `${ID}\uDC00`, () => "x".repeat(1e5), () => "\0".repeat(300), () => new WeakMap(), () => globalThis, () => /x/,
];

const strange = fc.constantFrom(...STRANGE);
const valid = made(fc.constantFrom(ID, ARN, "g-0123456789", "us-east-1", "https://example.com/base", "", "a", 5, true, undefined, null, 200, 404, "current", "taskId"));
const anything = made(fc.anything({
  withBigInt: true, withBoxedValues: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true, withSet: true,
  withSparseArray: true, withTypedArray: true, withUnicodeString: true, maxDepth: 2,
}));

/** Any value. */
export const hostile = fc.oneof({ arbitrary: valid, weight: 3 }, { arbitrary: strange, weight: 4 }, { arbitrary: anything, weight: 2 });

/** An object whose members are hostile, good or absent; some members are getters. */
export function objectOf(members) {
  const entries = Object.entries(members).map(([name, good]) =>
    [name, fc.oneof({ arbitrary: fc.constant(() => good), weight: 3 }, { arbitrary: hostile, weight: 2 })]);
  return fc.tuple(fc.record(Object.fromEntries(entries), { requiredKeys: [] }), fc.boolean()).map(([makers, hasGetters]) => () => {
    const descriptors = Object.entries(makers).map(([name, make]) => [name, { enumerable: true, ...(hasGetters ? { get: make } : { value: make() }) }]);
    return Object.defineProperties({}, Object.fromEntries(descriptors));
  });
}

const CREDENTIALS = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI", sessionToken: "token", expiration: 4e12 };
export const orHostile = (arbitrary) => fc.oneof({ arbitrary, weight: 4 }, { arbitrary: hostile, weight: 1 });
const credentials = orHostile(objectOf(CREDENTIALS));

export const input = orHostile(objectOf({ taskIdentifier: ID, graphIdentifier: undefined, maxResults: undefined, nextToken: undefined }));
export const config = orHostile(fc.tuple(
  objectOf({ region: "us-east-1", endpoint: undefined, useFipsEndpoint: undefined, useDualstackEndpoint: undefined, date: undefined }),
  fc.option(credentials, { nil: () => undefined }),
).map(([options, key]) => () => Object.defineProperty(options(), "credentials", { value: key(), enumerable: true, configurable: true })));

const BODY = JSON.stringify({ taskId: ID, source: "s3://b/", roleArn: ARN, status: "CANCELLING", tasks: [] });
export const response = orHostile(objectOf({ status: 200, headers: { "x-amzn-requestid": "A" }, body: BODY }));
export const explanation = orHostile(objectOf({ canonicalRequest: "DELETE\n/\n", stringToSign: "AWS4-HMAC-SHA256\nx\ny\nz" }));
export const revision = orHostile(objectOf({ revision: "current" }));
export const plan = orHostile(objectOf({
  goal: "cancelAndWait", operation: "GetImportTask", maxAttempts: 3, maxWait: 1000, pollInterval: 5, attemptTimeout: 5, canRefreshCredentials: true,
}));
export const moment = orHostile(objectOf({ elapsed: 0, clock: 0, random: 0, tokens: 500 }));
