// Starts the page: the WebAssembly first, then one listener, which reads the state and renders it. Nothing here or below it talks to any server.

import { init, partitions } from "./neptune-import-tasks/check.mjs";
import { announce, byId, draw, element } from "./dom.js";
import { EXAMPLES } from "./examples.js";
import { startKeys } from "./keys.js";
import { attempt, library } from "./library.js";
import { goTo, keepLink, linkedValues, linkOf, startLink } from "./link.js";
import { FIELDS, judgeChecks, showPatterns, showTemplates } from "./panels/check.js";
import { judgeRequest, judgeSigning, needsRequest, showBuilt, showStages } from "./panels/request.js";
import { judgePaste } from "./panels/verdict-of-paste.js";
import { showTaken, startPaste } from "./paste.js";
import { hasSecret, startSecrets } from "./secrets.js";
import { startSnippets } from "./snippets.js";
import { read, session, write } from "./state.js";

// Long enough not to interrupt, short enough not to be waited for.
const PAUSE = 300;
const form = byId("panels");
// The panels below the first view are loaded when they are needed.
const lazy = {};
const load = async (name) => {
  lazy[name] ??= await import(`./panels/${name}.js`);
  return lazy[name];
};

/** What everything on the page says about a state. */
function judge(state, act) {
  const checks = judgeChecks(state, act.use);
  const task = checks.taskId.checked;
  const isNeeded = needsRequest(state) || needsResponse(state);
  const aws = isNeeded ? library(act.render) : undefined;
  const request = judgeRequest(state, task, aws, act);
  const signing = judgeSigning(state, task, aws, request);
  const response = needsResponse(state) && lazy.response ? lazy.response.judgeResponse(state, aws) : {};
  const isOfSignature = response.error !== undefined && lazy.response.isAboutSignature(response.error);
  if (isOfSignature && !lazy.mismatch) load("mismatch").then(act.render);
  const mismatch = isOfSignature ? lazy.mismatch?.judgeMismatch(response.error, state, aws) : undefined;
  const list = state.lines !== "" && lazy.list ? lazy.list.judgeList(state, act.render) : {};
  return { checks, request, signing, response, mismatch, list, aws };
}

const needsResponse = (state) => state.status !== "" || state.headers !== "" || state.body !== "";
const IDLE = {
  response: "Paste a response above, or fill in as much of it as you have.",
  lines: "One value a line, a column of a table, or a JSON array.",
};
const idle = (id) => ({ kind: "idle", key: id, show: (node) => node.append(Object.assign(element("p", "idle", IDLE[id]), { id: `${id}-note` })) });

const said = {};
/** Shows a verdict. An error waits for a pause in the typing, unless one is there already. */
function showVerdict(id, verdict, inputs) {
  const node = byId(`${id}-verdict`);
  const waits = verdict.kind === "invalid" && inputs.includes(session.unsettled) && node.dataset.kind !== "invalid";
  const { kind, key, show, culprit } = waits ? { kind: "waiting", show: (to) => to.append(Object.assign(element("p"), { id: `${id}-note` })) } : verdict;
  node.dataset.kind = kind;
  draw(node, [kind, key], (to) => show(to, id));
  for (const input of inputs) {
    if (input === culprit) byId(input).setAttribute("aria-invalid", "true");
    else if (culprit === undefined || !waits) byId(input).removeAttribute("aria-invalid");
  }
  if (waits) return;
  const isNew = said[id] !== verdict.said;
  said[id] = verdict.said;
  if (isNew && verdict.said && inputs.includes(session.edited)) announce(verdict.said);
}

const KEY_INPUTS = ["access-key-id", "secret-access-key", "session-token", "signed-at"];

