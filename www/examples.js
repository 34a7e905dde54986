// What the example buttons paste. All IDs, accounts and names are made up. What the package says about them stands nowhere here.

const ID = "t-0a1b2c3d4e";
const REQUEST_ID = "x-amzn-RequestId: 6f1c2d3e-4b5a-4c7d-8e9f-0a1b2c3d4e5f";
const json = (value) => JSON.stringify(value, undefined, 2);
const http = (status, headers, body) => [`HTTP/1.1 ${status}`, ...headers, "", body].join("\n");
const error = (status, name, body) => http(status, ["content-type: application/json", `x-amzn-ErrorType: ${name}`, REQUEST_ID], json(body));

const MISMATCH = `The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.

The Canonical String for this request should have been
'DELETE
/stage/importtasks/${ID}

host:neptune-graph.us-east-1.amazonaws.com
x-amz-date:20260131T120000Z

host;x-amz-date
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

The String-to-Sign should have been
'AWS4-HMAC-SHA256
20260131T120000Z
20260131/us-east-1/neptune-graph/aws4_request
0000000000000000000000000000000000000000000000000000000000000000'`;

/** By the label of the button. */
export const EXAMPLES = {
  "Valid ID": ID,
  "Nine characters": "t-0a1b2c3d4",
  "Upper case": "T-0A1B2C3D4E",
  "Log line": "2026-01-31T12:00:00Z ERROR import T-0A1B2C3D4E in us-est-1 was rejected",
  "EC2 ID": "import-ami-0a1b2c3d4e5f6a7b8",
  "13-digit account": "arn:aws:iam::1234567890123:role/import",
  "Nested role path": "arn:aws:iam::123456789012:role/teams/graph/import",
  "Empty role name": "arn:aws:iam::123456789012:role/",
  "Command": `aws neptune-graph cancel-import-task \\\n  --task-identifier ${ID} \\\n  --region eu-west-1`,
  "200": http("200 OK", ["content-type: application/json", REQUEST_ID], json({
    graphId: "g-0a1b2c3d4e", taskId: ID, source: "s3://example-bucket/people/", format: "CSV", roleArn: "arn:aws:iam::123456789012:role/import", status: "CANCELLING",
  })),
  "409": `aws: [ERROR]: An error occurred (ConflictException) when calling the CancelImportTask operation: The task ${ID} has already succeeded.\n\nAdditional error details:\nreason: CONCURRENT_MODIFICATION`,
  "403": error("403 Forbidden", "AccessDeniedException", {
    Message: `User: arn:aws:iam::123456789012:user/alice is not authorized to perform: neptune-graph:CancelImportTask on resource: arn:aws:neptune-graph:us-east-1:123456789012:import-task/${ID}`,
  }),
  "Clock": error("403 Forbidden", "InvalidSignatureException", {
    message: "Signature expired: 20260131T112000Z is now earlier than 20260131T115500Z (20260131T120000Z - 5 min.)",
  }),
  "Signature": error("403 Forbidden", "InvalidSignatureException", { message: MISMATCH }),
  "HTML 502": http("502 Bad Gateway", ["content-type: text/html", "server: example-proxy"], "<html>\n<head><title>502</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>"),
  "List": `name,taskId\nmonday,${ID}\ntuesday,T-0A1B2C3D4F\n"wednesday, late",t-0a1b2c3d\nthursday,g-0a1b2c3d4e\nfriday,t-0a1b2c3d4g`,
};
