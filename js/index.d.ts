// The types of the entry `neptune-import-tasks`. The build copies them for each module system.

import type {
  CancelImportTaskInput, CancelImportTaskOutput, Credentials, GetImportTaskInput, GetImportTaskOutput, GraphId, HistoryEntry,
  HttpResponse, ImportTaskStatus, Issue, ListImportTasksInput, ListImportTasksOutput, RequestConfig, RoleArn, ServiceError, TaskId,
  UnreadableResponseError,
} from "./types.js";

export * from "./types.js";

// ---- schemas -------------------------------------------------------------------------------------------------------

/**
 * A Standard Schema v1 object, https://standardschema.dev. The `message` of its issues is the `explanation`, for people who fill in forms.
 * @example const schemas: Record<string, Schema<string>> = { task: taskIdSchema, graph: graphIdSchema }
 */
export interface Schema<Output> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "neptune-import-tasks";
    readonly validate: (value: unknown) => { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
    readonly types?: { readonly input: string; readonly output: Output } | undefined;
  };
}

/**
 * Checks a task ID.
 * @example createEnv({ server: { TASK_ID: taskIdSchema }, runtimeEnv: process.env })
 */
export const taskIdSchema: Schema<TaskId>;
/**
 * Checks a graph ID.
 * @example graphIdSchema["~standard"].validate("g-0123456789")
 */
export const graphIdSchema: Schema<GraphId>;
/**
 * Checks a role ARN under the revision `documented`.
 * @example roleArnSchema["~standard"].validate("arn:aws:iam::123456789012:role/Import")
 */
export const roleArnSchema: Schema<RoleArn>;
/**
 * Checks a role ARN under the revision `current`.
 * @example roleArnCurrentSchema["~standard"].validate("arn:aws:iam::123456789012:role/team/Import")
 */
export const roleArnCurrentSchema: Schema<RoleArn>;

// ---- regions -------------------------------------------------------------------------------------------------------

/**
 * A partition of AWS: a group of regions whose host names have the same suffixes.
 * @example const isChina = ({ name }: Partition) => name === "aws-cn"
 */
export interface Partition {
  /** The name, as in ARNs: `aws`, `aws-cn`. */
  readonly name: string;
  /** The suffix of host names: `amazonaws.com`. */
  readonly dnsSuffix: string;
  /** The suffix of dual-stack host names: `api.aws`. */
  readonly dualStackDnsSuffix: string;
  /** The known regions. Neptune Analytics is not available in all of them. */
  readonly regions: readonly string[];
}

/**
 * The known partitions and regions. A request for an unknown region is built with a warning.
 * @example const regions = partitions.flatMap(({ regions }) => regions)
 */
export const partitions: readonly Partition[];

// ---- client --------------------------------------------------------------------------------------------------------

/**
 * The members of `AbortSignal` that the client uses.
 * @example const options = { region: "us-east-1", signal: AbortSignal.timeout(60_000) }
 */
