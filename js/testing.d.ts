// The types of the entry `neptune-import-tasks/testing`. The build copies them for each module system.

import type { Credentials, ImportTaskStatus, ImportTaskSummary } from "./index.js";

/** One of the known values, or any other string, because the service may add values. */
type Open<Known extends string> = Known | (string & {});

// ---- tasks ---------------------------------------------------------------------------------------------------------

/**
 * The operations of the fake service.
 * @example service.misbehave("throttle", { operation: "GetImportTask" satisfies FakeOperation })
 */
export type FakeOperation = "CancelImportTask" | "GetImportTask" | "ListImportTasks";

/**
 * The statuses of a task in order, each with its duration in milliseconds. The last status has no end, and its duration is ignored. With
 * the status `GONE`, the task does not exist: all operations respond with ResourceNotFoundException.
 * @example const life: TaskScript = [["INITIALIZING", 100], ["IMPORTING", 2000], ["SUCCEEDED"]]
 */
export type TaskScript = readonly (readonly [status: ImportTaskStatus | "GONE", milliseconds?: number])[];

/**
 * The details of a task's progress, as GetImportTask returns them.
 * @example const percent = ({ importTaskDetails }: TaskSnapshot) => importTaskDetails?.progressPercentage ?? 0
 */
export interface TaskDetails {
  /** `IN_PROGRESS` until the task has ended, then the status of the task. */
  status: string;
  /** The time when the task was added, in seconds since 1970. */
  startTime: number;
  /** Whole seconds from `startTime` until now, or until the task ended. */
  timeElapsedSeconds: number;
  /** 0 to 100. */
  progressPercentage: number;
  errorCount: number;
  errorDetails?: string;
  statementCount: number;
  dictionaryEntryCount: number;
}

/**
 * A task as GetImportTask returns it.
 * @example const { taskId, status }: TaskSnapshot = service.addTask()
 */
export interface TaskSnapshot extends ImportTaskSummary {
  statusReason?: string;
  attemptNumber?: number;
  importOptions?: { [name: string]: unknown };
  /** Absent while the task is `INITIALIZING`. */
  importTaskDetails?: TaskDetails;
}

/**
 * A task of the fake service: what GetImportTask returns for it, and how it behaves. Every member is optional.
 * @example
 * const almostDone: FakeTask = {
 *   taskId: "t-0123456789",
 *   life: [["IMPORTING", 1000], ["SUCCEEDED"]],
 *   afterCancel: [["CANCELLING", 50], ["SUCCEEDED"]],
 *   faults: { GetImportTask: ["throttle", { delay: 200 }] },
 * }
 */
export interface FakeTask {
  /**
   * `t-` and ten characters a-z or 0-9.
   * @default random
   */
  readonly taskId?: string | undefined;
  /**
   * The status until the task is cancelled: the same as `life: [[status]]`. A task that is added as `CANCELLING` becomes `CANCELLED`
   * after `cancellingFor`. A status that AWS does not document is rejected, here and in scripts, unless it is one of
   * {@link FakeServiceOptions.undocumentedStatuses}.
   * @default "IMPORTING"
   */
  readonly status?: ImportTaskStatus | undefined;
  /** The statuses, starting when the task is added. Takes precedence over `status`. */
  readonly life?: TaskScript | undefined;
  /**
   * The statuses, starting when a cancellation is accepted. CancelImportTask returns the first one. For an import that finishes before the
   * cancellation takes effect: `[["CANCELLING", 50], ["SUCCEEDED"]]`.
   * @default [["CANCELLING", cancellingFor], ["CANCELLED"]]
   */
  readonly afterCancel?: TaskScript | undefined;
  /**
   * Milliseconds between the acceptance of a cancellation and the status `CANCELLED`. Ignored with `afterCancel`.
   * @default `cancellingFor` of the service
   */
  readonly cancellingFor?: number | undefined;
  /**
   * The error that every cancellation of this task is rejected with. By default, only the cancellation of a task that is `SUCCEEDED`,
   * `FAILED`, `CANCELLING`, `CANCELLED` or `DELETED` is rejected, with a ConflictException.
   */
  readonly cancelError?: ErrorFault | undefined;
  /**
   * The number of GetImportTask responses after an accepted cancellation that still return the task as it was before.
   * @default 0
   */
  readonly staleReads?: number | undefined;
  /** Faults for the next requests for this task, in order. They are used before those of {@link FakeService.misbehave}. */
  readonly faults?:
    | readonly Fault[]
    | { readonly CancelImportTask?: readonly Fault[] | undefined; readonly GetImportTask?: readonly Fault[] | undefined }
    | undefined;
  readonly source?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly graphId?: string | undefined;
  readonly format?: Open<"CSV" | "OPEN_CYPHER" | "PARQUET" | "NTRIPLES"> | undefined;
  readonly parquetType?: Open<"COLUMNAR"> | undefined;
  readonly statusReason?: string | undefined;
  readonly attemptNumber?: number | undefined;
  readonly importOptions?: { readonly [name: string]: unknown } | undefined;
  /** Fixed values for the details. The others are calculated. The progress grows with time if `life` has more than one status. */
  readonly importTaskDetails?: { readonly [Name in keyof TaskDetails]?: TaskDetails[Name] | undefined } | undefined;
}

