// The same package, required.

import tasks = require("neptune-import-tasks");

const id: tasks.TaskId = tasks.parseTaskId("t-0123456789");
// @ts-expect-error a plain string is not a validated ID
const unchecked: tasks.TaskId = "t-0123456789";

export = { id, unchecked };
