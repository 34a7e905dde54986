// The panel of the simulation: the client of the package against its fake service, inside of this tab. There is no network.

import { createFakeService } from "../neptune-import-tasks/testing.mjs";
import { announce, block, button, code, draw, element, headline, paragraph, withAttributes } from "../dom.js";
import { library } from "../library.js";
import { jsonOf } from "../recognise/objects.js";
import { showLife } from "./life.js";
import { atSpeed, FUNCTIONS, programFor, SCRIPTS, tidy } from "./scripts.js";

const CREDENTIALS = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "example" };
const SPEEDS = { "real time": 1, "5 times faster": 5, "20 times faster": 20 };
const MOST_EVENTS = 500;

const field = (id, label, node) => element("div", "", withAttributes(element("label", "", label), { for: id }), withAttributes(node, { id }));
const choice = (options) => element("select", "", ...options.map((option) => element("option", "", option)));

/** The name of the operation in a request. */
function operationOf(method, { pathname }) {
  if (method === "DELETE") return "CancelImportTask";
  return /\/importtasks\/./.test(pathname) ? "GetImportTask" : "ListImportTasks";
}

/** What a response holds, in a line. */
async function summaryOf(response) {
  const body = await response.clone().text().catch(() => undefined);
  if (body === undefined) return `${response.status}, cut off`;
  const name = response.headers.get("x-amzn-errortype")?.split(":")[0];
  const output = jsonOf(body);
  const percent = output?.importTaskDetails?.progressPercentage;
  const words = name ?? output?.status ?? (output?.tasks && `${output.tasks.length} tasks`) ?? "no JSON";
  return `${response.status} ${words}${percent > 0 ? `, ${percent} %` : ""}`;
}

/** A script in the terms of the fake service, from what somebody may have edited. */
function scriptIn(text) {
  const script = jsonOf(text);
  if (!Array.isArray(script?.tasks)) throw new TypeError("The script is not JSON with a list of `tasks`.");
  for (const task of script.tasks) if (typeof task?.taskId !== "string") throw new TypeError("Each task needs a `taskId`.");
  return script;
}

