// The types of the entry `neptune-import-tasks/testing`. One source: the build copies it for each module system.

import type { Credentials, ImportTaskStatus, ImportTaskSummary } from "./index.js";

/** One of the values that are known, or any other: the service adds values now and then. */
type Open<Known extends string> = Known | (string & {});

// ---- tasks ---------------------------------------------------------------------------------------------------------

/**
 * The operations of the fake service.
 * @example service.misbehave("throttle", { operation: "GetImportTask" satisfies FakeOperation })
 */
export type FakeOperation = "CancelImportTask" | "GetImportTask" | "ListImportTasks";

/**
 * What a task is and for how long, in turn: pairs of a status and milliseconds. The last status lasts for ever, whether its
 * time is there or not. After `GONE` the task does not exist: all operations answer with ResourceNotFoundException.
 * @example const life: TaskScript = [["INITIALIZING", 100], ["IMPORTING", 2000], ["SUCCEEDED"]]
 */
export type TaskScript = readonly (readonly [status: ImportTaskStatus | "GONE", milliseconds?: number])[];

/**
 * The details of a task's progress, as GetImportTask answers them.
 * @example const percent = ({ importTaskDetails }: TaskSnapshot) => importTaskDetails?.progressPercentage ?? 0
 */
export interface TaskDetails {
  /** `IN_PROGRESS` until the task is over, then its status. */
  status: string;
  /** When the task was added, in seconds since 1970. */
  startTime: number;
  /** Whole seconds since then, until the task is over. */
  timeElapsedSeconds: number;
  /** 0 to 100. */
  progressPercentage: number;
  errorCount: number;
  errorDetails?: string;
  statementCount: number;
  dictionaryEntryCount: number;
}

/**
 * A task as GetImportTask answers it.
 * @example const { taskId, status }: TaskSnapshot = service.addTask()
 */
export interface TaskSnapshot extends ImportTaskSummary {
  statusReason?: string;
  attemptNumber?: number;
  importOptions?: { [name: string]: unknown };
  /** There from when the task is not `INITIALIZING` any more. */
  importTaskDetails?: TaskDetails;
}

/**
 * A task of the fake service: what it shows of itself, and how it behaves. Every member may be left out.
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
   * The status for ever, or until the task is cancelled: short for `life: [[status]]`. A task that is `CANCELLING` from the
   * beginning becomes `CANCELLED` after `cancellingFor`.
   * @default "IMPORTING"
   */
  readonly status?: ImportTaskStatus | undefined;
  /** What the task is in turn, from when it is added. It comes before `status`. */
  readonly life?: TaskScript | undefined;
  /**
   * What the task is in turn, from when a cancellation is accepted; the answer to that shows the first status. A race that
   * the import wins is `[["CANCELLING", 50], ["SUCCEEDED"]]`.
   * @default [["CANCELLING", cancellingFor], ["CANCELLED"]]
   */
  readonly afterCancel?: TaskScript | undefined;
  /**
   * Milliseconds from when a cancellation is accepted until the task is `CANCELLED`, without a script of its own.
   * @default that of the service
   */
  readonly cancellingFor?: number | undefined;
  /**
   * The error that every cancellation is refused with. Without it a task that is `SUCCEEDED`, `FAILED`, `CANCELLING`,
   * `CANCELLED` or `DELETED` is refused with a ConflictException, and any other is cancelled.
   */
  readonly cancelError?: ErrorFault | undefined;
  /**
   * How many answers of GetImportTask still show the task as it was before an accepted cancellation.
   * @default 0
   */
  readonly staleReads?: number | undefined;
  /** Faults that the requests for this task meet, each once and in order, before those of {@link FakeService.misbehave}. */
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
  /** What the details say for ever. The others are made up: the progress grows with the time of `life`, if that has an end. */
  readonly importTaskDetails?: { readonly [Name in keyof TaskDetails]?: TaskDetails[Name] | undefined } | undefined;
}

// ---- faults --------------------------------------------------------------------------------------------------------

/**
 * An error as the service answers it.
 * @example const fault: ErrorFault = { name: "ValidationException", message: "no such graph", reason: "BAD_REQUEST" }
 */
export interface ErrorFault {
  /** The error's name at AWS, for the header `x-amzn-errortype`. */
  readonly name: string;
  readonly message?: string | undefined;
  /**
   * The status code, 200 to 599.
   * @default that of the error, and 400 for one that is not known
   */
  readonly status?: number | undefined;
  readonly reason?: string | undefined;
  /** Headers besides those of the service, or in place of them. */
  readonly headers?: { readonly [name: string]: string } | undefined;
}

