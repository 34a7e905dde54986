// `list`: the tasks, page by page, as a table, as lines with tabs, or as objects.

import { connect } from "./connection.mjs";
import { DONE } from "./exit-codes.mjs";
import { printable, shortened } from "./output.mjs";
import { count } from "./usage.mjs";

// A page of the service holds no more.
const MOST_OF_A_PAGE = 100;

const GAP = "  ";

/** In the order of the columns; each is as wide as the longest value that is known. */
const COLUMNS = [
  { key: "taskId", title: "TASK ID", width: 12 },
  { key: "status", title: "STATUS", width: 14 },
  { key: "graphId", title: "GRAPH ID", width: 12 },
  { key: "format", title: "FORMAT", width: 11 },
  { key: "source", title: "SOURCE", width: 20 },
];

// What a narrow terminal can do without, the first one first.
const DISPENSABLE = ["format", "source", "graphId"];

const widthOf = (columns) => columns.reduce((sum, { width }) => sum + width + GAP.length, -GAP.length);

/** The columns that there is room for. What is left belongs to the last. */
function columnsFor(width) {
  let columns = COLUMNS;
  for (const key of DISPENSABLE) {
    if (widthOf(columns) <= width) break;
    columns = columns.filter((column) => column.key !== key);
  }
  return columns;
}

function row(columns, width, valueOf) {
  const cells = columns.map((column, i) => {
    const value = valueOf(column);
    return i === columns.length - 1 ? value : shortened(value, column.width).padEnd(column.width);
  });
  return shortened(cells.join(GAP).trimEnd(), width);
}

const valueOf = (task, key) => printable(task[key] ?? "-");

/** How a page is written: the first one with a line of titles, on a terminal. */
function createWriter({ out, isJson }) {
  if (isJson) return (tasks) => tasks.map((task) => JSON.stringify(task));
  if (!out.isTerminal) return (tasks) => tasks.map((task) => COLUMNS.map(({ key }) => valueOf(task, key)).join("\t"));
  const columns = columnsFor(out.width);
  let isFirst = true;
  return (tasks) => {
    const titles = isFirst ? [out.paint("bold", row(columns, out.width, ({ title }) => title))] : [];
    isFirst = false;
    return [...titles, ...tasks.map((task) => row(columns, out.width, ({ key }) => valueOf(task, key)))];
  };
}

export async function listCommand(context) {
  const { tasks, options, output, signal } = context;
  const most = count("`--max-results`", options["max-results"]);
  const input = { graphIdentifier: options["graph-id"], ...(most && { maxResults: Math.min(most, MOST_OF_A_PAGE) }) };
  const { options: clientOptions, config } = await connect(context, (settings) => tasks.listImportTasksRequest(input, settings));
  const write = createWriter(output);
  let left = most ?? Infinity;
  let isEmpty = true;
  for await (const page of tasks.listImportTasks(input, clientOptions)) {
    const shown = page.tasks.slice(0, left);
    if (shown.length > 0) await output.print(write(shown).join("\n"));
    signal.throwIfAborted();
    isEmpty &&= shown.length === 0;
    left -= shown.length;
    if (left === 0) break;
  }
  if (isEmpty) await output.note(`no import tasks ${input.graphIdentifier ? "of this graph " : ""}in ${config.region}`);
  return DONE;
}