// ---- faults --------------------------------------------------------------------------------------------------------

/**
 * An error response of the service.
 * @example const fault: ErrorFault = { name: "ValidationException", message: "no such graph", reason: "BAD_REQUEST" }
 */
export interface ErrorFault {
  /** The name of the error, for the header `x-amzn-errortype`. */
  readonly name: string;
  readonly message?: string | undefined;
  /**
   * The status code, 200 to 599.
   * @default the status code of the error; 400 for an unknown error
   */
  readonly status?: number | undefined;
  readonly reason?: string | undefined;
  /** Headers that are added to those of the service, or override them. */
  readonly headers?: { readonly [name: string]: string } | undefined;
}

/**
 * An arbitrary response.
 * @example const fault: ResponseFault = { status: 200, headers: { "content-type": "text/plain" }, body: "ok" }
 */
export interface ResponseFault {
  /** The status code, 200 to 599. */
  readonly status: number;
  /** Headers that are added to those of the service, or override them. */
  readonly headers?: { readonly [name: string]: string } | undefined;
  readonly body?: string | Uint8Array | null | undefined;
}

/**
 * A delay before another fault or before the operation. It is a timer, and does not depend on the clock of the service (`now`). If the
 * request is aborted during the delay, the operation does not run.
 * @example const fault: DelayFault = { delay: 500, fault: "html-502" }
 */
export interface DelayFault {
  /** Milliseconds. */
  readonly delay: number;
  /** The fault after the delay. Without it the operation runs. */
  readonly fault?: Fault | undefined;
}

/**
 * The named faults:
 *
 * | name | effect |
 * | --- | --- |
 * | `html-502` | the HTML page of a proxy, with status 502 |
 * | `empty-body` | status 200 without a body |
 * | `truncated-json` | status 200 with the beginning of a JSON body |
 * | `throttle` | ThrottlingException, 429 |
 * | `internal` | InternalServerException, 500 |
 * | `service-unavailable` | status 503 without a body |
 * | `expired-token` | ExpiredTokenException, 403 |
 * | `access-denied` | AccessDeniedException, 403 |
 * | `drop` | the connection is closed, and the operation does not run |
 * | `drop-after` | the operation runs, then the connection is closed without a response |
 * | `cut-off` | the operation runs, and the connection is closed in the middle of the response |
 * | `slow` | the operation runs after a second |
 * | `hang` | no response, until the client or `close()` closes the connection |
 *
 * @example service.misbehave("html-502" satisfies FaultName)
 */
export type FaultName =
  | "html-502" | "empty-body" | "truncated-json" | "throttle" | "internal" | "service-unavailable" | "expired-token"
  | "access-denied" | "drop" | "drop-after" | "cut-off" | "slow" | "hang";

/**
 * What the service does with a request instead of running the operation. Unless stated otherwise, the operation does not run, and the
 * signature is not verified.
 * @example const faults: Fault[] = ["drop", { name: "ThrottlingException" }, { status: 503 }, { delay: 100 }]
 */
export type Fault = FaultName | ErrorFault | ResponseFault | DelayFault;

/**
 * The requests that a fault applies to. A fault never applies to a CORS preflight.
 * @example const options: MisbehaveOptions = { times: 2, operation: "CancelImportTask" }
 */
