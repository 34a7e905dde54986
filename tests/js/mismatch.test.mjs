// `explainSignatureMismatch`, with messages in AWS's format that are built here. cancel.test.mjs uses messages of the fake
// service.

import assert from "node:assert/strict";
import { test } from "node:test";

import { explainRequest, explainSignatureMismatch, InvalidInputError, ServiceError } from "neptune-import-tasks";

const sessionToken = "IQoJb3JpZ2luX2VjEExample";
const explain = (config) => explainRequest({ taskIdentifier: "t-0123456789" }, {
  region: "us-east-1",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken },
  date: 1_440_938_160_000,
  ...config,
});
const ours = explain({ endpoint: "https://example.com/a%20b" });

const messageWith = ({ canonicalRequest, stringToSign }) => "The request signature we calculated does not match the signature"
  + " you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n"
  + `The Canonical String for this request should have been\n'${canonicalRequest}'\n\n`
  + `The String-to-Sign should have been\n'${stringToSign}'\n`;

/** The explanation if AWS's canonical request, or its string to sign, differs in one piece. */
const inRequest = (piece, other) => explainSignatureMismatch(
  messageWith({ ...ours, canonicalRequest: ours.canonicalRequest.replace(piece, other) }), ours,
);
const inString = (piece, other) => explainSignatureMismatch(
  messageWith({ ...ours, stringToSign: ours.stringToSign.replace(piece, other) }), ours,
);

test("the first line and character that differ, and the cause", () => {
  assert.deepEqual(inRequest("/a%2520b/", "/a%252520b/"), {
    text: "canonicalRequest",
    line: 2,
    index: 6,
    ours: "/a%2520b/importtasks/t-0123456789",
    theirs: "/a%252520b/importtasks/t-0123456789",
    cause: "the path was encoded once more between signing and AWS",
  });
  const expectations = [
    [inRequest("DELETE", "POST"), 1, 0, "the method was changed between signing and AWS"],
    [inRequest("/a%2520b/", "/a%20b/"), 2, 4, "the path was encoded once less between signing and AWS"],
    [inRequest("/a%2520b/", "/"), 2, 1, "the path was changed between signing and AWS"],
    [inRequest("\n\n", "\nx=1\n"), 3, 0, "the query was changed between signing and AWS"],
    [inRequest("example.com", "internal:8080"), 4, 5, "the header host was changed between signing and AWS"],
    [inRequest("host:example.com", "host:"), 4, 5, "the header host was signed and did not arrive"],
    [inRequest("host:example.com\n", ""), 4, 0, "AWS does not count a header that was signed: host"],
    [inRequest("host:", "accept:*/*\nhost:"), 4, 0, "AWS counts a header that was not signed: accept"],
    [inRequest("20150830T123600Z", "20150830T123601Z"), 5, 25,
      "AWS has another time for the request: the explanation is of another request"],
    [inRequest("host;x", "accept;host;x"), 8, 0, "AWS counts other headers as signed"],
    [inRequest("e3b0c442", "deadbeef"), 9, 0, "a body arrived that was not signed, or another one"],
    [inString("T123600Z", "T123601Z"), 2, 14, "AWS has another time for the request than the one that was signed"],
    [inString("us-east-1", "us-east-2"), 3, 17, "the region in the scope is wrong: AWS expects us-east-2"],
    [inString("neptune-graph", "neptune-db"), 3, 27, "the service in the scope is wrong: AWS expects neptune-db"],
    [inString("20150830/", "20150831/"), 3, 7, "the date in the scope is wrong: AWS expects 20150831"],
    [inString("aws4_request", "aws5_request"), 3, 36, "the end in the scope is wrong: AWS expects aws5_request"],
    [explainSignatureMismatch(messageWith(ours), ours), 0, 0,
      "both sides signed the same string, so the secret access key does not belong to the access key id"],
  ];
  for (const [mismatch, line, index, cause] of expectations) {
    assert.deepEqual([mismatch.line, mismatch.index, mismatch.cause], [line, index, cause]);
  }
});

test("a session token is masked", () => {
  const mismatch = inRequest(sessionToken, sessionToken.slice(0, -1));
  assert.deepEqual([mismatch.ours, mismatch.theirs], [
    "x-amz-security-token:(24 characters)", "x-amz-security-token:(23 characters)",
  ]);
  assert.equal(mismatch.line, 6);
  assert.equal(mismatch.index, "x-amz-security-token:".length + 23);
});

test("a session token is masked at any position", () => {
  const moved = [
    inRequest("\n\nhost", `\nX-Amz-Security-Token=${sessionToken}\nhost`), inRequest("/importtasks", `/${sessionToken}/importtasks`),
    inRequest("x-amz-security-token:", "X-Amz-Security-Token : "), inRequest("host:example.com", `${sessionToken}:example.com`),
  ];
  for (const mismatch of moved) assert.ok(!JSON.stringify(mismatch).includes(sessionToken), JSON.stringify(mismatch));
});

