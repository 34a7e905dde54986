// TypeScript: the module settings that each version supports, for ES modules and CommonJS.

import { join } from "node:path";

import { EXPECTED, PACKAGE } from "../program.mjs";

// `runs`: Node can run the output.
const SETTINGS = {
  node16: { module: "node16", runs: true },
  nodenext: { module: "nodenext", runs: true },
  bundler: { module: "preserve", moduleResolution: "bundler" },
  node10: { module: "commonjs", moduleResolution: "node10" },
};

const VERSIONS = [
  // `preserve` was added in 5.4.
  { version: "5.0.4", settings: ["node16", "nodenext", "node10"] },
  { version: "5.9.3", settings: ["node16", "nodenext", "bundler", "node10"] },
  { version: "6.0.3", settings: ["node16", "nodenext", "bundler", "node10"], options: { node10: { ignoreDeprecations: "6.0" } } },
  { version: "7.0.2", settings: ["node16", "nodenext", "bundler"] },
];

const HEADS = {
  mts: `import * as tasks from "${PACKAGE}";\nimport * as snippets from "${PACKAGE}/snippets";\nimport * as testing from "${PACKAGE}/testing";`,
  cts: `import tasks = require("${PACKAGE}");\nimport snippets = require("${PACKAGE}/snippets");\nimport testing = require("${PACKAGE}/testing");`,
};

/** A program that uses each group of functions, with calls that must not compile. */
const program = (kind) => `${HEADS[kind]}

declare const console: { log(line: string): void };
const given: unknown = "t-0123456789";
const credentials: tasks.Credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const config: tasks.RequestConfig = { region: "us-east-1", credentials, date: 1440938160000 };

// Validation.
const id: tasks.TaskId = tasks.parseTaskId(given);
const plain: string = id;
const guarded: tasks.TaskId | undefined = tasks.isTaskId(given) ? given : undefined;
const checked: tasks.Check<tasks.RoleArn> = tasks.checkRoleArn("arn:aws:iam::123456789012:role/Import", { revision: "current" });
const role: string = checked.ok ? tasks.roleArnParts(checked.value).roleName : checked.issue.message;
const lines: tasks.LinesCheck = tasks.checkLines("graphId", new Uint8Array());
const pattern: string = tasks.patterns.taskId.source;
const validated = tasks.taskIdSchema["~standard"].validate(given);
const value: tasks.TaskId | readonly tasks.Issue[] = validated.issues ? validated.issues : validated.value;

// Requests.
const request: tasks.CancelImportTaskRequest = tasks.cancelImportTaskRequest({ taskIdentifier: plain }, config);
const method: "DELETE" = request.method;
const explanation: tasks.RequestExplanation = tasks.explainRequest({ taskIdentifier: id }, { ...config, credentials });
const mismatch: tasks.SignatureMismatch | undefined = tasks.explainSignatureMismatch("nothing", explanation);
const curl: string = snippets.requestSnippets({ taskIdentifier: id }, config).curl;

// Responses.
const response: tasks.ResponseCheck = tasks.checkCancelImportTaskResponse({
  status: 409, headers: new Map([["x-amzn-errortype", "ConflictException"]]), body: "{}",
});
const status: tasks.ImportTaskStatus = "A_STATUS_OF_TOMORROW";
const fault = !response.ok && response.error instanceof tasks.ServiceError ? response.error.$fault : undefined;
const known: "client" | "server" | undefined = fault;

// Client.
const options: tasks.WatchOptions = { region: "us-east-1", credentials: async () => credentials, onProgress: ({ percent }) => void percent };
async function useClient(): Promise<tasks.CancelAndWaitResult["outcome"]> {
  const { importTaskDetails }: tasks.GetImportTaskOutput = await tasks.getImportTask({ taskIdentifier: id }, options);
  const errors: number | undefined = importTaskDetails?.errorCount;
  const { outcome } = await tasks.cancelAndWait({ taskIdentifier: id }, { ...options, fetch: testing.createFakeService().fetch });
  return errors === 5 ? "gone" : outcome;
}

/** Only compiled, never called. */
function mustNotCompile(): void {
  // @ts-expect-error a plain string is not a validated id
  const unchecked: tasks.TaskId = "t-0123456789";
  // @ts-expect-error nor is an id of another kind
  const other: tasks.GraphId = id;
  // @ts-expect-error there is a value only if \`ok\` is true
  const absent: tasks.TaskId = checked.value;
  // @ts-expect-error there is no such kind
  tasks.checkLines("role", "");
  // @ts-expect-error there is no such revision
  tasks.isRoleArn("", { revision: "latest" });
  // @ts-expect-error a region is required
  tasks.cancelImportTaskRequest({ taskIdentifier: id }, {});
  // @ts-expect-error without credentials there is no signature to explain
  tasks.explainRequest({ taskIdentifier: id }, { region: "us-east-1" });
  // @ts-expect-error there is no such snippet
  snippets.requestSnippets({ taskIdentifier: id }, config).perl;
  // @ts-expect-error the body must be read first
  tasks.parseCancelImportTaskResponse({ status: 200, headers: {}, body: Promise.resolve("") });
  // @ts-expect-error there is no such function
  tasks.cancelTask;
  // @ts-expect-error a provider is a function or an object
  tasks.getImportTask({ taskIdentifier: id }, { region: "", credentials: "default" });
  return void [unchecked, other, absent];
}

export ${kind === "mts" ? "" : "= "}{ guarded, id, known, mustNotCompile, request, response, status, useClient, validated, value };

const results = [guarded === id, role, lines.lines, pattern, value === id, method, explanation.signature.length, mismatch, curl.slice(0, 4), known];
const expected = [true, "Import", 0, "t-[a-z0-9]{10}", true, "DELETE", 64, undefined, "curl", "client"];
console.log(JSON.stringify(results) === JSON.stringify(expected) ? "${EXPECTED}" : \`wrong: \${JSON.stringify(results)}\`);
`;

async function check(place, kind, version, { runs, ...settings }) {
  const compilerOptions = {
    target: "es2022", lib: ["es2022"], types: [], strict: true, skipLibCheck: false, isolatedModules: true, declaration: true, ...settings,
  };
  place.write({
    "tsconfig.json": JSON.stringify({ compilerOptions, files: [`main.${kind}`] }),
    [`main.${kind}`]: program(kind),
  });
  await place.exec(process.execPath, [join(await place.tools(`typescript@${version}`), "typescript/bin/tsc"), "-p", "."]);
  if (runs) await place.expectOutput(process.execPath, [`main.${kind.replace("ts", "js")}`]);
}

const newest = VERSIONS.at(-1).version;

export default VERSIONS.flatMap(({ version, settings, options }) => settings.flatMap((name) => ["mts", "cts"].map((kind) => ({
  name: `TypeScript ${version.replace(/\.\d+$/, "")}, ${name}, .${kind}`,
  isCore: version === newest && name === "nodenext",
  run: (place) => check(place, kind, version, { ...SETTINGS[name], ...options?.[name] }),
}))));
