// `list`: prints the tasks page by page, as a table, as lines with tabs, or as JSON objects.

import { nearest } from "../nearest.mjs";
import { spelledStatus, STATUSES } from "../statuses.mjs";
import { connect } from "./connection.mjs";
import { DONE } from "./exit-codes.mjs";
import { oneLine, painted, shortened } from "./printable.mjs";
import { count, didYouMean, invalidValue, UsageError } from "./usage.mjs";
import { addWarnings } from "./warnings.mjs";

// The maximum that the service accepts for `maxResults`.
const MAX_PAGE_SIZE = 100;

const GAP = "  ";

/** The columns in order. The widths fit the longest known values. */
const COLUMNS = [
  { key: "taskId", title: "TASK ID", width: 12 },
  { key: "status", title: "STATUS", width: 14 },
  { key: "graphId", title: "GRAPH ID", width: 12 },
  { key: "format", title: "FORMAT", width: 11 },
  { key: "source", title: "SOURCE", width: 20 },
];

// The columns that narrow terminals omit, in this order.
const OPTIONAL_COLUMNS = ["format", "source", "graphId"];

const widthOf = (columns) => columns.reduce((sum, { width }) => sum + width + GAP.length, -GAP.length);

/** The columns that fit. The last one takes the remaining width. */
function columnsFor(width) {
  let columns = COLUMNS;
  for (const key of OPTIONAL_COLUMNS) {
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

const valueOf = (task, key) => oneLine(task[key] ?? "-");

/** A function that prints a page of tasks. On a terminal, the first page has a header. */
function createPrinter({ out, isJson, jsonLines, print }) {
  if (isJson) return jsonLines;
  if (!out.isTerminal) return (tasks) => print(tasks.map((task) => ({ fields: COLUMNS.map(({ key }) => valueOf(task, key)) })));
  const columns = columnsFor(out.width);
  let isFirst = true;
  return (tasks) => {
    const header = isFirst ? [[painted("bold", row(columns, out.width, ({ title }) => title))]] : [];
    isFirst = false;
    return print([...header, ...tasks.map((task) => row(columns, out.width, ({ key }) => valueOf(task, key)))]);
  };
}

/** The statuses that options name, or undefined for all. Lower case and the spellings of the user guide are accepted. */
function wantedStatuses(values) {
  if (values === undefined) return undefined;
  return new Set(values.flatMap((value) => value.split(",")).map((value) => {
    const status = spelledStatus(value.trim().toUpperCase());
    if (STATUSES.includes(status)) return status;
    throw new UsageError(invalidValue(value, "`--status`", `one of ${STATUSES.join(", ")}`), didYouMean(nearest(status, STATUSES)));
  }));
}

export async function listCommand(context) {
  const { tasks, options, output, signal } = context;
  const maxResults = count("`--max-results`", options["max-results"]);
  const statuses = wantedStatuses(options.status);
  // With a filter, the tasks of a page may all be others.
  const pageSize = maxResults && !statuses ? { maxResults: Math.min(maxResults, MAX_PAGE_SIZE) } : {};
  const input = { graphIdentifier: options["graph-id"], ...pageSize };
  const { options: clientOptions, config } = await connect(context, (requestConfig) => tasks.listImportTasksRequest(input, requestConfig));
  const printPage = createPrinter(output);
  let remaining = maxResults ?? Infinity;
  let isEmpty = true;
  for await (const page of tasks.listImportTasks(input, clientOptions)) {
    await addWarnings(context, page.warnings);
    const listed = page.tasks.filter(({ status }) => statuses?.has(status) ?? true).slice(0, remaining);
    if (listed.length > 0) await printPage(listed);
    signal.throwIfAborted();
    isEmpty &&= listed.length === 0;
    remaining -= listed.length;
    if (remaining === 0) break;
  }
  if (isEmpty) await output.note(`no import tasks ${statuses ? "with this status " : ""}${input.graphIdentifier ? "for this graph " : ""}in ${config.region}`);
  return DONE;
}
