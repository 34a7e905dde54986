// The same data in every run.

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

// A generator of random numbers with a fixed seed (xorshift32).
let state = 2463534242;
function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

const randomId = () => `t-${Array.from({ length: 10 }, () => LETTERS[random(36)]).join("")}`;

export const COUNT = 1_000_000;
export const IDS = Array.from({ length: COUNT }, randomId);
export const idAt = (index) => IDS[index % COUNT];

export const REGION = "us-east-1";
export const HOST = "neptune-graph.us-east-1.amazonaws.com";
export const ARN = "arn:aws:iam::123456789012:role/Import";

export const keyAt = (index) => ({ accessKeyId: "AKIDEXAMPLE", secretAccessKey: `wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY${index}` });
export const KEY = keyAt("");

export const BODY = JSON.stringify({
  taskId: "t-0123456789", graphId: "g-0123456789", source: "s3://bucket/import/", roleArn: ARN, status: "IMPORTING", format: "CSV",
  importTaskDetails: {
    status: "IMPORTING", startTime: 1764200000, timeElapsedSeconds: 120, progressPercentage: 40, errorCount: 0, statementCount: 1_000_000,
    dictionaryEntryCount: 50_000,
  },
});
export const HEADERS = { "content-type": "application/json", "x-amzn-requestid": "3f7c3a1e-0000-4000-8000-000000000000" };