export interface MisbehaveOptions {
  /**
   * The number of requests: a positive integer, or `Infinity`.
   * @default 1
   */
  readonly times?: number | undefined;
  /** Only requests for this operation. */
  readonly operation?: FakeOperation | undefined;
  /** Only requests for this task, which must have been added. */
  readonly taskId?: string | undefined;
}

// ---- the service ---------------------------------------------------------------------------------------------------

/**
 * The options of a fake service.
 * @example const options: FakeServiceOptions = { tasks: [{ status: "IMPORTING" }], credentials, region: "us-east-1" }
 */
export interface FakeServiceOptions {
  /** The initial tasks. */
  readonly tasks?: readonly FakeTask[] | undefined;
  /**
   * Milliseconds that a cancelled task is `CANCELLING`, unless the task has its own `cancellingFor`.
   * @default 300
   */
  readonly cancellingFor?: number | undefined;
  /**
   * The clock, in milliseconds since 1970, for the statuses of the tasks, the header `date` and the age of signatures. To test clock skew,
   * return a wrong time. The default reads `Date` at each call, so fake timers apply even if they are installed later.
   * @default () => Date.now()
   */
  readonly now?: (() => number) | undefined;
  /**
   * Whether pages of other origins may send requests and read the responses.
   * @default true
   */
  readonly cors?: boolean | undefined;
  /**
   * The accepted credentials. If set, every request must be signed with one of them. Other requests are rejected with the error names and
   * messages of AWS. An array is read for each request, so credentials can be added and removed.
   */
  readonly credentials?: Credentials | readonly Credentials[] | undefined;
  /**
   * The only region that is accepted in signatures.
   * @default every region is accepted
   */
  readonly region?: string | undefined;
  /**
   * Statuses that tasks can have in addition to the documented ones, to test what a program does when AWS adds one.
   * @default []
   */
  readonly undocumentedStatuses?: readonly string[] | undefined;
}

/**
 * What `setStatus` changes besides the status.
 * @example const changes: StatusChanges = { statusReason: "no such bucket", importTaskDetails: { errorCount: 1 } }
 */
export interface StatusChanges {
  readonly statusReason?: string | undefined;
  /** Fixed values for the details, added to those that were given before. */
  readonly importTaskDetails?: FakeTask["importTaskDetails"];
}

/**
 * A recorded request, which may be a CORS preflight.
 * @example const attempts = service.requests.filter((request: RecordedRequest) => request.operation === "CancelImportTask").length
 */
export interface RecordedRequest {
  /** Absent if the method and the path are those of no operation. */
  readonly operation?: FakeOperation;
  /** The decoded task ID in the path, whether or not the task exists. */
  readonly taskId?: string;
  readonly method: string;
  readonly url: string;
  /** With lower-case names. */
  readonly headers: { readonly [name: string]: string };
  /** The time when it was received, by the clock of the service, in milliseconds since 1970. */
  readonly time: number;
}

/**
 * The number of requests for each operation.
 * @example const { CancelImportTask }: RequestCount = service.count()
 */
export type RequestCount = { [Operation in FakeOperation]: number };

/**
 * The fake service as an HTTP server.
 * @example
 * const server: FakeServer = await service.listen()
 * after(() => server.close())
 */
export interface FakeServer {
  /** The URL, such as `http://127.0.0.1:8181`, for the option `endpoint`. */
  readonly url: string;
  /** Stops the server and closes all connections, pending requests included. The tasks stay. */
  readonly close: () => Promise<void>;
}

