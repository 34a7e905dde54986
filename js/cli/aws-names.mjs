// Names of the AWS CLI and of the API, which people type here out of habit, and what they are called here.

const TASK_ID = "the task id is an operand, without an option: `cancel t-0123456789`";
const CERTIFICATES = "certificates are always verified; NODE_EXTRA_CA_CERTS names a file with further ones";
const STARTED = "this command does not start tasks; `list` shows them";
const PAGES = "`list` prints all pages, or at most `--max-results` tasks";

/** What is said about an option, by its name without hyphens in lower case. */
const OPTIONS = {
  taskid: TASK_ID, taskidentifier: TASK_ID, taskids: TASK_ID, id: TASK_ID, importtaskid: TASK_ID,
  graphidentifier: "did you mean `--graph-id`?", graph: "did you mean `--graph-id`?",
  endpoint: "did you mean `--endpoint-url`?", url: "did you mean `--endpoint-url`?",
  usefipsendpoint: "did you mean `--use-fips`?", usedualstackendpoint: "did you mean `--use-dualstack`?",
  output: "did you mean `--json`? It is the only format besides the usual one",
  query: "`--json` prints objects that `jq` can filter",
  noverifyssl: CERTIFICATES, cabundle: CERTIFICATES, insecure: CERTIFICATES,
  clireadtimeout: "did you mean `--attempt-timeout`?", cliconnecttimeout: "did you mean `--attempt-timeout`?",
  timeout: "did you mean `--attempt-timeout` or `--max-wait`?",
  maxitems: "did you mean `--max-results`?", pagesize: PAGES, nopaginate: PAGES, nexttoken: PAGES, startingtoken: PAGES,
  color: "NO_COLOR=1 turns colours off", nocolor: "NO_COLOR=1 turns colours off",
  noclipager: "there is no pager", nocliautoprompt: "there are no prompts for parameters",
  cliautoprompt: "there are no prompts for parameters", cliinputjson: "there are options and operands only, see `--help`",
  generatecliskeleton: "there are options and operands only, see `--help`", dryrun: "`request` prints a request without sending it",
  force: "did you mean `--yes`?", verbose: "did you mean `--debug`?",
};

/** What is said about a command, likewise. */
const COMMANDS = {
  cancelimporttask: "did you mean `cancel`?", stop: "did you mean `cancel`?", abort: "did you mean `cancel`?",
  delete: "did you mean `cancel`?",
  getimporttask: "did you mean `get`?", status: "did you mean `get`?", describe: "did you mean `get`?", show: "did you mean `get`?",
  listimporttasks: "did you mean `list`?", ls: "did you mean `list`?",
  wait: "did you mean `cancel --wait` or `watch`?", importtaskcancelled: "did you mean `cancel --wait`?",
  importtasksuccessful: "did you mean `watch`?",
  neptunegraph: "this command has one service only: omit `neptune-graph`",
  aws: "this command has one service only: omit `aws neptune-graph`",
  startimporttask: STARTED, creategraphusingimporttask: STARTED,
  cancelexporttask: "export tasks are not supported by this command",
};

const normalized = (name) => name.toLowerCase().replace(/[-_]/g, "");

const hintIn = (hints, name) => (Object.hasOwn(hints, normalized(name)) ? hints[normalized(name)] : undefined);

/** The hint for an option of AWS's tools, without its leading hyphens; undefined for any other. */
export const optionHint = (name) => hintIn(OPTIONS, name);

/** The hint for a command of AWS's tools or an operation of the API; undefined for any other. */
export const commandHint = (name) => hintIn(COMMANDS, name);
