// The program that every environment runs. It uses each part of the package, and its result is one line.

export const PACKAGE = "neptune-import-tasks";
export const EXPECTED = "neptune-import-tasks works";

/** The body of the program. It expects the package as `tasks`, and calls `report` asynchronously with the result. */
export const body = `
const id = "t-0123456789";
const invalid = tasks.checkTaskId("t-01A3456789");
const request = tasks.cancelImportTaskRequest({ taskIdentifier: id }, {
  region: "us-east-1",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
  date: 1440938160000,
});
const response = tasks.checkCancelImportTaskResponse({
  status: 409, headers: { "x-amzn-errortype": "ConflictException" }, body: '{"message":"\\u00e9"}',
});
const results = [
  tasks.isTaskId(id), tasks.isTaskId("x"), invalid.ok, invalid.issue && invalid.issue.index,
  request.headers.authorization.slice(-64),
  tasks.checkRoleArn("arn:aws:iam::123456789012:role/\\u00e9\\ud83d\\ude00").ok,
  tasks.checkLines("taskId", "t-0123456789\\n\\u00e9\\n").valid,
  response.error instanceof tasks.ServiceError, response.error.name, response.error.message,
];
const expected = [
  true, false, false, 4, "587189be8c6d006518d5d660f3d0339746fc3ca8dc3a42ceecb6382f623d310f",
  false, 1, true, "ConflictException", "\\u00e9",
];
// Without a network. The first request fails; the others get a task with the next of these statuses.
const statuses = [undefined, "CANCELLING", "CANCELLED"];
const fetch = async (url, { signal }) => {
  const status = statuses.shift();
  if (!status || signal.aborted) throw new TypeError("Failed to fetch");
  const task = { taskId: id, source: "s3://b/", roleArn: "arn:aws:iam::123456789012:role/r", status };
  return { status: 200, headers: {}, text: async () => JSON.stringify(task) };
};
const options = { region: "us-east-1", credentials: () => ({ accessKeyId: "A", secretAccessKey: "s" }), fetch, pollInterval: 1 };
tasks.cancelAndWait({ taskIdentifier: id }, options).then(({ outcome, attempts }) => {
  results.push(outcome, attempts);
  expected.push("cancelled", 3);
  report(JSON.stringify(results) === JSON.stringify(expected) ? "${EXPECTED}" : "wrong: " + JSON.stringify(results));
}, (error) => report("wrong: " + error.message));
`;

/** The program as an ES module. `report` is the source of a function that takes the result. */
export const esm = (report = "console.log") => `import * as tasks from "${PACKAGE}";\nconst report = ${report};\n${body}`;

/** The program as a CommonJS module. */
export const cjs = (report = "console.log") => `const tasks = require("${PACKAGE}");\nconst report = ${report};\n${body}`;