/** Sets up the panel inside of `node`. */
export function startSimulation(node) {
  const what = choice(Object.keys(FUNCTIONS));
  const script = choice(Object.keys(SCRIPTS));
  const speed = choice(Object.keys(SPEEDS));
  const source = withAttributes(element("textarea", "mono"), { rows: "10", "aria-describedby": "sim-error" });
  const problem = withAttributes(paragraph("soft", ""), { id: "sim-error" });
  const go = button("primary", "Run", () => run());
  const stop = button("", "Abort", () => controller?.abort(new DOMException("You aborted it.", "AbortError")));
  const now = withAttributes(element("div", "verdict"), { id: "sim-now" });
  const bar = withAttributes(element("progress", "bar"), { max: "100", "aria-label": "Progress of the import" });
  const life = withAttributes(element("div", "life"), { id: "sim-life" });
  const events = withAttributes(element("ol", "events"), { id: "sim-events", tabindex: "0", role: "list", "aria-label": "Requests, responses and waits" });
  const result = withAttributes(element("div", "blocks"), { id: "sim-result" });
  const program = withAttributes(element("div", "blocks"), { id: "sim-code" });
  let controller;
  let current = {};

  script.value = "is cancelled";
  speed.value = "5 times faster";
  stop.disabled = true;
  events.hidden = true;
  bar.hidden = true;
  node.append(
    element("div", "settings", field("sim-function", "Function", what), field("sim-script", "The task", script), field("sim-speed", "Speed", speed)),
    element("details", "", element("summary", "", "Edit the script"), field("sim-source", "Script of the fake service", source)),
    problem, element("div", "actions", go, stop), now, bar, events, result, life, program);

  const settings = () => atSpeed(scriptIn(source.value), SPEEDS[speed.value]);

  function showProgram() {
    try {
      const wanted = settings();
      problem.textContent = "";
      source.removeAttribute("aria-invalid");
      draw(program, [what.value, wanted], (to) => to.append(block("The program that does this", programFor(what.value, wanted), "program")));
    } catch (error) {
      problem.textContent = error.message;
      source.setAttribute("aria-invalid", "true");
    }
  }

  function show() {
    const { status, percent, outcome, error, isRunning } = current;
    now.dataset.kind = error ? "invalid" : outcome ? "good" : "idle";
    draw(now, [status, percent, outcome, error?.message, isRunning], (to) => {
      if (isRunning) to.append(paragraph("", status ? code(status) : "Sending", percent === undefined ? "" : ` ${percent} %`));
      else if (error) to.append(headline("✕", `${error.name}: ${error.message}`));
      else if (outcome) to.append(headline("✓", `Outcome: ${outcome}`));
    });
    bar.hidden = percent === undefined || !isRunning;
    bar.value = percent ?? 0;
    draw(life, status ?? null, (to) => showLife(to, status, "The task now"));
    go.disabled = isRunning === true;
    stop.disabled = isRunning !== true;
  }

  function log(start, kind, ...words) {
    if (events.childElementCount >= MOST_EVENTS) events.firstElementChild.remove();
    events.append(element("li", `event ${kind}`, element("time", "", `${((performance.now() - start) / 1000).toFixed(2)} s`), element("span", "", ...words)));
    events.scrollTop = events.scrollHeight;
  }

  async function run() {
    const aws = library(run);
    if (!aws || current.isRunning) return;
    const mine = { isRunning: true };
    let wanted;
    let service;
    try {
      wanted = settings();
      service = createFakeService({ tasks: wanted.tasks, credentials: CREDENTIALS, now: () => Date.now() + wanted.clock });
    } catch (error) {
      problem.textContent = error.message;
      source.setAttribute("aria-invalid", "true");
      return;
    }
    current = mine;
    controller = new AbortController();
    events.replaceChildren();
    events.hidden = false;
    result.replaceChildren();
    const start = performance.now();
    const attempts = new Map();

    const fetch = async (url, init) => {
      const address = new URL(url);
      const name = operationOf(init.method, address);
      const id = address.pathname.split("/")[2] ?? "";
      const count = (attempts.get(`${name} ${id}`) ?? 0) + 1;
      attempts.set(`${name} ${id}`, count);
      log(start, "sent", "→ ", `${init.method} ${address.pathname}`, count > 1 ? ` (${name}, number ${count})` : ` (${name})`);
      try {
        const response = await service.fetch(url, init);
        log(start, response.ok ? "received" : "failed", "← ", await summaryOf(response));
        return response;
      } catch (error) {
        log(start, "failed", "✕ no response: ", error.message);
        throw error;
      }
    };
    const onProgress = ({ status, percent, nextIn, error }, taskId) => {
      Object.assign(mine, { status, percent });
      if (nextIn > 0) log(start, "waits", `${taskId ? `${taskId}: ` : ""}waits ${(nextIn / 1000).toFixed(2)} s${error ? `, after ${error.name}` : ""}`);
      show();
    };
    const options = {
      region: "us-east-1", credentials: CREDENTIALS, fetch, signal: controller.signal,
      ...(["getImportTask", "cancelImportTask", "listImportTasks"].includes(what.value) ? {} : { pollInterval: wanted.pollInterval, onProgress }),
    };
    show();
    try {
      const ids = wanted.tasks.map(({ taskId }) => taskId);
      const { outcome, ...rest } = await FUNCTIONS[what.value].run(aws, ids, options, (words) => log(start, "received", "• ", words));
      Object.assign(mine, { outcome, status: rest.task?.status ?? mine.status });
      finish(rest);
    } catch (error) {
      mine.error = error;
      finish({ history: error.history });
    }

    function finish(rest) {
      mine.isRunning = false;
      log(start, "end", mine.error ? `✕ ${mine.error.name}` : `✓ ${mine.outcome}`);
      show();
      const { history, ...others } = rest;
      if (history) result.append(block("History", tidy(history), "history"));
      if (Object.keys(others).length > 0) result.append(block("Result", tidy(others), "result"));
      announce(mine.error ? `${mine.error.name}: ${mine.error.message}` : `Outcome: ${mine.outcome}`);
    }
  }

  const load = () => { source.value = tidy(SCRIPTS[script.value]); };
  script.addEventListener("input", load);
  what.addEventListener("input", () => {
    const isForSeveral = ["cancelAll", "listImportTasks"].includes(what.value);
    if (isForSeveral === (script.value === "several tasks")) return;
    script.value = isForSeveral ? "several tasks" : "is cancelled";
    load();
  });
  node.addEventListener("input", showProgram);
  load();
  showProgram();
  show();
}
