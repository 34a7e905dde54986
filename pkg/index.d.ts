// The types of the package. One source: the build copies it for each module system.

/** What makes a checked text a type of its own: a plain `string` is not assignable to it. */
declare const checked: unique symbol;

/**
 * A checked id of an import task: `t-` and ten characters a-z or 0-9.
 * @example const id: TaskId = parseTaskId("t-0123456789")
 */
export type TaskId = string & { readonly [checked]: "TaskId" };
/**
 * A checked id of a graph: `g-` and ten characters a-z or 0-9.
 * @example const id: GraphId = parseGraphId("g-0123456789")
 */
export type GraphId = string & { readonly [checked]: "GraphId" };
/**
 * A checked ARN of an IAM role.
 * @example const arn: RoleArn = parseRoleArn("arn:aws:iam::123456789012:role/Import")
 */
export type RoleArn = string & { readonly [checked]: "RoleArn" };

/** One of the values that are known, or any other: the service adds values now and then. */
type Open<Known extends string> = Known | (string & {});

// ---- check ---------------------------------------------------------------------------------------------------------

/**
 * What is wrong with a value, or unusual about it.
 * @example const marked = (text: string, issue: Issue) => `${text}\n${" ".repeat(issue.index)}^ ${issue.message}`
 */
export interface Issue {
  /** The kind of issue. Stable, unlike the message. */
  readonly code: Open<
    | "wrong_type" | "missing" | "empty" | "unexpected_character" | "too_short" | "too_long" | "not_allowed"
    | "invalid_configuration" | "expired" | "surrounding_space" | "unlikely_date" | "unknown_value" | "control_character" | "unpaired_surrogate" | "empty_role_name"
  >;
  /** What was looked at: `task id`, `role ARN`, `region`. */
  readonly subject: string;
  /** The part of it that the issue is about: `suffix`, `account id`. */
  readonly part: string;
  /** Where, in UTF-16 code units: `value.slice(0, index)` is the good part. */
  readonly index: number;
  /** What could stand there. */
  readonly expected: string;
  /** What stands there; absent where the value ends. */
  readonly found?: string;
  /** All of this in one line. */
  readonly message: string;
  /** What the mistake probably was. */
  readonly hint?: string;
  /** A value that passes and is probably what was meant. */
  readonly suggestion?: string;
}

/**
 * The result of a check.
 * @example const sentence = (checked: Check<TaskId>) => (checked.ok ? "fine" : checked.issue.message)
 */
export type Check<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Issue[] }
  | { readonly ok: false; readonly issue: Issue };

/**
 * Which role ARNs pass.
 * @example const options: RoleArnOptions = { revision: "current" }
 */
export interface RoleArnOptions {
  /**
   * Which publication of the pattern counts: that of the page of `CancelImportTask`, which knows no role paths and lets
   * the role name be empty, or that of the newest service model, which is the other way round.
   * @default "documented"
   */
  readonly revision?: "documented" | "current" | undefined;
}

/**
 * Says whether `x` is the id of an import task.
 * @example isTaskId("t-0123456789") // true
 */
export function isTaskId(x: unknown): x is TaskId;
/**
 * Says whether `x` is the id of a graph.
 * @example isGraphId("g-0123456789") // true
 */
export function isGraphId(x: unknown): x is GraphId;
/**
 * Says whether `x` is the ARN of a role.
 * @example isRoleArn("arn:aws:iam::123456789012:role/Import") // true
 */
export function isRoleArn(x: unknown, options?: RoleArnOptions): x is RoleArn;

/**
 * Returns `x` if it is the id of an import task.
 * @throws {InvalidInputError} if it is not
 * @example const id = parseTaskId(text)
 */
export function parseTaskId(x: unknown): TaskId;
/**
 * Returns `x` if it is the id of a graph.
 * @throws {InvalidInputError} if it is not
 * @example const id = parseGraphId(text)
 */
export function parseGraphId(x: unknown): GraphId;
/**
 * Returns `x` if it is the ARN of a role.
 * @throws {InvalidInputError} if it is not
 * @example const arn = parseRoleArn(text, { revision: "current" })
 */
export function parseRoleArn(x: unknown, options?: RoleArnOptions): RoleArn;

