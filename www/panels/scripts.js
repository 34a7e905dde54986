// What can happen to a task: scripts for the fake service, in its own terms. Times are milliseconds of real time.

const ID = "t-0a1b2c3d4e";
const RUNNING = [["INITIALIZING", 1000], ["IMPORTING", 60000], ["SUCCEEDED"]];
const task = (more) => ({ tasks: [{ taskId: ID, life: RUNNING, afterCancel: [["CANCELLING", 7000], ["CANCELLED"]], ...more }], pollInterval: 2000 });

/** By the name that the page shows. */
export const SCRIPTS = {
  "is cancelled": task({}),
  "finishes first": task({ afterCancel: [["CANCELLING", 3000], ["SUCCEEDED"]] }),
  "fails first": task({ afterCancel: [["CANCELLING", 3000], ["FAILED"]], statusReason: "The role cannot read the data." }),
  "has ended before": task({ life: [["SUCCEEDED"]] }),
  "throttled": task({ faults: { CancelImportTask: ["throttle"], GetImportTask: ["throttle"] } }),
  "lost response": task({ faults: { CancelImportTask: ["drop-after"] } }),
  "HTML from a proxy": task({ faults: { GetImportTask: ["html-502", "html-502"] } }),
  "skewed clock": { ...task({}), clock: 600000 },
  "stale reads": task({ staleReads: 2 }),
  "gone": task({ afterCancel: [["CANCELLING", 3000], ["GONE"]] }),
  "several tasks": {
    tasks: [
      ["t-0a1b2c3d4e", [["CANCELLING", 4000], ["CANCELLED"]]], ["t-1a1b2c3d4e", [["CANCELLING", 3000], ["SUCCEEDED"]]],
      ["t-2a1b2c3d4e", [["CANCELLING", 6000], ["FAILED"]]], ["t-3a1b2c3d4e", [["CANCELLING", 2000], ["GONE"]]],
      ["t-4a1b2c3d4e", [["CANCELLING", 8000], ["CANCELLED"]]],
    ].map(([taskId, afterCancel]) => ({ taskId, life: RUNNING, afterCancel })),
    pollInterval: 2000,
  },
};

/** JSON with each list of plain values on one line. */
export const tidy = (value) => JSON.stringify(value, undefined, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, items) => `[${items.replace(/\s+/g, " ")}]`)
  .replace(/\[\s+((?:\[[^[\]{}]*\],?\s*)+)\]/g, (_, items) => `[${items.trim().replace(/\s+/g, " ")}]`);

const faster = (times, speed) => times?.map(([status, milliseconds]) => (milliseconds === undefined ? [status] : [status, Math.round(milliseconds / speed)]));

/** A script with all its times divided. */
export function atSpeed({ tasks, pollInterval = 2000, clock = 0 }, speed) {
  return {
    tasks: tasks.map(({ life, afterCancel, ...rest }) => ({ ...rest, ...(life && { life: faster(life, speed) }), ...(afterCancel && { afterCancel: faster(afterCancel, speed) }) })),
    pollInterval: Math.max(1, Math.round(pollInterval / speed)),
    clock,
  };
}

/** How each function of the client is called. `each` is called with what it yields. */
export const FUNCTIONS = {
  cancelAndWait: { run: (aws, [id], options) => aws.cancelAndWait({ taskIdentifier: id }, options), code: (id) => `const { outcome, history } = await cancelAndWait({ taskIdentifier: "${id}" }, options);` },
  cancelAll: {
    async run(aws, ids, options, each) {
      const outcomes = {};
      for await (const { taskId, ok, result, error } of aws.cancelAll(ids, options)) {
        outcomes[taskId] = ok ? result.outcome : error.name;
        each(`${taskId}: ${outcomes[taskId]}`);
      }
      return { outcome: `${Object.keys(outcomes).length} tasks ended`, outcomes };
    },
    code: () => "for await (const { taskId, ok, result, error } of cancelAll(ids, options)) console.log(taskId, ok ? result.outcome : error.name);",
  },
  watchImportTask: {
    async run(aws, [id], options) {
      let last;
      for await (const progress of aws.watchImportTask({ taskIdentifier: id }, options)) last = progress;
      return { outcome: last.status, task: last.task };
    },
    code: (id) => `for await (const { status, percent } of watchImportTask({ taskIdentifier: "${id}" }, options)) console.log(status, percent);`,
  },
  getImportTask: { run: async (aws, [id], options) => ({ outcome: "one response", task: await aws.getImportTask({ taskIdentifier: id }, options) }), code: (id) => `const task = await getImportTask({ taskIdentifier: "${id}" }, options);` },
  cancelImportTask: { run: async (aws, [id], options) => ({ outcome: "accepted", task: await aws.cancelImportTask({ taskIdentifier: id }, options) }), code: (id) => `const task = await cancelImportTask({ taskIdentifier: "${id}" }, options);` },
  listImportTasks: {
    async run(aws, ids, options, each) {
      const found = [];
      for await (const { tasks } of aws.listImportTasks({ maxResults: 2 }, options)) {
        found.push(...tasks);
        each(`a page with ${tasks.map(({ taskId }) => taskId).join(", ")}`);
      }
      return { outcome: `${found.length} tasks`, tasks: found };
    },
    code: () => "for await (const { tasks } of listImportTasks({ maxResults: 2 }, options)) console.log(tasks);",
  },
};

/** The program that does the same. */
export function programFor(name, { tasks, pollInterval, clock }) {
  const options = name === "getImportTask" || name === "cancelImportTask" || name === "listImportTasks" ? "" : `, pollInterval: ${pollInterval}`;
  return `import { ${name} } from "neptune-import-tasks";
import { createFakeService } from "neptune-import-tasks/testing";

const credentials = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "example" };
const tasks = ${tidy(tasks)};
const service = createFakeService({ tasks, credentials${clock ? `, now: () => Date.now() + ${clock}` : ""} });
const options = { region: "us-east-1", credentials, fetch: service.fetch${options} };
${name === "cancelAll" ? "const ids = tasks.map(({ taskId }) => taskId);\n" : ""}${FUNCTIONS[name].code(tasks[0]?.taskId ?? "t-0123456789")}
`;
}