/**
 * Any answer at all.
 * @example const fault: AnswerFault = { status: 200, headers: { "content-type": "text/plain" }, body: "ok" }
 */
export interface AnswerFault {
  /** The status code, 200 to 599. */
  readonly status: number;
  /** Headers besides those of the service, or in place of them. */
  readonly headers?: { readonly [name: string]: string } | undefined;
  readonly body?: string | Uint8Array | null | undefined;
}

/**
 * A wait before another fault, or before the true answer, in real time whatever the clock of the service says. Whoever gives
 * up in the meantime has changed nothing.
 * @example const fault: DelayFault = { delay: 500, fault: "html-502" }
 */
export interface DelayFault {
  /** Milliseconds. */
  readonly delay: number;
  /** What comes then. Without it the operation does what it should. */
  readonly fault?: Fault | undefined;
}

/**
 * The faults that have names. What they stand for:
 *
 * | | |
 * | --- | --- |
 * | `html-502` | a proxy's page, with status 502 |
 * | `empty-body` | status 200 without a body |
 * | `truncated-json` | status 200 with the beginning of an answer |
 * | `throttle` | ThrottlingException, 429 |
 * | `internal` | InternalServerException, 500 |
 * | `service-unavailable` | status 503 without a body |
 * | `expired-token` | ExpiredTokenException, 403 |
 * | `access-denied` | AccessDeniedException, 403 |
 * | `drop` | the connection breaks, and the operation has no effect |
 * | `drop-after` | the operation takes effect, then the connection breaks without an answer |
 * | `cut-off` | the operation takes effect, and the connection breaks in the middle of its answer |
 * | `slow` | the true answer after a second |
 * | `hang` | no answer, and no end until the client or `close()` makes one |
 *
 * @example service.misbehave("html-502" satisfies FaultName)
 */
export type FaultName =
  | "html-502" | "empty-body" | "truncated-json" | "throttle" | "internal" | "service-unavailable" | "expired-token"
  | "access-denied" | "drop" | "drop-after" | "cut-off" | "slow" | "hang";

/**
 * What becomes of a request in place of what should. Unless it says otherwise, the operation has no effect and nobody looks at
 * the signature.
 * @example const faults: Fault[] = ["drop", { name: "ThrottlingException" }, { status: 503 }, { delay: 100 }]
 */
export type Fault = FaultName | ErrorFault | AnswerFault | DelayFault;

/**
 * Which requests meet a fault. Preflights never do.
 * @example const options: MisbehaveOptions = { times: 2, operation: "CancelImportTask" }
 */
export interface MisbehaveOptions {
  /**
   * How many requests: a whole number, or `Infinity`.
   * @default 1
   */
  readonly times?: number | undefined;
  /** Only requests for this operation. */
  readonly operation?: FakeOperation | undefined;
  /** Only requests for this task. */
  readonly taskId?: string | undefined;
}

// ---- the service ---------------------------------------------------------------------------------------------------

/**
 * What a fake service begins with.
 * @example const options: FakeServiceOptions = { tasks: [{ status: "IMPORTING" }], credentials, region: "us-east-1" }
 */
export interface FakeServiceOptions {
  /** The first tasks. */
  readonly tasks?: readonly FakeTask[] | undefined;
  /**
   * Milliseconds that a cancelled task stays `CANCELLING`, where it has no script of its own.
   * @default 300
   */
  readonly cancellingFor?: number | undefined;
  /**
   * The clock, in milliseconds since 1970: for the lives of the tasks, the header `date` and the age of signatures. One that
   * is off is how to test a clock that is off.
   * @default Date.now
   */
  readonly now?: (() => number) | undefined;
  /**
   * Whether pages of other origins may send requests and read the answers.
   * @default true
   */
  readonly cors?: boolean | undefined;
  /**
   * Who may send requests: with it every request must be signed, and is refused with AWS's names and sentences if it is not.
   * An array is looked through anew for each request.
   */
  readonly credentials?: Credentials | readonly Credentials[] | undefined;
  /**
   * The only region in signatures that is accepted.
   * @default any
   */
  readonly region?: string | undefined;
}

/**
 * A request that has arrived, preflights included.
 * @example const tries = service.requests.filter((request: RecordedRequest) => request.operation === "CancelImportTask").length
 */
export interface RecordedRequest {
  /** Absent if it is for none. */
  readonly operation?: FakeOperation;
  /** The id in the path, decoded, whether there is such a task or not. */
  readonly taskId?: string;
  readonly method: string;
  readonly url: string;
  /** Names are in lower case. */
  readonly headers: { readonly [name: string]: string };
  /** When, by the clock of the service: milliseconds since 1970. */
  readonly time: number;
}