/**
 * Checks an id of an import task, and says what is wrong with it. Never throws.
 * @example
 * const checked = checkTaskId(input.value)
 * if (!checked.ok) console.log(checked.issue.message)
 */
export function checkTaskId(x: unknown): Check<TaskId>;
/**
 * Checks an id of a graph, and says what is wrong with it. Never throws.
 * @example checkGraphId("g-012345678").ok // false
 */
export function checkGraphId(x: unknown): Check<GraphId>;
/**
 * Checks the ARN of a role, and says what is wrong with it or unusual about it. Never throws.
 * @example checkRoleArn("arn:aws:iam::123456789012:role/").ok // true, with the warning `empty_role_name`
 */
export function checkRoleArn(x: unknown, options?: RoleArnOptions): Check<RoleArn>;

/**
 * The parts of a role ARN.
 * @example const { accountId, roleName }: RoleArnParts = roleArnParts("arn:aws:iam::123456789012:role/Import")
 */
export interface RoleArnParts {
  /** `aws`, `aws-cn` and so on. */
  readonly partition: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** The path, with a `/` at both ends: `/` where there is none. */
  readonly path: string;
  readonly roleName: string;
}

/**
 * The parts of an ARN that passes under either revision.
 * @throws {InvalidInputError} if it passes under none
 * @example roleArnParts(parseRoleArn("arn:aws:iam::123456789012:role/Import")).roleName // "Import"
 */
export function roleArnParts(arn: RoleArn | string): RoleArnParts;

/**
 * The result of {@link checkLines}.
 * @example const first = ({ issues }: LinesCheck) => issues[0] && `line ${issues[0].line}: ${issues[0].issue.message}`
 */
export interface LinesCheck {
  /** How many lines there are. */
  readonly lines: number;
  /** How many of them pass. */
  readonly valid: number;
  /** The others. Lines count from 1. */
  readonly issues: readonly { readonly line: number; readonly issue: Issue }[];
}

/**
 * Checks a value in each line. Lines end at `\n` (a `\r` before it is dropped); a final `\n` adds none; an empty line is
 * refused like any other value that does not match.
 * @throws {InvalidInputError} if the kind is unknown, or the text is neither a string nor bytes
 * @example checkLines("taskId", "t-0123456789\nt-01\n") // { lines: 2, valid: 1, issues: [{ line: 2, … }] }
 */
export function checkLines(
  kind: "taskId" | "graphId" | "roleArn", text: string | Uint8Array | ArrayBuffer, options?: RoleArnOptions,
): LinesCheck;

/**
 * A pattern as AWS publishes it.
 * @example const anchored = ({ source }: Pattern) => new RegExp(`^(?:${source})$`)
 */
export interface Pattern {
  /** The pattern verbatim. It describes the whole value, and has no anchors. */
  readonly source: string;
  /** The same for the `pattern` attribute of an HTML input. */
  readonly html: string;
  /** Which publication it is. */
  readonly revision: "documented" | "current";
  /** The page. */
  readonly page: string;
}

/**
 * The published patterns.
 * @example input.pattern = patterns.taskId.html
 */
export const patterns: {
  readonly taskId: Pattern;
  readonly graphId: Pattern;
  readonly roleArn: Pattern;
  readonly roleArnCurrent: Pattern;
};

/**
 * A Standard Schema v1 object, https://standardschema.dev.
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
 * The check of a task id, for libraries that take a Standard Schema.
 * @example createEnv({ server: { TASK_ID: taskIdSchema }, runtimeEnv: process.env })
 */
export const taskIdSchema: Schema<TaskId>;
/**
 * The check of a graph id, for libraries that take a Standard Schema.
 * @example graphIdSchema["~standard"].validate("g-0123456789")
 */
export const graphIdSchema: Schema<GraphId>;
/**
 * The check of a role ARN, as documented, for libraries that take a Standard Schema.
 * @example roleArnSchema["~standard"].validate("arn:aws:iam::123456789012:role/Import")
 */
export const roleArnSchema: Schema<RoleArn>;

// ---- build ---------------------------------------------------------------------------------------------------------

/**
 * Which task to cancel, under the AWS SDKs' name.
 * @example const input: CancelImportTaskInput = { taskIdentifier: "t-0123456789" }
 */
export interface CancelImportTaskInput {
  /** The id of the task. A plain string is checked. */
  readonly taskIdentifier: TaskId | string;
}