/** A response, if TypeScript does not know the runtime's type. */
interface FetchResponse {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: {
    get(name: string): string | null;
    forEach(each: (value: string, name: string) => void): void;
  };
  text(): Promise<string>;
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** An abort signal, if TypeScript does not know the runtime's type. */
interface FetchSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The second argument of fetch, if TypeScript does not know the runtime's type. */
interface FetchInit {
  readonly method?: string | undefined;
  readonly headers?: { readonly [name: string]: string } | Iterable<readonly [string, string]> | undefined;
  readonly body?: string | Uint8Array | null | undefined;
  readonly signal?: FetchSignal | null | undefined;
}

/**
 * The type of the runtime's fetch, if TypeScript knows it.
 * @example const send: FakeFetch = createFakeService().fetch
 */
export type FakeFetch = typeof globalThis extends { fetch: infer GlobalFetch }
  ? GlobalFetch
  : (input: string | { readonly href: string } | { readonly url: string }, init?: FetchInit) => Promise<FetchResponse>;

/**
 * An in-memory fake of the import task operations of Neptune Analytics. It imports no data. It follows the documentation of AWS, and AWS may
 * behave differently.
 * @example
 * const service: FakeService = createFakeService({ tasks: [{ taskId: "t-0123456789" }] })
 * await service.fetch("https://example.com/importtasks/t-0123456789", { method: "DELETE" })
 * service.task("t-0123456789")?.status // "CANCELLING"
 */
export interface FakeService {
  /**
   * Works like the global `fetch`, for every host, without a network. It can be passed on without the service object.
   * @throws {TypeError} if `new Request` rejects the arguments, or if a fault closes the connection
   * @throws the reason of the signal when it is aborted
   * @example const response = await service.fetch(request.url, request)
   */
  readonly fetch: FakeFetch;
  /**
   * Serves the same tasks over HTTP, in Node.js, Deno and Bun. By default, the system chooses a free port, and only this machine can connect.
   * @throws {RangeError} if the port is invalid
   * @throws {Error} if the address is in use, or if there is no `node:http`
   * @example const { url, close } = await service.listen({ port: 8181 })
   */
  readonly listen: (address?: {
    readonly port?: number | undefined;
    readonly host?: string | undefined;
  }) => Promise<FakeServer>;
  /**
   * Adds a task, and returns what GetImportTask would return for it now.
   * @throws {TypeError} if a member is invalid
   * @throws {RangeError} if a number is out of range
   * @throws {Error} if a task with this ID exists
   * @example const { taskId } = service.addTask({ life: [["IMPORTING", 100], ["FAILED"]] })
   */
  readonly addTask: (task?: FakeTask) => TaskSnapshot;
  /**
   * Sets the status of a task. The status remains until the task is cancelled or its status is set again. This ends the script and the stale
   * reads of the task. Returns what GetImportTask would return now, or `undefined` with `GONE`.
   * @throws {TypeError} if there is no such task or status, or if a member is invalid
   * @throws {RangeError} if a number is out of range
   * @example service.setStatus("t-0123456789", "FAILED", { statusReason: "no such bucket" })
   */
  readonly setStatus: (taskId: string, status: ImportTaskStatus | "GONE", changes?: StatusChanges) => TaskSnapshot | undefined;
  /**
   * Returns what GetImportTask would return now, or `undefined` if the task does not exist.
   * @example service.task("t-0123456789")?.status
   */
  readonly task: (taskId: string) => TaskSnapshot | undefined;
  /**
   * The last 1000 requests, the newest last.
   * @example service.requests.at(-1)?.headers.authorization
   */
  readonly requests: readonly RecordedRequest[];
  /**
   * Returns the number of requests for each operation, for one task or in total. Faults and rejected requests are included. For an ID that
   * no request has, all are 0.
   * @example service.count("t-0123456789").CancelImportTask
   */
  readonly count: (taskId?: string) => RequestCount;
  /**
   * Plans a fault for the next requests. The first planned fault that applies to a request is used.
   * @throws {TypeError} if the fault or the operation is invalid, or if there is no such task
   * @throws {RangeError} if a number is out of range
   * @example service.misbehave({ name: "ThrottlingException", headers: { "retry-after": "1" } }, { times: 2 })
   */
  readonly misbehave: (fault: Fault, options?: MisbehaveOptions) => void;
}

/**
 * Creates a fake service with its own tasks. ListImportTasks returns 50 tasks per page, unless the request sets `maxResults`.
 * @throws {TypeError} if an option is invalid
 * @throws {RangeError} if a number is out of range
 * @example
 * const service = createFakeService({ credentials, region: "us-east-1" })
 * const { taskId } = service.addTask({ staleReads: 1 })
 * const request = cancelImportTaskRequest({ taskIdentifier: taskId }, { region: "us-east-1", credentials })
 * const response = await service.fetch(request.url, request)
 */
export function createFakeService(options?: FakeServiceOptions): FakeService;
