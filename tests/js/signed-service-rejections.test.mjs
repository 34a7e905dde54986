// The fake service's signature check: the errors for requests that are not signed correctly.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";

import {
  changed, EMPTY, EXPIRED, ID, INCOMPLETE, INVALID, KEY, MISSING, PATH, REGION, send, serviceWith, sign, TEMPORARY, UNRECOGNIZED,
  without,
} from "./signed-service-support.mjs";

const requires = (name) => `Authorization header requires '${name}' parameter.`;
const NO_DATE = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
const UNKNOWN_TOKEN = "The security token included in the request is invalid.";
const EXPIRED_TOKEN = "The security token included in the request is expired";
const mustBeSigned = (name) => `${name} must be a 'SignedHeader' in the AWS Authorization.`;

const NO_PARAMETER = [requires("Credential"), requires("Signature"), requires("SignedHeaders")].join(" ");
const NOT_BASIC =
  "Date must be in ISO-8601 'basic format'. Got '2015-08-30'. See http://en.wikipedia.org/wiki/ISO_8601";
const FIVE = "exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term";
const WRONG_REGION = "Credential should be scoped to a valid region, not 'eu-west-1'. ";
const WRONG_SERVICE = "Credential should be scoped to correct service: 'neptune-graph'. ";
const WRONG_TERMINATOR = "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'. ";
const WRONG_DAY =
  "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: " +
  "'20150829' != '20150830', from '20150830T123600Z'.";

const REJECTIONS = {
  "no authorization": [without(sign(), "authorization"), MISSING, "Missing Authentication Token"],
  "an empty authorization": [changed(/.*/, ""), MISSING, "Missing Authentication Token"],
  "another scheme": [changed(/.*/, "Basic YTpi"), INCOMPLETE, `${NO_PARAMETER} Authorization=Basic YTpi`],
  "another scheme and no date": [
    { authorization: "Bearer abc" }, INCOMPLETE, `${NO_PARAMETER} ${NO_DATE} Authorization=Bearer abc`,
  ],
  "no date": [without(sign(), "x-amz-date"), INCOMPLETE, new RegExp(`^${NO_DATE} Authorization=AWS4-HMAC-SHA256 `)],
  ...Object.fromEntries(
    ["Credential", "SignedHeaders", "Signature"].map((name) => [
      `no ${name}`,
      [changed(new RegExp(` ${name}=[^,]*,?`), ""), INCOMPLETE, new RegExp(`^${requires(name)} Authorization=AWS4-`)],
    ]),
  ),
  "another algorithm": [
    changed("SHA256", "SHA1"),
    INCOMPLETE,
    "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1' (only AWS4-HMAC-SHA256 for now). ",
  ],
  "a credential without a scope": [
    changed(/Credential=[^,]*/, "Credential=AKIA"), INCOMPLETE, `Credential must have ${FIVE}, got 'AKIA'`,
  ],
  "a date of another form": [{ ...sign(), "x-amz-date": "2015-08-30" }, INCOMPLETE, NOT_BASIC],
  "an unknown key": [sign({ key: { ...KEY, accessKeyId: "AKIAUNKNOWN" } }), UNRECOGNIZED, UNKNOWN_TOKEN],
  "a temporary key without its token": [
    sign({ key: { ...TEMPORARY, sessionToken: undefined } }), UNRECOGNIZED, UNKNOWN_TOKEN,
  ],
  "a temporary key with another token": [
    sign({ key: { ...TEMPORARY, sessionToken: "another" } }), UNRECOGNIZED, UNKNOWN_TOKEN,
  ],
  "a lasting key with a token": [
    sign({ key: { ...KEY, sessionToken: TEMPORARY.sessionToken } }), UNRECOGNIZED, UNKNOWN_TOKEN,
  ],
  "an expired key": [sign({ key: EXPIRED }), "ExpiredTokenException", EXPIRED_TOKEN],
  "another region": [sign({ region: "eu-west-1" }), INVALID, WRONG_REGION],
  "another service": [sign({ service: "neptune-db" }), INVALID, WRONG_SERVICE],
  "another terminator": [changed("aws4_request", "aws5"), INVALID, WRONG_TERMINATOR],
  "another day": [changed("20150830", "20150829"), INVALID, WRONG_DAY],
  "a scope of which every part is wrong": [
    changed(/20150830.*aws4_request/, "20150829/eu-west-1/es/aws5"),
    INVALID,
    WRONG_REGION + WRONG_SERVICE + WRONG_TERMINATOR + WRONG_DAY,
  ],
  "a date more than 5 minutes ago": [
    sign({ date: "20150830T123059Z" }),
    INVALID,
    "Signature expired: 20150830T123059Z is now earlier than 20150830T123100Z (20150830T123600Z - 5 min.)",
  ],
  "a date more than 5 minutes ahead": [
    sign({ date: "20150830T124101Z" }),
    INVALID,
    "Signature not yet current: 20150830T124101Z is still later than 20150830T124100Z (20150830T123600Z + 5 min.)",
  ],
  "signed headers that are not in lower case": [
    changed("host;", "Host;"), INVALID, mustBeSigned("'Host' or ':authority'"),
  ],
  "an unsigned host": [changed("host;", ""), INVALID, mustBeSigned("'Host' or ':authority'")],
  "nothing signed": [
    changed(/SignedHeaders=[^,]*/, "SignedHeaders="),
    INVALID,
    `${mustBeSigned("'Host' or ':authority'")} ${mustBeSigned("'x-amz-date'")}`,
  ],
  "an x-amz- header added afterwards": [
    { ...sign(), "X-Amz-Security-Token": "late" }, INVALID, mustBeSigned("'x-amz-security-token'"),
  ],
};