/**
 * Where a request goes, under the names of the AWS SDKs.
 * @example const config: RequestConfig = { region: "eu-west-1", useDualstackEndpoint: true, credentials }
 */
export interface RequestConfig {
  /** The region, such as `us-east-1`. Needed with a custom endpoint too. */
  readonly region: string;
  /** Another address: http or https, with a path if you like, without user info, query and fragment. */
  readonly endpoint?: string | { readonly href: string } | undefined;
  /** The host with FIPS 140 validated cryptography. Not with a custom endpoint. */
  readonly useFipsEndpoint?: boolean | undefined;
  /** The host that answers over IPv6 too. Not with a custom endpoint. */
  readonly useDualstackEndpoint?: boolean | undefined;
  /** Whose request it is. Without them it is not signed, and AWS refuses it. */
  readonly credentials?: Credentials | undefined;
  /**
   * When it is signed: a `Date` or milliseconds since 1970. AWS accepts a request for five minutes.
   * @default now
   */
  readonly date?: Date | number | undefined;
}

/**
 * An access key, under the names of the AWS SDKs. A provider function must be called first. Of the secret are kept a digest and the key that is
 * derived from it for the last day and region.
 * @example const credentials: Credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY }
 */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The token of temporary credentials. An empty one is none. */
  readonly sessionToken?: string | undefined;
  /** When they end: a `Date` or milliseconds since 1970. What has ended is refused. */
  readonly expiration?: Date | number | undefined;
}

/**
 * A request in the shape of the second argument of `fetch`.
 * @example const send = (request: CancelImportTaskRequest) => fetch(request.url, request)
 */
export interface CancelImportTaskRequest extends ImportTaskRequest {
  method: "DELETE";
}

/**
 * A request in the shape of the second argument of `fetch`.
 * @example const send = (request: ImportTaskRequest) => fetch(request.url, request)
 */
export interface ImportTaskRequest {
  method: "DELETE" | "GET";
  url: string;
  /** The headers to send; names in lower case. `host` is signed too, and comes from the URL. */
  headers: Record<string, string>;
  /** What is unusual about region, date or credentials; absent if nothing is. */
  warnings?: Issue[];
}

/**
 * The request to cancel an import task, signed if there are credentials.
 * @throws {InvalidInputError} if the id, the region, the endpoint, the credentials or the date cannot be used
 * @example
 * const credentials = { accessKeyId, secretAccessKey, sessionToken }
 * const request = cancelImportTaskRequest({ taskIdentifier: "t-0123456789" }, { region: "us-east-1", credentials })
 * const response = await fetch(request.url, request)
 */
export function cancelImportTaskRequest(input: CancelImportTaskInput, config: RequestConfig): CancelImportTaskRequest;

/**
 * Which task to look at, under the AWS SDKs' name.
 * @example const input: GetImportTaskInput = { taskIdentifier: "t-0123456789" }
 */
export interface GetImportTaskInput {
  /** The id of the task. A plain string is checked. */
  readonly taskIdentifier: TaskId | string;
}

/**
 * Which tasks to list, under the AWS SDKs' names.
 * @example const input: ListImportTasksInput = { graphIdentifier: "g-0123456789", maxResults: 25 }
 */
export interface ListImportTasksInput {
  /** Only the tasks of this graph. A plain string is checked. */
  readonly graphIdentifier?: GraphId | string | undefined;
  /** The most tasks of a page, 1 to 100. */
  readonly maxResults?: number | undefined;
  /** Where to go on: the token of the page before. */
  readonly nextToken?: string | undefined;
}

/**
 * The request to look at an import task, signed if there are credentials.
 * @throws {InvalidInputError} like {@link cancelImportTaskRequest}
 * @example const request = getImportTaskRequest({ taskIdentifier: "t-0123456789" }, { region: "us-east-1", credentials })
 */
export function getImportTaskRequest(input: GetImportTaskInput, config: RequestConfig): ImportTaskRequest;
/**
 * The request for a page of import tasks, signed if there are credentials.
 * @throws {InvalidInputError} like {@link cancelImportTaskRequest}
 * @example const request = listImportTasksRequest({ maxResults: 25 }, { region: "us-east-1", credentials })
 */
export function listImportTasksRequest(input: ListImportTasksInput | undefined, config: RequestConfig): ImportTaskRequest;

