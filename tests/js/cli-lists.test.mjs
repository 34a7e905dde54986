// What `list` prints to the character, and which pages it requests.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { serveHere } from "./cli-in-process.mjs";

const objects = (output) => output.split("\n").filter(Boolean).map((line) => JSON.parse(line));

describe("list", () => {
  const tasks = Array.from({ length: 130 }, (_, i) => ({
    taskId: `t-${String(i).padStart(10, "0")}`, status: i % 2 ? "FAILED" : "CANCELLED", graphId: "g-0123456789", source: "s3://b/",
  }));
  const sizes = ({ requests }, from) => requests.slice(from).map(({ url }) => new URL(url, "http://x").searchParams.get("maxResults"));

  test("at most --max-results tasks, in pages that hold no more", async (t) => {
    const { service, run } = await serveHere(t, { tasks });
    for (const [args, count, pages] of [
      [[], 130, [null, null, null]], [["--max-results", "5"], 5, ["5"]], [["--max-results", "100"], 100, ["100"]], [["--max-results", "101"], 101, ["100", "100"]],
      [["--max-results", "500"], 130, ["100", "100"]],
      // With a filter, the tasks of a page may all be others.
      [["--max-results", "5", "--status", "FAILED"], 5, [null]], [["--status", "FAILED"], 65, [null, null, null]],
    ]) {
      const { length } = service.requests;
      const { code, stdout, stderr } = await run(["list", ...args]);
      assert.deepEqual([code, stdout.split("\n").length - 1, stderr], [0, count, ""], args.join(" "));
      assert.deepEqual(sizes(service, length), pages, args.join(" "));
      assert.equal(objects((await run(["list", "--json", ...args])).stdout).length, count);
    }
    assert.equal((await run(["list", "--max-results", "1"])).stdout, "t-0000000000\tCANCELLED\tg-0123456789\t-\ts3://b/\n");
  });

  test("the statuses, in any case and spelling", async (t) => {
    const { run } = await serveHere(t, { tasks });
    for (const [args, count] of [[["failed"], 65], [["Canceled"], 65], [["failed, cancelled"], 130], [["failed", "CANCELLED"], 130], [["IMPORTING"], 0]]) {
      const { stdout } = await run(["list", ...args.flatMap((status) => ["--status", status])]);
      assert.equal(stdout.split("\n").length - 1, count, args.join());
    }
    assert.match((await run(["list", "--status", "failed,cancellled"])).stderr,
      /^error: invalid value `cancellled` for `--status`: expected one of INITIALIZING, [^\n]*, DELETED\nhint: did you mean `CANCELLED`\?\n$/);
  });

  test("a note if there are none", async (t) => {
    const { run } = await serveHere(t);
    for (const [args, note] of [
      [[], "no import tasks in us-east-1"], [["--status", "failed"], "no import tasks with this status in us-east-1"],
      [["--graph-id", "g-0123456789"], "no import tasks for this graph in us-east-1"],
      [["--graph-id", "g-0123456789", "--status", "failed"], "no import tasks with this status for this graph in us-east-1"],
    ]) assert.deepEqual(await run(["list", ...args]), { code: 0, stdout: "", stderr: `${note}\n` });
  });
});
