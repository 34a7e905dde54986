// The AWS SDK, with a transport that responds at once.

import { Readable } from "node:stream";

import { NeptuneGraphClient } from "@aws-sdk/client-neptune-graph";
import { HttpResponse } from "@smithy/protocol-http";

import { BODY, HEADERS, KEY, REGION } from "./data.mjs";

export const response = () => new HttpResponse({ statusCode: 200, headers: HEADERS, body: Readable.from([Buffer.from(BODY)]) });

export const sdk = new NeptuneGraphClient({
  region: REGION,
  credentials: KEY,
  requestHandler: { handle: async () => ({ response: response() }) },
});
