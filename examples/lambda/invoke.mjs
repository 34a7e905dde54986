// Invokes the bundled handler as Lambda does, once with a task ID from the command line and once with an invalid one.

import { handler } from "./dist/handler.mjs";

for (const taskId of [process.argv[2], "t-01A3456789"]) console.log(taskId, await handler({ taskId }));