describe("rejections", () => {
  for (const [label, [headers, name, message]] of Object.entries(REJECTIONS)) {
    test(label, async () => {
      const service = serviceWith({ region: REGION });
      const response = await send(service, headers);
      assert.deepEqual([response.status, response.name], [403, name], response.message);
      if (message instanceof RegExp) assert.match(response.message, message);
      else assert.equal(response.message, message);
      assert.equal(service.task(ID).status, "IMPORTING");
      assert.equal(service.requests.length, 1);
    });
  }

  test("without the option `region`, every valid region is accepted", async () => {
    assert.equal((await send(serviceWith(), sign({ region: "eu-west-1" }))).status, 200);
    for (const region of ["US-EAST-1", ""]) {
      // Not with aws4, which signs with a default region if there is none.
      const { message } = await send(serviceWith(), changed(REGION, region));
      assert.equal(message, `Credential should be scoped to a valid region, not '${region}'. `);
    }
  });
});

function sha256(data) {
  return createHash("sha256").update(data).digest("hex");
}

function mismatch(...lines) {
  const canonical = lines.join("\n");
  const scope = "20150830/us-east-1/neptune-graph/aws4_request";
  return (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access " +
    "Key and signing method. Consult the service documentation for details.\n\n" +
    `The Canonical String for this request should have been\n'${canonical}'\n\n` +
    "The String-to-Sign should have been\n" +
    `'AWS4-HMAC-SHA256\n20150830T123600Z\n${scope}\n${sha256(canonical)}'\n`
  );
}

describe("a signature that does not match", () => {
  const DATE = "x-amz-date:20150830T123600Z";
  const headerLines = ["host:fake.test", DATE, "", "host;x-amz-date"];
  const token = "x-amz-security-token:a//b+c= d";
  const BYTES = new Uint8Array([0, 255]);
  const wrong = { secretAccessKey: `${KEY.secretAccessKey} ` };

  const mismatches = {
    "another secret": [sign({ key: { ...KEY, ...wrong } }), {}, ["DELETE", PATH, "", ...headerLines, EMPTY]],
    "another secret, with a token": [
      sign({ key: { ...TEMPORARY, ...wrong } }),
      {},
      ["DELETE", PATH, "", "host:fake.test", DATE, token, "", "host;x-amz-date;x-amz-security-token", EMPTY],
    ],
    "another method": [sign({ method: "GET" }), {}, ["DELETE", PATH, "", ...headerLines, EMPTY]],
    "another path": [sign(), { path: "/a%20(b)//c:d/" }, ["DELETE", "/a%2520%28b%29/c%3Ad/", "", ...headerLines, EMPTY]],
    "another host": [sign({ host: "other.test" }), {}, ["DELETE", PATH, "", ...headerLines, EMPTY]],
    "a query": [
      sign(),
      { path: `${PATH}?b=2&b=1&a=%20x'&B&a%2F=+#c` },
      ["DELETE", PATH, "B=&a=%20x%27&a%2F=%20&b=1&b=2", ...headerLines, EMPTY],
    ],
    "a body": [sign(), { body: BYTES }, ["DELETE", PATH, "", ...headerLines, sha256(BYTES)]],
    "a hash that is not the body's": [
      sign({ headers: { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" } }),
      {},
      [
        "DELETE", PATH, "", "host:fake.test", "x-amz-content-sha256:UNSIGNED-PAYLOAD", DATE, "",
        "host;x-amz-content-sha256;x-amz-date", EMPTY,
      ],
    ],
    "a signed header that is missing": [
      without(sign({ headers: { "x-absent": "1" } }), "x-absent"), {}, ["DELETE", PATH, "", ...headerLines, EMPTY],
    ],
    "a header that was changed": [
      { ...sign({ headers: { "x-also": "1" } }), "x-also": "a \t  b" },
      {},
      ["DELETE", PATH, "", "host:fake.test", "x-also:a b", DATE, "", "host;x-also;x-amz-date", EMPTY],
    ],
    "an empty signature": [changed(/Signature=.*/, "Signature="), {}, ["DELETE", PATH, "", ...headerLines, EMPTY]],
  };

  for (const [label, [headers, request, canonical]] of Object.entries(mismatches)) {
    test(`${label}: the error has both strings`, async () => {
      const service = serviceWith();
      const response = await send(service, headers, request);
      assert.equal(response.message, mismatch(...canonical));
      assert.deepEqual([response.status, response.name], [403, INVALID]);
      assert.equal(service.task(ID).status, "IMPORTING");
    });
  }
});
