// A worker that cancels import tasks: `curl -X DELETE http://127.0.0.1:8787/t-0123456789`.
// Protect a worker like this one before you deploy it: whoever can reach it can cancel tasks.

import { cancelImportTask, checkTaskId, fromEnvironment, ServiceError } from "neptune-import-tasks";

export default {
  async fetch(request, env) {
    if (request.method !== "DELETE") return new Response("the method must be DELETE\n", { status: 405, headers: { allow: "DELETE" } });
    const { value, issue } = checkTaskId(new URL(request.url).pathname.slice(1));
    if (issue) return Response.json({ message: issue.explanation }, { status: 400 });
    try {
      const { taskId, status } = await cancelImportTask({ taskIdentifier: value }, fromEnvironment({}, env));
      return Response.json({ taskId, status }, { status: 202 });
    } catch (error) {
      if (error instanceof ServiceError) return Response.json({ error: error.name }, { status: error.$metadata.httpStatusCode });
      throw error;
    }
  },
};
