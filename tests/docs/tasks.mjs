// The tasks and the key of the fake service that the documentation is tested with.

/** The example key of the AWS documentation, which gives access to nothing. */
export const CREDENTIALS = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

const graphId = "g-0123456789";
const format = "CSV";
const importing = { graphId, format, source: "s3://amzn-s3-demo-bucket/nodes/", importTaskDetails: { progressPercentage: 42 } };

export const TASKS = [
  { ...importing, taskId: "t-0123456789" },
  { ...importing, taskId: "t-abcdefghij" },
  // Its import succeeds although the cancellation was accepted.
  { ...importing, taskId: "t-racing0000", afterCancel: [["CANCELLING", 60], ["SUCCEEDED"]] },
  { graphId, format, taskId: "t-finished00", status: "SUCCEEDED" },
];
