// Helpers for the tests of the fake service: a task, and the two ways to send a request.

export const ENTRY = import.meta.resolve("neptune-import-tasks/testing");
export const ID = "t-0123456789";
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const TASK = {
  taskId: ID,
  source: "s3://amzn-s3-demo-bucket/a/",
  roleArn: "arn:aws:iam::111122223333:role/R",
  status: "IMPORTING",
};

/** The details that GetImportTask adds to a task. */
export const detailsOf = (startTime, members) => ({
  status: "IN_PROGRESS", startTime, timeElapsedSeconds: 0, progressPercentage: 0, errorCount: 0, statementCount: 0,
  dictionaryEntryCount: 0, ...members,
});

export const DELETE = { method: "DELETE" };
export const statusOf = async (response) => (await response.json()).status;

export const TRANSPORTS = {
  "service.fetch": (_t, service) => (path, init) => service.fetch(`http://fake.test${path}`, init),
  HTTP: async (t, service) => {
    const server = await service.listen();
    t.after(() => server.close());
    return (path, init) => fetch(server.url + path, init);
  },
};