/**
 * A signed request, and what was signed, stage by stage.
 * @example const explanation: RequestExplanation = explainRequest({ taskIdentifier }, { region, credentials })
 */
export interface RequestExplanation {
  request: CancelImportTaskRequest;
  /** The request as AWS rebuilds it. Holds the session token, if there is one. */
  canonicalRequest: string;
  /** Algorithm, time, scope, and the digest of the canonical request. */
  stringToSign: string;
  /** What the signature is good for: `20150830/us-east-1/neptune-graph/aws4_request`. */
  scope: string;
  /** The names of the signed headers: `host;x-amz-date`. */
  signedHeaders: string;
  /** 64 hexadecimal digits. */
  signature: string;
}

/**
 * The signed request with what was signed.
 * @throws {InvalidInputError} like {@link cancelImportTaskRequest}, and without credentials
 * @example console.log(explainRequest({ taskIdentifier }, { region, credentials }).canonicalRequest)
 */
export function explainRequest(
  input: CancelImportTaskInput, config: RequestConfig & { readonly credentials: Credentials },
): RequestExplanation;

/**
 * Where AWS's idea of a request differs from what was signed.
 * @example const sentence = ({ line, cause }: SignatureMismatch) => `line ${line}: ${cause}`
 */
export interface SignatureMismatch {
  /** Which of the two texts. */
  readonly text: "canonicalRequest" | "stringToSign";
  /** The first line of it that differs, from 1; 0 if none does. */
  readonly line: number;
  /** The first character of the line that differs, from 0. */
  readonly index: number;
  /** The line that was signed. In place of a session token stands its length. */
  readonly ours: string;
  /** The line that AWS expected; empty where its message does not say. */
  readonly theirs: string;
  /** What it comes from, in words. */
  readonly cause: string;
}

/**
 * What AWS's answer to a refused signature says about the request. Nothing if it is about something else.
 * @param errorBody the body of the answer, its message, or the {@link ServiceError} that was read from it
 * @param explanation what {@link explainRequest} returned for the request that was refused
 * @throws {InvalidInputError} if an argument is none of these
 * @example
 * const mismatch = explainSignatureMismatch(await response.text(), explanation)
 * if (mismatch) console.log(mismatch.cause)
 */
export function explainSignatureMismatch(
  errorBody: string | { readonly message?: string; readonly Message?: string },
  explanation: Pick<RequestExplanation, "canonicalRequest" | "stringToSign">,
): SignatureMismatch | undefined;

// ---- read ----------------------------------------------------------------------------------------------------------

/**
 * A response as it came: of `fetch`, or of any other HTTP client.
 * @example const response: HttpResponse = { status: 409, headers: {}, body: '{"message":"already finished"}' }
 */
export interface HttpResponse {
  /** The status code. */
  readonly status: number;
  /** `Headers`, a `Map`, pairs of name and value, or a plain object. */
  readonly headers:
    | Iterable<readonly [string, string]>
    | { readonly [name: string]: string | number | readonly string[] | undefined }
    | { forEach(each: (value: string, name: string) => void): void };
  /** The whole body: with `fetch`, `await response.text()`. */
  readonly body: string | Uint8Array | ArrayBuffer | null;
}

/**
 * What is known of an answer besides its content, under the AWS SDKs' name.
 * @example const log = ({ httpStatusCode, requestId }: ResponseMetadata) => `${httpStatusCode} ${requestId ?? "-"}`
 */
export interface ResponseMetadata {
  /** The status code. */
  readonly httpStatusCode: number;
  /** The id under which AWS finds the request in its logs. */
  readonly requestId?: string;
}

/**
 * Where an import task is in its life. The service adds values now and then.
 * @example const isOver = (status: ImportTaskStatus) => ["SUCCEEDED", "FAILED", "CANCELLED", "DELETED"].includes(status)
 */
export type ImportTaskStatus = Open<
  | "INITIALIZING" | "EXPORTING" | "ANALYZING_DATA" | "IMPORTING" | "REPROVISIONING" | "ROLLING_BACK" | "SUCCEEDED"
  | "FAILED" | "CANCELLING" | "CANCELLED" | "DELETED"
>;