function start() {
  const snippets = startSnippets();
  let timer;

  function render() {
    const state = { ...read(form), ...session, now: Date.now() };
    for (const [name, isNeeded] of [["response", needsResponse(state)], ["list", state.lines !== ""]]) {
      if (isNeeded && !lazy[name]) load(name).then(render);
    }
    const judged = judge(state, act);
    const { checks, request, signing, response, list } = judged;
    for (const [name, { id }] of Object.entries(FIELDS)) showVerdict(id, checks[name].verdict, [id]);
    showTemplates(state, checks);
    showVerdict("request", request.verdict, ["region", "endpoint", "fips", "dual-stack"]);
    showVerdict("signing", signing.verdict, KEY_INPUTS);
    showVerdict("response", response.verdict ?? idle("response"), ["status", "headers", "body"]);
    showVerdict("lines", list.verdict ?? idle("lines"), ["lines"]);
    const paste = judgePaste(state, judged);
    showVerdict("paste", paste, ["paste"]);
    // What a paste is may be known only once something is loaded or counted.
    if (session.isUnheard && paste.said) {
      announce(paste.said);
      session.isUnheard = false;
    }
    showTaken(state, act.undo);
    showRest(judged);
    // Before the package can say whether the endpoint is valid, the address stays as it is.
    if (judged.aws || state.endpoint === "") keepLink(linkOf(state, (name) => isValid(name, state, judged), hasSecret));
  }

  function showRest({ request, signing, response, mismatch, list }) {
    const built = byId("built");
    built.hidden = !request.request;
    draw(built, request.request ?? null, (node) => request.request && showBuilt(node, request.request));
    snippets.show(request.snippets);
    draw(byId("stages"), signing.stages ?? null, (node) => signing.stages && showStages(node, signing.stages));
    if (lazy.life) draw(byId("life"), response.taskStatus ?? null, (node) => lazy.life.showLife(node, response.taskStatus));
    byId("mismatch").hidden = !mismatch;
    draw(byId("mismatch"), mismatch ?? null, (node) => mismatch && lazy.mismatch.showMismatch(node, mismatch));
    showColumns(list.table);
  }

  function showColumns(table) {
    const { columns = [], column = 0 } = table ?? {};
    byId("column-entry").hidden = columns.length < 2;
    draw(byId("column"), columns, (node) => node.append(...columns.map((name, index) => new Option(name, String(index)))));
    byId("column").value = columns.length === 0 ? "" : String(column);
  }

  const act = {
    render,
    use(name, suggestion) {
      write(form, { [name]: suggestion });
      session.typing = undefined;
      edited(byId(FIELDS[name]?.id ?? name));
      // The button is gone, and the focus must not go with it.
      byId(FIELDS[name]?.id ?? name).focus();
    },
    confirm(endpoint) {
      session.confirmed = endpoint;
      render();
      announce("The endpoint is confirmed.");
    },
    undo: () => paste.undo(),
  };

  const paste = startPaste(form, render);

  /** Somebody has changed a field that is not the paste box. */
  function edited(field) {
    paste.settle();
    session.edited = field.id;
    delete session.origin[{ "dual-stack": "dualStack" }[field.id] ?? field.id];
    render();
  }

  // The one listener.
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    const field = event.target;
    const isPasted = /^insertFrom(?:Paste|Drop)/.test(event.inputType ?? "");
    const isTyped = /^(?:text|textarea|password|search)$/.test(field.type);
    session.typing = isTyped && !isPasted && event.inputType ? field.id : undefined;
    session.unsettled = isTyped && !isPasted ? field.id : undefined;
    session.edited = field.id;
    if (field.id === "file") {
      field.files[0]?.text().then((text) => {
        session.column = undefined;
        write(form, { lines: text });
        edited(byId("lines"));
      });
    } else if (field.id === "paste") {
      paste.apply(isPasted);
      render();
      if (isPasted) byId("paste-verdict").scrollIntoView({ block: "nearest" });
    } else {
      if (field.id === "lines" || field.id === "column") session.column = field.id === "column" ? field.value : undefined;
      edited(field);
    }
    if (session.unsettled) {
      timer = setTimeout(() => {
        session.unsettled = undefined;
        render();
      }, PAUSE);
    }
  });
  form.addEventListener("focusout", (event) => {
    if (event.target.id !== session.typing && event.target.id !== session.unsettled) return;
    session.typing = undefined;
    session.unsettled = undefined;
    render();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const href = event.target.closest("a[href^='#']")?.getAttribute("href");
    if (!href) return;
    event.preventDefault();
    goTo(byId(href.slice(1)));
  });

  const open = (values) => {
    write(form, values);
    session.origin = Object.fromEntries(Object.keys(values).map((name) => [name, "link"]));
    Object.assign(session, { found: undefined, undo: undefined, confirmed: undefined });
    render();
  };
  startLink(open);
  startSecrets(render);
  startKeys(snippets.copy);
  byId("regions").append(...partitions.flatMap(({ regions }) => regions).map((region) => new Option(region, region)));
  byId("examples").addEventListener("click", ({ target }) => {
    const text = target.closest("button") && EXAMPLES[target.textContent];
    if (text) paste.fill(text);
  });
  showPatterns(byId("patterns"));
  startBelow(render);
  const linked = linkedValues();
  if (linked) open(linked);
  else render();
  document.documentElement.dataset.state = "ready";
  // Without scrolling: on a narrow screen the top of the page must stay in sight.
  byId("paste").focus({ preventScroll: true });
}

/** Whether the package accepts the value of a field. */
function isValid(name, state, { aws, checks }) {
  if (name in FIELDS) return checks[name].checked?.ok === true;
  if (!aws) return name === "region" && partitions.some(({ regions }) => regions.includes(state.region));
  const config = name === "endpoint" ? { region: "us-east-1", endpoint: state.endpoint } : { region: state.region };
  return attempt(() => aws.cancelImportTaskRequest({ taskIdentifier: "t-0000000000" }, config)).made !== undefined;
}

/** Loads what is below the first view when it comes near. */
function startBelow(changed) {
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      if (target.id === "life") load("life").then(changed);
      else load("simulate").then(({ startSimulation }) => startSimulation(byId("simulation")));
    }
  }, { rootMargin: "50%" });
  observer.observe(byId("life"));
  observer.observe(byId("simulate"));
}

function keepForOffline() {
  const url = "offline.js";
  const policy = globalThis.trustedTypes?.createPolicy("service-worker", { createScriptURL: () => url });
  navigator.serviceWorker?.register(policy ? policy.createScriptURL(url) : url).catch(() => {});
}

function giveUp(error) {
  document.documentElement.dataset.state = "failed";
  byId("reason").textContent = "The checks on this page are WebAssembly, and this browser, or a rule of whoever set it up, does not let it run. Nothing is wrong with what you wanted to check.";
  byId("fallback-title").textContent = "WebAssembly cannot start";
  console.info(error);
}

// Only the compiler may fail here. A mistake of the page itself should reach the console.
init().then(start, giveUp);
addEventListener("load", () => (globalThis.requestIdleCallback ?? setTimeout)(keepForOffline));