test("a message of a megabyte is read in linear time", () => {
  const pieces = ["Signature expired: a is (", "The Canonical String for this request should have been '", "Signature expired: 20150830T123600Z is ",
    "The String-to-Sign should have been '", "Credential should be scoped to correct service: '", "x-amz-security-token:"];
  for (const piece of pieces) {
    // In quadratic time this would take minutes.
    for (const message of [piece.repeat(2e6 / piece.length), `${pieces[1]}${piece.repeat(1e6 / piece.length)}' ${pieces[3]}x'`]) {
      explainSignatureMismatch(message, ours);
    }
  }
});

test("CRLF line ends are accepted", () => {
  const message = messageWith({ ...ours, canonicalRequest: ours.canonicalRequest.replace("example.com", "internal") });
  assert.equal(explainSignatureMismatch(message.replaceAll("\n", "\r\n"), ours).line, 4);
});

test("messages about the clock, the region and the service, which AWS checks first", () => {
  const expectations = [
    ["Signature expired: 20150830T123600Z is now earlier than 20150830T130000Z (20150830T130500Z - 5 min.)",
      2, "20150830T130500Z", "the clock is 29 minutes behind AWS's"],
    ["Signature not yet current: 20150830T123600Z is still later than 20150830T120500Z (20150830T120000Z + 5 min.)",
      2, "20150830T120000Z", "the clock is 36 minutes ahead of AWS's"],
    ["Credential should be scoped to a valid region, not 'us-east-1'. ", 3, "",
      "the region in the scope is wrong: us-east-1 is not the region of the endpoint"],
    ["Credential should be scoped to a valid region. ", 3, "",
      "the region in the scope is wrong: us-east-1 is not the region of the endpoint"],
    ["Credential should be scoped to correct service: 'execute-api'. ", 3, "20150830/us-east-1/execute-api/aws4_request",
      "the service in the scope is wrong: AWS expects execute-api"],
  ];
  for (const [message, line, theirs, cause] of expectations) {
    const mismatch = explainSignatureMismatch(JSON.stringify({ message }), ours);
    assert.deepEqual([mismatch.text, mismatch.line, mismatch.theirs, mismatch.cause], ["stringToSign", line, theirs, cause]);
    assert.equal(mismatch.ours, ours.stringToSign.split("\n")[line - 1]);
  }
});

test("error bodies in every form, and bodies of other errors", () => {
  const message = messageWith({ ...ours, canonicalRequest: ours.canonicalRequest.replace("DELETE", "GET") });
  const error = new ServiceError({ name: "InvalidSignatureException", message, $metadata: { httpStatusCode: 403 }, $fault: "client" });
  for (const errorBody of [message, JSON.stringify({ message }), JSON.stringify({ Message: message }), { message }, error]) {
    assert.equal(explainSignatureMismatch(errorBody, ours).line, 1);
  }
  const others = ["", "The security token included in the request is invalid.", "{}x", '{"message":"no"}', "{}", "[]", "null", "123",
    '{"message":null}', '{"error":"Forbidden"}', {}, { message: 5 }];
  for (const errorBody of others) {
    assert.equal(explainSignatureMismatch(errorBody, ours), undefined);
  }
  for (const errorBody of [undefined, null, 5]) {
    assert.throws(() => explainSignatureMismatch(errorBody, ours), InvalidInputError);
  }
  for (const explanation of [undefined, null, {}, { canonicalRequest: "" }, "x"]) {
    assert.throws(() => explainSignatureMismatch("", explanation), InvalidInputError);
  }
});

test("bytes of a body are decoded, and messages about something else are not explained", () => {
  const bytes = new TextEncoder().encode(JSON.stringify({ message: "Credential should be scoped to a valid region, not 'us-east-1'." }));
  for (const body of [bytes, bytes.buffer, Buffer.from(bytes), new DataView(bytes.buffer)]) {
    assert.match(explainSignatureMismatch(body, ours).cause, /^the region in the scope is wrong/);
  }
  const others = ["The queue should be scoped to a valid region", "Import should be scoped to a valid region, not 'x'",
    "This policy should be scoped to correct service: 'neptune-graph'", "The import should be terminated with 'aws4_request'"];
  for (const message of others) assert.equal(explainSignatureMismatch(message, ours), undefined, message);
});

test("a message about another time is about another request", () => {
  const message = "Signature expired: 20120804T133556Z is now earlier than 20120804T140000Z (20120804T140500Z - 5 min.)";
  assert.equal(explainSignatureMismatch(message, ours).cause, "the clock is 29 minutes behind AWS's; the explanation is of another request");
});