/**
 * The task as it is after the request. Status `CANCELLING` means that it has been told to stop.
 * @example const task: CancelImportTaskOutput = parseCancelImportTaskResponse({ status, headers, body })
 */
export interface CancelImportTaskOutput extends ImportTaskSummary {
  $metadata: ResponseMetadata;
}

/**
 * What all answers tell of an import task.
 * @example const line = ({ taskId, status, source }: ImportTaskSummary) => `${taskId} ${status} ${source}`
 */
export interface ImportTaskSummary {
  taskId: string;
  /** An Amazon S3 path, or a Neptune Database endpoint or snapshot. */
  source: string;
  roleArn: string;
  status: ImportTaskStatus;
  graphId?: string;
  format?: Open<"CSV" | "OPEN_CYPHER" | "PARQUET" | "NTRIPLES">;
  parquetType?: Open<"COLUMNAR">;
}

/**
 * How far an import is. The service may leave these as they were when a task ends: the status of the task is what counts.
 * @example const line = ({ progressPercentage = 0, errorCount = 0 }: ImportTaskDetails) => `${progressPercentage} %, ${errorCount} errors`
 */
export interface ImportTaskDetails {
  status?: string;
  startTime?: Date;
  /** Seconds. */
  timeElapsedSeconds?: number;
  /** 0 to 100. */
  progressPercentage?: number;
  /** Errors in the data. */
  errorCount?: number;
  errorDetails?: string;
  statementCount?: number;
  dictionaryEntryCount?: number;
}

/**
 * The task as it is now. What is not of the service model's type beyond the members of every task is left out, with a warning.
 * @example const task: GetImportTaskOutput = await getImportTask({ taskIdentifier }, { region, credentials })
 */
export interface GetImportTaskOutput extends ImportTaskSummary {
  importTaskDetails?: ImportTaskDetails;
  importOptions?: {
    neptune: {
      s3ExportPath?: string;
      s3ExportKmsKeyId?: string;
      preserveDefaultVertexLabels?: boolean;
      preserveEdgeIds?: boolean;
    };
  };
  /** The number of the attempt to import, from 1. */
  attemptNumber?: number;
  /** Why the task is in its status. */
  statusReason?: string;
  $metadata: ResponseMetadata;
}

/**
 * A page of tasks.
 * @example const ids = (page: ListImportTasksOutput) => page.tasks.map(({ taskId }) => taskId)
 */
export interface ListImportTasksOutput {
  tasks: ImportTaskSummary[];
  /** Where the next page begins, if there is one. */
  nextToken?: string;
  $metadata: ResponseMetadata;
}

/**
 * What a response turned out to be.
 * @example const status = (read: ResponseCheck) => (read.ok ? read.value.status : read.error.name)
 */
export type ResponseCheck<Output = CancelImportTaskOutput> =
  | { readonly ok: true; readonly value: Output; readonly warnings: readonly Issue[] }
  | { readonly ok: false; readonly error: ServiceError | UnreadableResponseError };

/**
 * The output in a response.
 * @throws {ServiceError} if the service refused the request
 * @throws {UnreadableResponseError} if it accepted it and the answer makes no sense
 * @throws {InvalidInputError} if the argument is no response
 * @example
 * const { status, headers } = response
 * const task = parseCancelImportTaskResponse({ status, headers, body: await response.text() })
 */
export function parseCancelImportTaskResponse(response: HttpResponse): CancelImportTaskOutput;
/**
 * The output in a response, or the error that it is, as a value.
 * @throws {InvalidInputError} if the argument is no response
 * @example
 * const read = checkCancelImportTaskResponse({ status: 200, headers: {}, body: "" })
 * if (!read.ok) console.log(read.error.name) // "UnreadableResponseError"
 */
export function checkCancelImportTaskResponse(response: HttpResponse): ResponseCheck;
/**
 * The task in a response to GetImportTask.
 * @throws like {@link parseCancelImportTaskResponse}
 * @example const { importTaskDetails } = parseGetImportTaskResponse({ status, headers, body })
 */
export function parseGetImportTaskResponse(response: HttpResponse): GetImportTaskOutput;
/**
 * The task in a response to GetImportTask, or the error that it is, as a value.
 * @throws {InvalidInputError} if the argument is no response
 * @example const read = checkGetImportTaskResponse({ status, headers, body })
 */
