// What the example buttons fill in. All ids, accounts and names are made up.
// What the package thinks of them stands nowhere here.

/** Values for the fields of the first panel, by the button's `data-check`. */
export const CHECKS = {
  valid: ["taskId", "t-0a1b2c3d4e"],
  nine: ["taskId", "t-0a1b2c3d4"],
  upperCase: ["taskId", "T-0A1B2C3D4E"],
  ec2: ["taskId", "import-ami-0a1b2c3d4e5f6a7b8"],
  account: ["roleArn", "arn:aws:iam::1234567890123:role/import"],
  nested: ["roleArn", "arn:aws:iam::123456789012:role/teams/graph/import"],
  nameless: ["roleArn", "arn:aws:iam::123456789012:role/"],
};

const json = (value) => JSON.stringify(value, undefined, 2);
const headers = (...lines) => lines.join("\n");

const REQUEST_ID = "x-amzn-RequestId: 6f1c2d3e-4b5a-4c7d-8e9f-0a1b2c3d4e5f";

/** Answers for the third panel, by the button's `data-answer`. */
export const ANSWERS = {
  accepted: {
    status: "200",
    headers: headers("content-type: application/json", REQUEST_ID),
    body: json({
      graphId: "g-0a1b2c3d4e",
      taskId: "t-0a1b2c3d4e",
      source: "s3://example-bucket/people/",
      format: "CSV",
      roleArn: "arn:aws:iam::123456789012:role/import",
      status: "CANCELLING",
    }),
  },
  conflict: {
    status: "409",
    headers: headers("content-type: application/json", "x-amzn-ErrorType: ConflictException", REQUEST_ID),
    body: json({ message: "The task has already succeeded.", reason: "CONCURRENT_MODIFICATION" }),
  },
  denied: {
    status: "403",
    headers: headers("content-type: application/json", "x-amzn-ErrorType: AccessDeniedException", REQUEST_ID),
    body: json({
      Message: "User: arn:aws:iam::123456789012:user/alice is not authorized to perform: "
        + "neptune-graph:CancelImportTask",
    }),
  },
  mismatch: {
    status: "403",
    headers: headers("content-type: application/json", "x-amzn-ErrorType: InvalidSignatureException", REQUEST_ID),
    body: json({
      message: "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access "
        + "Key and signing method. Consult the service documentation for details.\n\n"
        + "The Canonical String for this request should have been\n'DELETE\n/stage/importtasks/t-0a1b2c3d4e\n\n"
        + "host:neptune-graph.us-east-1.amazonaws.com\nx-amz-date:20260131T120000Z\n\nhost;x-amz-date\n"
        + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'\n\n"
        + "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260131T120000Z\n"
        + "20260131/us-east-1/neptune-graph/aws4_request\n"
        + "0000000000000000000000000000000000000000000000000000000000000000'",
    }),
  },
  proxy: {
    status: "502",
    headers: headers("content-type: text/html", "server: example-proxy"),
    body: "<html>\n<head><title>502</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>",
  },
};
