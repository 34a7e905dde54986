// A signed request. All sign the same request at the present time, and remember the keys that they have derived: this package the last
// one, aws4 a thousand, smithy's fifty.

import { Sha256 } from "@aws-crypto/sha256-js";
import { CancelImportTaskCommand } from "@aws-sdk/client-neptune-graph";
import { HttpRequest } from "@smithy/protocol-http";
import { SignatureV4 } from "@smithy/signature-v4";
import aws4 from "aws4";
import { AwsV4Signer } from "aws4fetch";
import { cancelImportTaskRequest } from "neptune-import-tasks";

import { HOST, idAt, KEY, keyAt, REGION } from "./data.mjs";
import { measure, rowsOf } from "./measure.mjs";
import { sdk } from "./sdk.mjs";

const service = "neptune-graph";

const SIGNERS = {
  cancelImportTaskRequest: (id, credentials) => cancelImportTaskRequest({ taskIdentifier: id }, { region: REGION, credentials }),
  aws4: (id, credentials) => aws4.sign({ service, region: REGION, host: HOST, method: "DELETE", path: `/importtasks/${id}` }, credentials),
  aws4fetch: async (id, credentials) =>
    new AwsV4Signer({ service, region: REGION, url: `https://${HOST}/importtasks/${id}`, method: "DELETE", ...credentials }).sign(),
  "@smithy/signature-v4": async (id, credentials) =>
    new SignatureV4({ service, region: REGION, credentials, sha256: Sha256, applyChecksum: false })
      .sign(new HttpRequest({ method: "DELETE", hostname: HOST, path: `/importtasks/${id}`, headers: { host: HOST } })),
};

/** With the SDK, which reads a response too, and keeps its credentials. */
const WITH_SDK = {
  ...SIGNERS,
  "AWS SDK, and a response": async (id) => sdk.send(new CancelImportTaskCommand({ taskIdentifier: id })),
};

async function compare(title, signers, keyFor, goal) {
  const functions = Object.fromEntries(Object.entries(signers).map(([name, sign]) => [name, sign.constructor.name === "AsyncFunction"
    ? async (index) => sign(idAt(index), keyFor(index))
    : (index) => sign(idAt(index), keyFor(index))]));
  return { title, unit: "µs", rows: rowsOf(await measure(functions, { count: 5_000 }), { aws4: goal }) };
}

export const buildAndSign = async () => [
  await compare("A signed request, with the same key", WITH_SDK, () => KEY, "1.5"),
  await compare("A signed request, with a key of its own each", SIGNERS, keyAt, "2.5"),
];