export function checkGetImportTaskResponse(response: HttpResponse): ResponseCheck<GetImportTaskOutput>;
/**
 * The page in a response to ListImportTasks.
 * @throws like {@link parseCancelImportTaskResponse}
 * @example const { tasks, nextToken } = parseListImportTasksResponse({ status, headers, body })
 */
export function parseListImportTasksResponse(response: HttpResponse): ListImportTasksOutput;
/**
 * The page in a response to ListImportTasks, or the error that it is, as a value.
 * @throws {InvalidInputError} if the argument is no response
 * @example const read = checkListImportTasksResponse({ status, headers, body })
 */
export function checkListImportTasksResponse(response: HttpResponse): ResponseCheck<ListImportTasksOutput>;

// ---- send ----------------------------------------------------------------------------------------------------------

/**
 * What is needed of `AbortSignal`.
 * @example const options = { region: "us-east-1", signal: AbortSignal.timeout(60_000) }
 */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/**
 * What is needed of `fetch`.
 * @example const options = { region: "us-east-1", fetch: createFakeService().fetch }
 */
export type FetchLike = (url: string, init: {
  readonly method: string;
  readonly headers: Record<string, string>;
  // The runtime's own, which no two sets of types agree on.
  readonly signal: never;
  readonly redirect: "manual";
}) => Promise<{ readonly status: number; readonly headers: HttpResponse["headers"]; text(): Promise<string> }>;

/**
 * How requests are sent. All times are milliseconds.
 * @example const options: ClientOptions = { region: "eu-west-1", credentials: fromNodeProviderChain() }
 */
export interface ClientOptions extends Omit<RequestConfig, "credentials" | "date"> {
  /**
   * Whose requests they are, or a function that says so: it is asked before the first request, and again when less than five
   * minutes are left of what it has said. Providers of the AWS SDK are such functions. Without them requests are not signed.
   */
  readonly credentials?: Credentials | (() => Credentials | Promise<Credentials>) | undefined;
  /**
   * What sends them.
   * @default globalThis.fetch
   */
  readonly fetch?: FetchLike | undefined;
  /** Ends it. Once it is aborted nothing is sent any more. */
  readonly signal?: AbortSignalLike | undefined;
  /**
   * How often each request is sent at most.
   * @default 3
   */
  readonly maxAttempts?: number | undefined;
  /**
   * How long to wait for an answer before a request counts as failed.
   * @default 30000
   */
  readonly attemptTimeout?: number | undefined;
  /**
   * How long all of it may take.
   * @default an hour for `cancelAndWait`, else as long as it takes
   */
  readonly maxWait?: number | undefined;
}

/**
 * How a task is watched. All times are milliseconds.
 * @example const options: WatchOptions = { region: "us-east-1", credentials, pollInterval: 10_000 }
 */