export interface AbortSignalLike {
  readonly aborted: boolean;
  /** Without it, an aborted call rejects with an `AbortError`. */
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/**
 * A function that sends a request, such as `fetch`.
 * @example const options = { region: "us-east-1", fetch: createFakeService().fetch }
 */
export type FetchLike = (url: string, init: {
  readonly method: string;
  readonly headers: Record<string, string>;
  // The runtime's own type, which differs between sets of type declarations.
  readonly signal: never;
  readonly redirect: "manual";
  // Not on Cloudflare Workers, which have no cache here.
  readonly cache?: "no-store";
}) => Promise<{ readonly status: number; readonly headers: HttpResponse["headers"]; text(): Promise<string> }>;

/**
 * The options of the client. All times are milliseconds.
 * @example const options: ClientOptions = { region: "eu-west-1", credentials: fromNodeProviderChain() }
 */
export interface ClientOptions extends Omit<RequestConfig, "credentials" | "date"> {
  /**
   * The credentials, or a credentials provider, such as one of the AWS SDK. A provider is a function that is called before the first
   * request, again when its last result expires in less than five minutes, and once, with `{ forceRefresh: true }`, if the service rejects
   * that result. Without credentials, requests are not signed. Credentials that have expired by the local clock are sent: the service decides.
   * If the provider fails later, its last result is used further, and the error of the service has the provider's error as its `cause`.
   */
  readonly credentials?: Credentials | (() => Credentials | Promise<Credentials>) | undefined;
  /**
   * The function that sends requests.
   * @default globalThis.fetch
   */
  readonly fetch?: FetchLike | undefined;
  /** Aborts the call. Nothing is sent afterwards. */
  readonly signal?: AbortSignalLike | undefined;
  /**
   * The maximum number of attempts per request.
   * @default 3
   */
  readonly maxAttempts?: number | undefined;
  /**
   * The time limit for the response to one attempt.
   * @default 30000
   */
  readonly attemptTimeout?: number | undefined;
  /**
   * The time limit for the whole call.
   * @default an hour for `cancelAndWait`, otherwise none
   */
  readonly maxWait?: number | undefined;
}

/**
 * The options of `watchImportTask` and `cancelAndWait`. All times are milliseconds.
 * @example const options: WatchOptions = { region: "us-east-1", credentials, pollInterval: 10_000 }
 */
export interface WatchOptions extends ClientOptions {
  /**
   * The time between two polls of the task: constant, or growing by half each time.
   * @default { first: 5000, longest: 60000 }
   */
  readonly pollInterval?: number | { readonly first?: number | undefined; readonly longest?: number | undefined } | undefined;
  /** Called after each response, and after each request that failed without a response. If it throws, the call rejects with that error. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * The progress of a call.
 * @example const line = ({ status, percent = 0 }: Progress) => `${status ?? "?"} ${percent} %`
 */
export interface Progress {
  /** The last known state of the task. */
  readonly task?: GetImportTaskOutput;
  readonly status?: ImportTaskStatus;
  /** The progress reported by the service, 0 to 100. */
  readonly percent?: number;
  /** The duration of the import reported by the service, in seconds. */
  readonly elapsed?: number;
  /** The number of errors in the data reported by the service. */
  readonly errorCount?: number;
  /** The number of requests sent. */
  readonly attempts: number;
  /** Milliseconds since the call. */
  readonly waited: number;
  /** Milliseconds until the next request; absent if there is none. */
  readonly nextIn?: number;
  /** The error of the last request, if it failed. */
  readonly error?: ServiceError | UnreadableResponseError | NetworkError;
  /** What is unusual about the requests and the responses so far; absent if nothing is. */
  readonly warnings?: readonly Issue[];
}

/**
 * The result of `cancelAndWait`.
 * @example if ((await cancelAndWait({ taskIdentifier }, options)).outcome === "finished-first") console.log("the data was imported")
 */
export interface CancelAndWaitResult {
  /**
   * `cancelled`: the status is CANCELLED. `already-cancelled`: the status is CANCELLED, but this cancel request was rejected, and another
   * one cancelled the task. `finished-first`, `failed-first`: the task ended as SUCCEEDED or FAILED before the cancellation took effect.
   * `gone`: the task does not exist, or it was deleted. `timed-out`: the limit `maxWait` was reached; the cancellation may still take
   * effect. `aborted`: the signal was aborted; a cancellation that was accepted is not undone.
   */
  readonly outcome:
    | "cancelled" | "finished-first" | "failed-first" | "already-cancelled" | "gone" | "timed-out" | "aborted";
  /** The last known state of the task, if any. */
  readonly task?: GetImportTaskOutput;
  /** The number of requests sent. */
  readonly attempts: number;
  /** The statuses and errors, in order. */
  readonly history: readonly HistoryEntry[];
  /** What is unusual about the requests or the responses; absent if nothing is. */
  readonly warnings?: readonly Issue[];
}

/**
 * Sends `CancelImportTask`. Resolves when the service accepts the request, which is before the task has stopped.
 * @throws {ServiceError} if the service rejects the request
 * @throws {UnreadableResponseError} if its response cannot be read
 * @throws {NetworkError} if there is no response
 * @throws {TimeoutError} if the limit `maxWait` is reached
 * @throws {InvalidInputError} if an argument is invalid, before anything is sent; or later, if a provider returns invalid
 * credentials, or `fetch` a response that is too large
 * @throws the error of a credentials provider
 * @throws the reason of the signal, if it is aborted
 * @example const task = await cancelImportTask({ taskIdentifier: "t-0123456789" }, { region: "us-east-1", credentials })
 */
export function cancelImportTask(input: CancelImportTaskInput, options: ClientOptions): Promise<CancelImportTaskOutput>;
/**
 * Sends `GetImportTask`.
 * @throws like {@link cancelImportTask}
 * @example const { status, importTaskDetails } = await getImportTask({ taskIdentifier }, { region, credentials })
 */
export function getImportTask(input: GetImportTaskInput, options: ClientOptions): Promise<GetImportTaskOutput>;
/**
 * Sends `ListImportTasks` until there are no more pages. Yields each page.
 * @throws like {@link cancelImportTask}; and {@link UnreadableResponseError} if the service repeats a pagination token
 * @example for await (const { tasks } of listImportTasks({}, { region, credentials })) console.log(tasks)
 */
export function listImportTasks(
  input: ListImportTasksInput | undefined, options: ClientOptions,
): AsyncGenerator<ListImportTasksOutput, void, undefined>;
/**
 * Polls a task until its status is final. Yields after each response, and after each failed request once the task is known.
 * @throws like {@link cancelImportTask}. After the first successful poll, transient errors do not end the iteration. Others, such as the
 * status codes 400, 403 and 404, end it at once
 * @example
 * for await (const { status, percent } of watchImportTask({ taskIdentifier }, { region, credentials })) console.log(status, percent)
 */
export function watchImportTask(
  input: GetImportTaskInput, options: WatchOptions,
): AsyncGenerator<Progress & { readonly task: GetImportTaskOutput; readonly status: ImportTaskStatus }, void, undefined>;
/**
 * Cancels a task, polls it, and reports its final status.
 * @throws {ServiceError} if the service rejects the cancel request and the task continues, or if it rejects a poll
 * @throws {UnreadableResponseError} if a response cannot be read
 * @throws {NetworkError} if there is no response
 * @throws {InvalidInputError} if an argument is invalid, before anything is sent; or later, if a provider returns invalid
 * credentials, or `fetch` a response that is too large
 * @throws the error of a credentials provider
 * @example
 * const { outcome } = await cancelAndWait({ taskIdentifier: "t-0123456789" }, { region: "us-east-1", credentials })
 */
export function cancelAndWait(input: CancelImportTaskInput, options: WatchOptions): Promise<CancelAndWaitResult>;

/**
 * The options of `cancelAll`. All times are milliseconds.
 * @example const options: CancelAllOptions = { region: "us-east-1", credentials, concurrency: 8 }
 */
export interface CancelAllOptions extends Omit<WatchOptions, "onProgress"> {
  /**
   * The maximum number of tasks at a time.
   * @default 4
   */
  readonly concurrency?: number | undefined;
  /**
   * Whether to wait for the final status of each task, as `cancelAndWait` does. With `false`, the result of a task is the response to its
   * cancel request.
   * @default true
   */
  readonly wait?: boolean | undefined;
  /** Called like `onProgress` of `cancelAndWait`, with the ID of the task as the second argument. */
  readonly onProgress?: ((progress: Progress, taskId: string) => void) | undefined;
}

/**
 * The result or the error of one task of `cancelAll`.
 * @example const line = (end: CancelAllOutcome) => `${end.taskId} ${end.ok ? end.result.outcome : end.error}`
 */
export type CancelAllOutcome<Result = CancelAndWaitResult> =
  | { readonly taskId: string; readonly ok: true; readonly result: Result; readonly error?: undefined }
  | { readonly taskId: string; readonly ok: false; readonly error: unknown; readonly result?: undefined };

/**
 * Cancels any number of tasks, a few at a time, and yields each result as it arrives. An error does not stop the other tasks. An ID that
 * occurs twice is cancelled once. After an abort of the signal, or after the loop is left, nothing more is sent.
 * @param ids the task IDs: an array, or any other iterable or async iterable
 * @throws {InvalidInputError} if an option is invalid, before anything is sent. An invalid ID is not thrown: it is the error of its task
 * @throws what `ids` throws, after the results of the tasks before it
 * @example
 * for await (const { taskId, ok, result, error } of cancelAll(ids, { region: "us-east-1", credentials })) {
 *   console.log(taskId, ok ? result.outcome : String(error))
 * }
 */
export function cancelAll(
  ids: Iterable<string> | AsyncIterable<string>, options: CancelAllOptions & { readonly wait?: true | undefined },
): AsyncGenerator<CancelAllOutcome, void, undefined>;
/**
 * Sends `CancelImportTask` for any number of tasks, and does not wait for their final status.
 * @throws like the other form
 * @example for await (const { taskId, ok } of cancelAll(ids, { region: "us-east-1", credentials, wait: false })) console.log(taskId, ok)
 */
export function cancelAll(
  ids: Iterable<string> | AsyncIterable<string>, options: CancelAllOptions & { readonly wait: false },
): AsyncGenerator<CancelAllOutcome<CancelImportTaskOutput>, void, undefined>;
/**
 * The form for options whose `wait` is not known in advance.
 * @throws like the first form
 * @example for await (const { taskId, ok } of cancelAll(ids, { ...options, wait: process.argv.includes("--wait") })) console.log(taskId, ok)
 */
export function cancelAll(
  ids: Iterable<string> | AsyncIterable<string>, options: CancelAllOptions,
): AsyncGenerator<CancelAllOutcome<CancelAndWaitResult | CancelImportTaskOutput>, void, undefined>;

/**
 * The functions of the client, with the options of {@link createClient}. The options of a call replace them. All calls share three things:
 * the time difference to the service, the credentials of a provider, and the retry tokens, which limit the retries of all calls together.
 * @example const client: Client = createClient({ region: "us-east-1", credentials })
 */
export interface Client {
  cancelImportTask(input: CancelImportTaskInput, options?: Partial<ClientOptions>): Promise<CancelImportTaskOutput>;
  getImportTask(input: GetImportTaskInput, options?: Partial<ClientOptions>): Promise<GetImportTaskOutput>;
  listImportTasks(
    input?: ListImportTasksInput, options?: Partial<ClientOptions>,
  ): AsyncGenerator<ListImportTasksOutput, void, undefined>;
  watchImportTask(
    input: GetImportTaskInput, options?: Partial<WatchOptions>,
  ): AsyncGenerator<Progress & { readonly task: GetImportTaskOutput; readonly status: ImportTaskStatus }, void, undefined>;
  cancelAndWait(input: CancelImportTaskInput, options?: Partial<WatchOptions>): Promise<CancelAndWaitResult>;
  cancelAll(
    ids: Iterable<string> | AsyncIterable<string>, options?: Partial<CancelAllOptions> & { readonly wait?: true | undefined },
  ): AsyncGenerator<CancelAllOutcome, void, undefined>;
  cancelAll(
    ids: Iterable<string> | AsyncIterable<string>, options: Partial<CancelAllOptions> & { readonly wait: false },
  ): AsyncGenerator<CancelAllOutcome<CancelImportTaskOutput>, void, undefined>;
  cancelAll(
    ids: Iterable<string> | AsyncIterable<string>, options: Partial<CancelAllOptions>,
  ): AsyncGenerator<CancelAllOutcome<CancelAndWaitResult | CancelImportTaskOutput>, void, undefined>;
}

/**
 * Creates a client. Use one client for calls that belong together. A function that is imported by itself, such as {@link cancelAndWait},
 * creates a new client for each call.
 * @throws {InvalidInputError} if an option is invalid
 * @example
 * const client = createClient({ region: "us-east-1", credentials })
 * const { outcome } = await client.cancelAndWait({ taskIdentifier: "t-0123456789" })
 */
export function createClient(options: WatchOptions): Client;

/**
 * Reads the environment variables of the AWS tools: `AWS_REGION`, `AWS_DEFAULT_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`,
 * `AWS_SESSION_TOKEN`, `AWS_CREDENTIAL_EXPIRATION`, `AWS_ENDPOINT_URL_NEPTUNE_GRAPH`, `AWS_ENDPOINT_URL`,
 * `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS`, `AWS_USE_FIPS_ENDPOINT`, `AWS_USE_DUALSTACK_ENDPOINT` and `AWS_MAX_ATTEMPTS`. It reads no files:
 * for profiles and roles, pass a provider as the option `credentials`.
 * @param options options that take precedence over the variables
 * @param env the variables
 * @throws {InvalidInputError} if there is no region or no access key, or a variable is invalid
 * @example const client = createClient(fromEnvironment())
 * @example const client = createClient(fromEnvironment({ credentials: fromNodeProviderChain() }))
 */
export function fromEnvironment(options?: Partial<WatchOptions>, env?: object): WatchOptions;

/**
 * No response arrived: the connection failed, was closed, or timed out. Whether the service received the request is unknown. In a
 * browser, a response that CORS blocks causes this error too. `cause` is what `fetch` threw. It is absent after a timeout.
 * @example if (error instanceof NetworkError) console.log(error.attempts, error.cause)
 */
export class NetworkError extends Error {
  constructor(members: { readonly message: string; readonly cause?: unknown } & Partial<Pick<NetworkError, "attempts" | "history" | "task" | "warnings">>);
  readonly name: "NetworkError";
  readonly cause?: unknown;
  /** The number of requests sent. */
  readonly attempts?: number;
  /** The statuses and errors, in order. */
  readonly history?: readonly HistoryEntry[];
  /** The last known state of the task. */
  readonly task?: GetImportTaskOutput;
  /** What is unusual about the requests or the responses; absent if nothing is. */
  readonly warnings?: readonly Issue[];
}

/**
 * The time limit `maxWait` was reached.
 * @example if (error instanceof TimeoutError) console.log(error.history)
 */
export class TimeoutError extends Error {
  constructor(members: { readonly message: string } & Partial<Pick<TimeoutError, "attempts" | "history" | "task" | "warnings">>);
  readonly name: "TimeoutError";
  /** The number of requests sent. */
  readonly attempts?: number;
  /** The statuses and errors, in order. */
  readonly history?: readonly HistoryEntry[];
  /** The last known state of the task. */
  readonly task?: GetImportTaskOutput;
  /** What is unusual about the requests or the responses; absent if nothing is. */
  readonly warnings?: readonly Issue[];
}

/**
 * Compiles the WebAssembly off the main thread. Calling it is optional: otherwise, the first call of any function compiles it.
 * @param module the `WebAssembly.Module` of `dist/neptune.wasm` (for `/check`, of `dist/check.wasm`), if the program has compiled it
 * @throws {TypeError} if the module is not that of this version of the package
 * @example await init()
 * @example await init(await WebAssembly.compileStreaming(fetch("/neptune.wasm")))
 */
export function init(module?: object): Promise<void>;