test("strings of another shape are not compared", () => {
  const { canonicalRequest, stringToSign } = ours;
  const requests = ["", "DELETE", `${canonicalRequest}\n`, `${canonicalRequest}\n\nx`, "\n".repeat(99), canonicalRequest.replaceAll("\n", " "),
    canonicalRequest.replaceAll("\n\n", "\n"), canonicalRequest.replaceAll("\n", "\n> "), canonicalRequest.slice(0, -1)];
  for (const canonicalRequest of requests) {
    assert.equal(explainSignatureMismatch(messageWith({ ...ours, canonicalRequest }), ours), undefined, canonicalRequest);
  }
  for (const string of ["", stringToSign.replaceAll("\n", " "), stringToSign.slice(0, -1), stringToSign.replace("AWS4", "AWS5")]) {
    assert.equal(explainSignatureMismatch(messageWith({ ...ours, stringToSign: string }), ours), undefined, string);
  }
});

test("escaped messages are unescaped, or not explained", () => {
  const message = messageWith({ ...ours, canonicalRequest: ours.canonicalRequest.replace("example.com", "internal:8080") });
  const body = JSON.stringify({ message });
  const html = message.replaceAll("&", "&amp;").replaceAll("'", "&#39;");
  const circular = { errors: [{ message }] };
  circular.self = circular;
  const errorBodies = [
    // Log lines, with JSON in JSON.
    `2015-08-30T12:36:01Z ERROR request failed: ${body} (attempt 1)`, JSON.stringify({ body }),
    JSON.stringify({ log: JSON.stringify({ level: "error", body }) }), JSON.stringify(body),
    // Gateways.
    JSON.stringify({ errors: [{ message }] }), JSON.stringify({ error: { message, code: 403 } }), JSON.stringify([{ message }], null, 2),
    { errors: [{ message }] }, { error: { message } }, { message: "Forbidden", body }, [message], new Map(), Object.assign(new Error(body)),
    // Literal line ends, other encoders, HTML, indentation.
    message.replaceAll("\n", "\\n"), message.replaceAll("\n", "\\r\\n"), body.replaceAll("/", "\\/").replaceAll("'", "\\u0027"),
    `'${message.replaceAll("\n", "\\n").replaceAll("'", "\\'")}'`, html, JSON.stringify(html), html.replaceAll("\n", "&#10;"),
    message.replaceAll("\n", "\n    "), message.replaceAll("\n", "\n\t").replaceAll("\t\n", "\n"),
  ];
  for (const errorBody of errorBodies) {
    const mismatch = explainSignatureMismatch(errorBody, ours);
    if (errorBody instanceof Map) assert.equal(mismatch, undefined);
    else assert.deepEqual([mismatch?.line, mismatch?.cause], [4, "the header host was changed between signing and AWS"], String(errorBody));
  }
  assert.equal(explainSignatureMismatch(circular, ours), undefined);
  // Escaped in a way that cannot be recognised.
  for (const text of [encodeURIComponent(message), btoa(message), message.replaceAll("\n", "<br>"), message.replaceAll("\n", " | ")]) {
    assert.equal(explainSignatureMismatch(text, ours), undefined, text);
  }
});

test("all messages of AWS's page about signed requests are explained", () => {
  const messages = [
    "The request signature we calculated does not match the signature you provided",
    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP",
    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150830' != '20150831',"
      + " from '20150831T000100Z'.",
    "Signature not yet current: 20150830T123600Z is still later than 20150830T120500Z (20150830T120000Z + 5 min.)",
    "Signature expired: 20150830T123600Z is now earlier than 20150830T130000Z (20150830T130500Z - 5 min.)",
    "Credential should be scoped to a valid Region, not us-east-1",
    "Credential should be scoped to correct service: 'service'",
    "Credential should be scoped with a valid terminator: 'aws4_request'",
  ];
  const causes = messages.map((message) => explainSignatureMismatch(JSON.stringify({ message }), ours)?.cause);
  assert.deepEqual(causes, [
    "AWS calculated another signature: the secret access key does not belong to the access key id, or the request was changed between"
      + " signing and AWS",
    "the date in the scope is not the date of the request",
    "the date in the scope is wrong: AWS expects 20150831, the date of 20150831T000100Z",
    "the clock is 36 minutes ahead of AWS's",
    "the clock is 29 minutes behind AWS's",
    "the region in the scope is wrong: us-east-1 is not the region of the endpoint",
    "the service in the scope is wrong: AWS expects service",
    "the end in the scope is wrong: AWS expects aws4_request; the explanation is of another request, or the header authorization was"
      + " changed",
  ]);
});