export interface WatchOptions extends ClientOptions {
  /**
   * How long to wait between two looks at the task: always the same, or half as long again each time.
   * @default { first: 5000, longest: 60000 }
   */
  readonly pollInterval?: number | { readonly first: number; readonly longest: number } | undefined;
  /** Called after each answer, and after each that did not come. What it throws is the result. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * What is known of a task on the way.
 * @example const line = ({ status, percent = 0 }: Progress) => `${status ?? "?"} ${percent} %`
 */
export interface Progress {
  /** The task as it was seen last. */
  readonly task?: GetImportTaskOutput;
  readonly status?: ImportTaskStatus;
  /** How much is done, 0 to 100, as the service says. */
  readonly percent?: number;
  /** For how many seconds the import has been going on, as the service says. */
  readonly elapsed?: number;
  /** Errors in the data, as the service says. */
  readonly errorCount?: number;
  /** Requests that were sent. */
  readonly attempts: number;
  /** Milliseconds since the call. */
  readonly waited: number;
  /** Milliseconds until the next request; absent if there is none. */
  readonly nextIn?: number;
  /** What the last request has failed with, if it has. */
  readonly error?: ServiceError | UnreadableResponseError | NetworkError;
}

/**
 * What was learned, once or several times in a row.
 * @example const line = ({ since, operation, status, error }: HistoryEntry) => `${since} ms ${operation} ${status ?? error}`
 */
export interface HistoryEntry {
  readonly operation: "CancelImportTask" | "GetImportTask" | "ListImportTasks";
  /** The status of the task, if there was an answer about one. */
  readonly status?: ImportTaskStatus;
  /** The name of the error, if it was one. */
  readonly error?: string;
  readonly httpStatusCode?: number;
  /** The id of the last request. */
  readonly requestId?: string;
  /** When it was learned first, in milliseconds since the call. */
  readonly since: number;
  /** When it was learned last. */
  readonly until: number;
  /** How often. */
  readonly times: number;
}

/**
 * What became of a task that was to be cancelled.
 * @example if ((await cancelAndWait({ taskIdentifier }, options)).outcome === "finished-first") console.log("the data is in")
 */
export interface CancelAndWaitResult {
  /**
   * `cancelled`: it was seen CANCELLED. `already-cancelled`: so it was, by someone else. `finished-first`, `failed-first`: it
   * ended as SUCCEEDED or FAILED before the cancel took effect. `gone`: there is no such task, or no longer. `timed-out`: the
   * time of `maxWait` is up, and the cancel may still take effect. `aborted`: by the signal; the cancel is not taken back.
   */
  readonly outcome:
    | "cancelled" | "finished-first" | "failed-first" | "already-cancelled" | "gone" | "timed-out" | "aborted";
  /** The task as it was seen last, if it was. */
  readonly task?: GetImportTaskOutput;
  /** Requests that were sent. */
  readonly attempts: number;
  /** What was learned, in order. */
  readonly history: readonly HistoryEntry[];
}

/**
 * Tells the service to cancel a task. Resolves when it has accepted that, which is before the task has stopped.
 * @throws {ServiceError} if the service refuses it
 * @throws {UnreadableResponseError} if its answer makes no sense
 * @throws {NetworkError} if there is no answer
 * @throws {TimeoutError} if the time of `maxWait` is up
 * @throws {InvalidInputError} if an argument is wrong, before anything is sent, or if credentials cannot be used
 * @throws what a provider of credentials throws
 * @throws the reason of the signal, if it is aborted
 * @example const task = await cancelImportTask({ taskIdentifier: "t-0123456789" }, { region: "us-east-1", credentials })
 */
export function cancelImportTask(input: CancelImportTaskInput, options: ClientOptions): Promise<CancelImportTaskOutput>;
/**
 * Looks at a task.
 * @throws like {@link cancelImportTask}
 * @example const { status, importTaskDetails } = await getImportTask({ taskIdentifier }, { region, credentials })
 */
export function getImportTask(input: GetImportTaskInput, options: ClientOptions): Promise<GetImportTaskOutput>;
/**
 * Goes through the tasks, page by page.
 * @throws like {@link cancelImportTask}; and {@link UnreadableResponseError} if the same token comes twice
 * @example for await (const { tasks } of listImportTasks({}, { region, credentials })) console.log(tasks)
 */
export function listImportTasks(
  input: ListImportTasksInput | undefined, options: ClientOptions,
): AsyncGenerator<ListImportTasksOutput, void, undefined>;
/**
 * Watches a task until it has come to its end, whatever that is. Yields what is known after each look.
 * @throws like {@link cancelImportTask}. A failure that passes does not end it; 400, 403 and 404 do, at once
 * @example
 * for await (const { status, percent } of watchImportTask({ taskIdentifier }, { region, credentials })) console.log(status, percent)
 */
export function watchImportTask(
  input: GetImportTaskInput, options: WatchOptions,
): AsyncGenerator<Progress & { readonly task: GetImportTaskOutput; readonly status: ImportTaskStatus }, void, undefined>;
/**
 * Cancels a task, and waits until it is known what has become of it.
 * @throws {ServiceError} if the service refuses the cancel of a task that goes on, or to show the task
 * @throws {UnreadableResponseError} if an answer makes no sense
 * @throws {NetworkError} if there is no answer
 * @throws {InvalidInputError} if an argument is wrong, before anything is sent, or if credentials cannot be used
 * @throws what a provider of credentials throws
 * @example
 * const { outcome } = await cancelAndWait({ taskIdentifier: "t-0123456789" }, { region: "us-east-1", credentials })
 */
export function cancelAndWait(input: CancelImportTaskInput, options: WatchOptions): Promise<CancelAndWaitResult>;

/**
 * An argument is not what it must be.
 * @example try { parseTaskId("x") } catch (error) { if (error instanceof InvalidInputError) console.log(error.issue) }
 */
export class InvalidInputError extends Error {
  constructor(issue: Issue);
  readonly name: "InvalidInputError";
  /** What, where, and what was expected. */
  readonly issue: Issue;
}

/**
 * The service refused the request, or whatever answered in its place.
 * @example if (error instanceof ServiceError && error.$retryable) await tryAgain()
 */
export class ServiceError extends Error {
  constructor(members: Pick<ServiceError, "name" | "message" | "$metadata" | "$fault"> & Partial<ServiceError>);
  /** The error's name at AWS; `Unknown` where the answer names none. */
  readonly name: Open<
    | "AccessDeniedException" | "ConflictException" | "InternalServerException" | "ResourceNotFoundException"
    | "ThrottlingException" | "ValidationException" | "Unknown"
  >;
  /** The service's finer distinction. */
  readonly reason?: Open<"CONCURRENT_MODIFICATION" | "CONSTRAINT_VIOLATION" | "ILLEGAL_ARGUMENT" | "BAD_REQUEST">;
  readonly $metadata: ResponseMetadata;
  /** Whose fault it is. */
  readonly $fault: "client" | "server";
  /** Present if trying again can help. */
  readonly $retryable?: { readonly throttling: boolean };
  /** The beginning of the body, where no message could be read from it. */
  readonly excerpt?: string;
  /** Where it comes from a function that sends: how many requests were sent. */
  readonly attempts?: number;
  /** Likewise: what was learned before. */
  readonly history?: readonly HistoryEntry[];
  /** Likewise: the task as it was seen last. */
  readonly task?: GetImportTaskOutput;
}

/**
 * The service accepted the request, but its answer makes no sense. Whether the task is being cancelled is unknown.
 * @example if (error instanceof UnreadableResponseError) console.log(error.reason, error.excerpt)
 */
export class UnreadableResponseError extends Error {
  constructor(members: Pick<UnreadableResponseError, "message" | "reason" | "$metadata" | "excerpt">);
  readonly name: "UnreadableResponseError";
  readonly reason: "empty_body" | "not_json" | "not_an_object" | "missing_member" | "wrong_type" | "repeated_token";
  readonly $metadata: ResponseMetadata;
  /** The beginning of the body. */
  readonly excerpt: string;
  /** Where it comes from a function that sends: how many requests were sent. */
  readonly attempts?: number;
  /** Likewise: what was learned before. */
  readonly history?: readonly HistoryEntry[];
  /** Likewise: the task as it was seen last. */
  readonly task?: GetImportTaskOutput;
}

/**
 * There was no answer: the connection could not be had, broke, or took too long. Whether the service has got the request is
 * unknown. In a browser a service that does not allow the page to see its answers looks like this too. `cause` is what `fetch`
 * has thrown.
 * @example if (error instanceof NetworkError) console.log(error.attempts, error.cause)
 */
export class NetworkError extends Error {
  constructor(members: { readonly message: string; readonly cause?: unknown } & Partial<Pick<NetworkError, "attempts" | "history" | "task">>);
  readonly name: "NetworkError";
  readonly cause?: unknown;
  /** How many requests were sent. */
  readonly attempts?: number;
  /** What was learned before. */
  readonly history?: readonly HistoryEntry[];
  /** The task as it was seen last. */
  readonly task?: GetImportTaskOutput;
}

/**
 * The time of `maxWait` is up.
 * @example if (error instanceof TimeoutError) console.log(error.history)
 */
export class TimeoutError extends Error {
  constructor(members: { readonly message: string } & Partial<Pick<TimeoutError, "attempts" | "history" | "task">>);
  readonly name: "TimeoutError";
  /** How many requests were sent. */
  readonly attempts?: number;
  /** What was learned before. */
  readonly history?: readonly HistoryEntry[];
  /** The task as it was seen last. */
  readonly task?: GetImportTaskOutput;
}

/**
 * Compiles the WebAssembly off the main thread. Nobody has to call this: the first call of any function compiles it too.
 * @param module the `WebAssembly.Module` of `dist/neptune.wasm`, for who has compiled it already
 * @example await init()
 * @example await init(await WebAssembly.compileStreaming(fetch("/neptune.wasm")))
 */
export function init(module?: object): Promise<void>;