/**
 * How many requests there were for each operation.
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
  /** Its address, such as `http://127.0.0.1:8181`, for an `endpoint`. */
  readonly url: string;
  /** Ends the server with all its connections, those that hang and wait included. The tasks stay. */
  readonly close: () => Promise<void>;
}

/** A response, where the runtime's own type is not known. */
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

/** A signal to end a request, where the runtime's own type is not known. */
interface FetchSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The second argument of fetch, where the runtime's own type is not known. */
interface FetchInit {
  readonly method?: string | undefined;
  readonly headers?: { readonly [name: string]: string } | Iterable<readonly [string, string]> | undefined;
  readonly body?: string | Uint8Array | null | undefined;
  readonly signal?: FetchSignal | null | undefined;
}

/**
 * The type of the runtime's own fetch, where that is known.
 * @example const send: FakeFetch = createFakeService().fetch
 */
export type FakeFetch = typeof globalThis extends { fetch: infer GlobalFetch }
  ? GlobalFetch
  : (input: string | { readonly href: string } | { readonly url: string }, init?: FetchInit) => Promise<FetchResponse>;

/**
 * A fake of the import task operations of Neptune Analytics, in memory. It imports nothing, and proves nothing about AWS.
 * @example
 * const service: FakeService = createFakeService({ tasks: [{ taskId: "t-0123456789" }] })
 * await service.fetch("https://example.com/importtasks/t-0123456789", { method: "DELETE" })
 * service.task("t-0123456789")?.status // "CANCELLING"
 */
export interface FakeService {
  /**
   * Answers like the global fetch, whatever the host, without a network. It can be passed around by itself.
   * @throws {TypeError} for what `new Request` refuses, and for connections that break
   * @throws the reason of the signal, once that is aborted
   * @example const response = await service.fetch(request.url, request)
   */
  readonly fetch: FakeFetch;
  /**
   * Serves the same tasks over HTTP, in Node, Deno and Bun. Without a port the system chooses one; without a host only this
   * machine can connect.
   * @throws {RangeError} if the port cannot be one
   * @throws {Error} that of the system if the address is in use, and one where there is no `node:http`
   * @example const { url, close } = await service.listen({ port: 8181 })
   */
  readonly listen: (address?: {
    readonly port?: number | undefined;
    readonly host?: string | undefined;
  }) => Promise<FakeServer>;
  /**
   * Adds a task, and returns what GetImportTask would answer about it now.
   * @throws {TypeError} if a member cannot be used
   * @throws {RangeError} if a number cannot be used
   * @throws {Error} if there is a task of that id
   * @example const { taskId } = service.addTask({ life: [["IMPORTING", 100], ["FAILED"]] })
   */
  readonly addTask: (task?: FakeTask) => TaskSnapshot;
  /**
   * What GetImportTask would answer now; nothing if there is no such task, or it is gone.
   * @example service.task("t-0123456789")?.status
   */
  readonly task: (taskId: string) => TaskSnapshot | undefined;
  /**
   * The last 1000 requests, the newest at the end, as they are when this is read.
   * @example service.requests.at(-1)?.headers.authorization
   */
  readonly requests: readonly RecordedRequest[];
  /**
   * How many requests have arrived for each operation, faults and refusals included: for one task or in all.
   * @example service.count("t-0123456789").CancelImportTask
   */
  readonly count: (taskId?: string) => RequestCount;
  /**
   * Plans a fault for the next requests. Of all that are planned, a request meets the first that is meant for it.
   * @throws {TypeError} if there is no such fault, operation or id
   * @throws {RangeError} if a number cannot be used
   * @example service.misbehave({ name: "ThrottlingException", headers: { "retry-after": "1" } }, { times: 2 })
   */
  readonly misbehave: (fault: Fault, options?: MisbehaveOptions) => void;
}

/**
 * A fake service with tasks of its own. ListImportTasks returns 50 tasks at a time, unless the request asks for another number.
 * @throws {TypeError} if an option cannot be used
 * @throws {RangeError} if a number cannot be used
 * @example
 * const service = createFakeService({ credentials, region: "us-east-1" })
 * const { taskId } = service.addTask({ staleReads: 1 })
 * const request = cancelImportTaskRequest({ taskIdentifier: taskId }, { region: "us-east-1", credentials })
 * const response = await service.fetch(request.url, request)
 */
export function createFakeService(options?: FakeServiceOptions): FakeService;
