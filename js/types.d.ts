// The types of what the WebAssembly exports. The crate includes this file in the declarations that wasm-bindgen writes; the npm
// entries build on it.

/** The brand of a validated string: a plain `string` is not assignable to the type. */
declare const validated: unique symbol;

/**
 * A validated import or export task ID: `t-` and ten characters a-z or 0-9.
 * @example const id: TaskId = parseTaskId("t-0123456789")
 */
export type TaskId = string & { readonly [validated]: "TaskId" };
/**
 * A validated graph ID: `g-` and ten characters a-z or 0-9.
 * @example const id: GraphId = parseGraphId("g-0123456789")
 */
export type GraphId = string & { readonly [validated]: "GraphId" };
/**
 * A validated ARN of an IAM role.
 * @example const arn: RoleArn = parseRoleArn("arn:aws:iam::123456789012:role/Import")
 */
export type RoleArn = string & { readonly [validated]: "RoleArn" };

/** One of the known values, or any other string: the service adds values from time to time. */
type Open<Known extends string> = Known | (string & {});

// ---- validation ----------------------------------------------------------------------------------------------------

/**
 * What is wrong with a value, or unusual about it.
 * @example const marked = (value: string, issue: Issue) => `${value}\n${" ".repeat(issue.index)}^ ${issue.message}`
 */
export interface Issue {
  /** Identifies the kind of issue. Codes are stable, the wording of the other members is not. */
  readonly code: Open<
    | "wrong_type" | "missing" | "empty" | "unexpected_character" | "too_short" | "too_long" | "not_allowed" | "unknown_option"
    | "invalid_configuration" | "expired" | "surrounding_space" | "unlikely_date" | "unlikely_endpoint" | "unknown_value" | "control_character" | "unpaired_surrogate" | "empty_role_name"
  >;
  /** The kind of value: `task id`, `role ARN`, `region`. */
  readonly subject: string;
  /** The part of the value that the issue is about: `suffix`, `account id`. */
  readonly part: string;
  /** The position in UTF-16 code units: `value.slice(0, index)` is valid so far. */
  readonly index: number;
  /** What is allowed at this position. */
  readonly expected: string;
  /** What is at this position, absent where the value ends; or the type of a value of the wrong type. */
  readonly found?: string;
  /** The issue in one technical line, with the position counted from 0. */
  readonly message: string;
  /** The same for people who fill in forms, in one to three sentences. Positions are counted from 1. */
  readonly explanation: string;
  /** The probable mistake. */
  readonly hint?: string;
  /** A valid value that was probably meant. */
  readonly suggestion?: string;
}

/**
 * The result of a check.
 * @example const sentence = (checked: Check<TaskId>) => (checked.ok ? "valid" : checked.issue.message)
 */
export type Check<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Issue[]; readonly issue?: undefined }
  | { readonly ok: false; readonly issue: Issue; readonly value?: undefined; readonly warnings?: undefined };

/**
 * Which role ARNs are valid.
 * @example const options: RoleArnOptions = { revision: "current" }
 */
export interface RoleArnOptions {
  /**
   * The published pattern that applies. `documented` is the pattern on the page of `CancelImportTask`: it rejects role paths except
   * `service-role/`, and accepts an empty role name. `current` is the pattern of the newest service model: it accepts role paths, and
   * rejects an empty role name.
   * @default "documented"
   */
  readonly revision?: "documented" | "current" | undefined;
}

/**
 * Returns whether `x` is a task ID.
 * @example isTaskId("t-0123456789") // true
 */
export function isTaskId(x: unknown): x is TaskId;
/**
 * Returns whether `x` is a graph ID.
 * @example isGraphId("g-0123456789") // true
 */
export function isGraphId(x: unknown): x is GraphId;
/**
 * Returns whether `x` is a role ARN; `false` if the options are invalid. A number in their place is ignored, so that array methods, which
 * pass an index, can call it.
 * @example isRoleArn("arn:aws:iam::123456789012:role/Import") // true
 */
export function isRoleArn(x: unknown, options?: RoleArnOptions): x is RoleArn;

/**
 * Returns `x` if it is a task ID.
 * @throws {InvalidInputError} otherwise
 * @example const id = parseTaskId(input.value)
 */
export function parseTaskId(x: unknown): TaskId;
/**
 * Returns `x` if it is a graph ID.
 * @throws {InvalidInputError} otherwise
 * @example const id = parseGraphId(input.value)
 */
export function parseGraphId(x: unknown): GraphId;
/**
 * Returns `x` if it is a role ARN.
 * @throws {InvalidInputError} otherwise
 * @example const arn = parseRoleArn(input.value, { revision: "current" })
 */
export function parseRoleArn(x: unknown, options?: RoleArnOptions): RoleArn;

/**
 * Checks a task ID and describes what is wrong with it. Never throws.
 * @example
 * const checked = checkTaskId(input.value)
 * if (!checked.ok) console.log(checked.issue.message)
 */
export function checkTaskId(x: unknown): Check<TaskId>;
/**
 * Checks a graph ID and describes what is wrong with it. Never throws.
 * @example checkGraphId("g-012345678").ok // false
 */
export function checkGraphId(x: unknown): Check<GraphId>;
/**
 * Checks a role ARN and describes what is wrong with it or unusual about it. Never throws.
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
  /** The role path, with a `/` at both ends; `/` if the role has none. */
  readonly path: string;
  readonly roleName: string;
}

/**
 * Splits a role ARN that is valid under either revision.
 * @throws {InvalidInputError} if it is valid under neither
 * @example roleArnParts(parseRoleArn("arn:aws:iam::123456789012:role/Import")).roleName // "Import"
 */
export function roleArnParts(arn: RoleArn | string): RoleArnParts;

/**
 * The result of {@link checkLines}.
 * @example const first = ({ issues }: LinesCheck) => issues[0] && `line ${issues[0].line}: ${issues[0].issue.message}`
 */
export interface LinesCheck {
  /** The number of lines. */
  readonly lines: number;
  /** The number of valid lines. */
  readonly valid: number;
  /** The invalid lines. Line numbers start at 1. */
  readonly issues: readonly { readonly line: number; readonly issue: Issue }[];
}

/**
 * Checks one value per line. A line ends at `\n` or `\r\n`. A line end at the end of `text` does not start another line. An empty line is
 * invalid.
 * @throws {InvalidInputError} if the kind or the revision is unknown, or `text` is neither a string nor bytes
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
  /** The pattern as AWS publishes it. It has no anchors, and describes the whole value. */
  readonly source: string;
  /** The same pattern for the `pattern` attribute of an HTML input, which is compiled with the flag `v`. */
  readonly html: string;
  /** Where the pattern is published: `documented` on the documentation page, `current` in the newest service model. */
  readonly revision: "documented" | "current";
  /** The URL of the documentation page of the operation. */
  readonly page: string;
  /** The first characters of every value: `t-` or `g-`. Absent for role ARNs. */
  readonly prefix?: string;
  /** The number of characters of every value, including the prefix. Absent for role ARNs. */
  readonly length?: number;
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

// ---- requests ------------------------------------------------------------------------------------------------------

/**
 * The task to cancel, with the member names of the AWS SDKs.
 * @example const input: CancelImportTaskInput = { taskIdentifier: "t-0123456789" }
 */
export interface CancelImportTaskInput {
  /** The task ID. A plain string is validated. */
  readonly taskIdentifier: TaskId | string;
}

/**
 * The task to get, with the member names of the AWS SDKs.
 * @example const input: GetImportTaskInput = { taskIdentifier: "t-0123456789" }
 */
export interface GetImportTaskInput {
  /** The task ID. A plain string is validated. */
  readonly taskIdentifier: TaskId | string;
}

/**
 * The tasks to list, with the member names of the AWS SDKs.
 * @example const input: ListImportTasksInput = { graphIdentifier: "g-0123456789", maxResults: 25 }
 */
export interface ListImportTasksInput {
  /** Lists the tasks of this graph only. A plain string is validated. */
  readonly graphIdentifier?: GraphId | string | undefined;
  /** The maximum number of tasks per page, 1 to 100. */
  readonly maxResults?: number | undefined;
  /** The pagination token of the previous page. */
  readonly nextToken?: string | undefined;
}

/**
 * The export task to cancel, with the member names of the AWS SDKs.
 * @example const input: CancelExportTaskInput = { taskIdentifier: "t-0123456789" }
 */
export interface CancelExportTaskInput {
  /** The task ID. A plain string is validated. */
  readonly taskIdentifier: TaskId | string;
}

/**
 * The endpoint and the credentials of a request, with the option names of the AWS SDKs.
 * @example const config: RequestConfig = { region: "eu-west-1", useDualstackEndpoint: true, credentials }
 */
export interface RequestConfig {
  /** The region, such as `us-east-1`. Required with a custom endpoint too, because it is part of the signature. */
  readonly region: string;
  /** A custom endpoint: an http or https URL, optionally with a base path, without user info, query or fragment. */
  readonly endpoint?: string | { readonly href: string } | undefined;
  /** Uses the endpoint with FIPS 140 validated cryptography. Not allowed with a custom endpoint. */
  readonly useFipsEndpoint?: boolean | undefined;
  /** Uses the endpoint that supports IPv4 and IPv6. Not allowed with a custom endpoint. */
  readonly useDualstackEndpoint?: boolean | undefined;
  /** The credentials to sign with. Without them the request is not signed, and AWS rejects it. */
  readonly credentials?: Credentials | undefined;
  /**
   * The signing time: a `Date` or milliseconds since 1970. AWS accepts a request for five minutes.
   * @default now
   */
  readonly date?: Date | number | undefined;
}

/**
 * An access key, with the member names of the AWS SDKs. Call a credentials provider first, and pass its result. The memory of the WebAssembly
 * keeps a digest of the secret access key, and the signing key for the last day and region, but not the secret access key.
 * @example const credentials: Credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY }
 */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The session token of temporary credentials. An empty string means none. */
  readonly sessionToken?: string | undefined;
  /**
   * The expiration time: a `Date`, milliseconds since 1970, or a string in ISO 8601 with a time zone. Functions that only build a request
   * reject expired credentials. Functions of the client send them.
   */
  readonly expiration?: Date | number | string | undefined;
}

/**
 * A request, usable as the second argument of `fetch`.
 * @example const send = (request: TaskRequest) => fetch(request.url, request)
 */
export interface TaskRequest {
  method: "DELETE" | "GET";
  url: string;
  /** The headers to send, with lower-case names. `host` is signed too, but not included: the HTTP client derives it from the URL. */
  headers: Record<string, string>;
  /** What is unusual about the region, the date or the credentials; absent if nothing is. */
  warnings?: Issue[];
}

/**
 * A request about an import task.
 * @example const send = (request: ImportTaskRequest) => fetch(request.url, request)
 */
export type ImportTaskRequest = TaskRequest;

/**
 * A request of {@link cancelImportTaskRequest}.
 * @example const send = (request: CancelImportTaskRequest) => fetch(request.url, request)
 */
export interface CancelImportTaskRequest extends TaskRequest {
  method: "DELETE";
}

/**
 * A request of {@link cancelExportTaskRequest}.
 * @example const send = (request: CancelExportTaskRequest) => fetch(request.url, request)
 */
export interface CancelExportTaskRequest extends TaskRequest {
  method: "DELETE";
}

/**
 * Builds a `CancelImportTask` request, signed if there are credentials.
 * @throws {InvalidInputError} if the task ID, the region, the endpoint, the credentials or the date is invalid
 * @example
 * const credentials = { accessKeyId, secretAccessKey, sessionToken }
 * const request = cancelImportTaskRequest({ taskIdentifier: "t-0123456789" }, { region: "us-east-1", credentials })
 * const response = await fetch(request.url, request)
 */
export function cancelImportTaskRequest(input: CancelImportTaskInput, config: RequestConfig): CancelImportTaskRequest;
/**
 * Builds a `GetImportTask` request, signed if there are credentials.
 * @throws {InvalidInputError} like {@link cancelImportTaskRequest}
 * @example const request = getImportTaskRequest({ taskIdentifier: "t-0123456789" }, { region: "us-east-1", credentials })
 */
export function getImportTaskRequest(input: GetImportTaskInput, config: RequestConfig): ImportTaskRequest;
/**
 * Builds a `ListImportTasks` request for one page, signed if there are credentials.
 * @throws {InvalidInputError} like {@link cancelImportTaskRequest}
 * @example const request = listImportTasksRequest({ maxResults: 25 }, { region: "us-east-1", credentials })
 */
export function listImportTasksRequest(input: ListImportTasksInput | undefined, config: RequestConfig): ImportTaskRequest;
/**
 * Builds a `CancelExportTask` request, signed if there are credentials.
 * @throws {InvalidInputError} like {@link cancelImportTaskRequest}
 * @example const request = cancelExportTaskRequest({ taskIdentifier: "t-0123456789" }, { region: "us-east-1", credentials })
 */
export function cancelExportTaskRequest(input: CancelExportTaskInput, config: RequestConfig): CancelExportTaskRequest;

/**
 * A signed request, and each step of its signature.
 * @example const explanation: RequestExplanation = explainRequest({ taskIdentifier }, { region, credentials })
 */
export interface RequestExplanation {
  request: CancelImportTaskRequest;
  /** The canonical request. Includes the session token, if there is one. */
  canonicalRequest: string;
  /** Algorithm, time, credential scope, and the digest of the canonical request. */
  stringToSign: string;
  /** The credential scope: `20150830/us-east-1/neptune-graph/aws4_request`. */
  scope: string;
  /** The names of the signed headers: `host;x-amz-date`. */
  signedHeaders: string;
  /** 64 hexadecimal digits. */
  signature: string;
}

/**
 * Builds a signed `CancelImportTask` request, and returns it with each step of the signature.
 * @throws {InvalidInputError} like {@link cancelImportTaskRequest}; also if there are no credentials
 * @example console.log(explainRequest({ taskIdentifier }, { region, credentials }).canonicalRequest)
 */
export function explainRequest(
  input: CancelImportTaskInput, config: RequestConfig & { readonly credentials: Credentials },
): RequestExplanation;

/**
 * The first difference between the request that was signed and the one that AWS received.
 * @example const sentence = ({ line, cause }: SignatureMismatch) => `line ${line}: ${cause}`
 */
export interface SignatureMismatch {
  /** The string that differs. */
  readonly text: "canonicalRequest" | "stringToSign";
  /** The number of the first line that differs, from 1. 0 if no line differs, which means that the secret access key is wrong. */
  readonly line: number;
  /** The index of the first character in that line that differs, from 0. */
  readonly index: number;
  /** The line that was signed; empty if `line` is 0. A session token is replaced by its length. */
  readonly ours: string;
  /** The line that AWS expected; empty if its message does not contain it. */
  readonly theirs: string;
  /** The probable cause, in words. */
  readonly cause: string;
}

/**
 * Explains an error response about a signature. Returns `undefined` for any other error, and if the message is truncated or cannot be
 * unescaped.
 * @param errorBody the response body as a string or bytes, its message, a log line or an object that contains it, or the {@link ServiceError} that was read from it.
 *   JSON (also JSON in JSON), literal `\n`, HTML entities and a uniform indentation are unescaped
 * @param explanation the result of {@link explainRequest} for the rejected request
 * @throws {InvalidInputError} if an argument is of another type
 * @example
 * const mismatch = explainSignatureMismatch(await response.text(), explanation)
 * if (mismatch) console.log(mismatch.cause)
 */
export function explainSignatureMismatch(
  errorBody: string | object,
  explanation: Pick<RequestExplanation, "canonicalRequest" | "stringToSign">,
): SignatureMismatch | undefined;

// ---- responses -----------------------------------------------------------------------------------------------------

/**
 * A response of `fetch` or of any other HTTP client.
 * @example const response: HttpResponse = { status: 409, headers: {}, body: '{"message":"already finished"}' }
 */
export interface HttpResponse {
  /** The HTTP status code. */
  readonly status: number;
  /** `Headers`, a `Map`, pairs of name and value, or a plain object. */
  readonly headers:
    | Iterable<readonly [string, string]>
    | { readonly [name: string]: string | number | readonly string[] | undefined }
    | { forEach(each: (value: string, name: string) => void): void };
  /** The complete body: with `fetch`, `await response.text()`. A body of more than 16 MiB is not parsed. */
  readonly body: string | Uint8Array | ArrayBuffer | null;
}

/**
 * The metadata of a response, with the member names of the AWS SDKs.
 * @example const log = ({ httpStatusCode, requestId }: ResponseMetadata) => `${httpStatusCode} ${requestId ?? "-"}`
 */
export interface ResponseMetadata {
  /** The HTTP status code. */
  readonly httpStatusCode: number;
  /** The request ID under which AWS logs the request. */
  readonly requestId?: string;
  /** From functions of the client: the number of attempts for this response. */
  readonly attempts?: number;
}

/**
 * The status of an import task. The service adds values from time to time.
 * @example const isOver = (status: ImportTaskStatus) => ["SUCCEEDED", "FAILED", "CANCELLED", "DELETED"].includes(status)
 */
export type ImportTaskStatus = Open<
  | "INITIALIZING" | "EXPORTING" | "ANALYZING_DATA" | "IMPORTING" | "REPROVISIONING" | "ROLLING_BACK" | "SUCCEEDED"
  | "FAILED" | "CANCELLING" | "CANCELLED" | "DELETED"
>;

/**
 * The members that all responses about an import task have.
 * @example const line = ({ taskId, status, source }: ImportTaskSummary) => `${taskId} ${status} ${source}`
 */
export interface ImportTaskSummary {
  /** As the service sent it. If it is not a valid task ID, there is a warning. */
  taskId: TaskId;
  /** An Amazon S3 path, or a Neptune Database endpoint or snapshot. */
  source: string;
  /** As the service sent it. If it matches no published pattern, there is a warning. */
  roleArn: RoleArn;
  status: ImportTaskStatus;
  /** As the service sent it. If it is not a valid graph ID, there is a warning. */
  graphId?: GraphId;
  format?: Open<"CSV" | "OPEN_CYPHER" | "PARQUET" | "NTRIPLES">;
  parquetType?: Open<"COLUMNAR">;
}

/**
 * The task after the cancel request. The status `CANCELLING` means that the service has started to cancel.
 * @example const task: CancelImportTaskOutput = parseCancelImportTaskResponse({ status, headers, body })
 */
export interface CancelImportTaskOutput extends ImportTaskSummary {
  $metadata: ResponseMetadata;
  /** From functions of the client: what is unusual about the request or the response; absent if nothing is. */
  warnings?: Issue[];
}

/**
 * The progress of an import. The service may leave these members unchanged when a task ends, so use the status of the task to see whether
 * it has ended.
 * @example const line = ({ progressPercentage = 0, errorCount = 0 }: ImportTaskDetails) => `${progressPercentage} %, ${errorCount} errors`
 */
export interface ImportTaskDetails {
  status?: string;
  startTime?: Date;
  /** In seconds. */
  timeElapsedSeconds?: number;
  /** 0 to 100. */
  progressPercentage?: number;
  /** The number of errors in the data. */
  errorCount?: number;
  errorDetails?: string;
  statementCount?: number;
  dictionaryEntryCount?: number;
}

/**
 * The current state of a task. A member that only this operation returns is left out if it has another type than in the service model.
 * There is a warning, except for members that are objects.
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
  /** The number of the import attempt, from 1. */
  attemptNumber?: number;
  /** The reason for the status. */
  statusReason?: string;
  $metadata: ResponseMetadata;
  /** From functions of the client: what is unusual about the request or the response; absent if nothing is. */
  warnings?: Issue[];
}

/**
 * One page of tasks.
 * @example const ids = (page: ListImportTasksOutput) => page.tasks.map(({ taskId }) => taskId)
 */
export interface ListImportTasksOutput {
  tasks: ImportTaskSummary[];
  /** The pagination token of the next page, if there is one. */
  nextToken?: string;
  $metadata: ResponseMetadata;
  /** From functions of the client: what is unusual about the request or the response; absent if nothing is. */
  warnings?: Issue[];
}

/**
 * The status of an export task. The service adds values from time to time.
 * @example const isOver = (status: ExportTaskStatus) => ["SUCCEEDED", "FAILED", "CANCELLED", "DELETED"].includes(status)
 */
export type ExportTaskStatus = Open<
  "INITIALIZING" | "EXPORTING" | "SUCCEEDED" | "FAILED" | "CANCELLING" | "CANCELLED" | "DELETED"
>;

/**
 * The export task after the cancel request. The status `CANCELLING` means that the service has started to cancel.
 * @example const task: CancelExportTaskOutput = parseCancelExportTaskResponse({ status, headers, body })
 */
export interface CancelExportTaskOutput {
  /** As the service sent them. If one is not valid, there is a warning. */
  taskId: TaskId;
  graphId: GraphId;
  roleArn: RoleArn;
  status: ExportTaskStatus;
  format: Open<"PARQUET" | "CSV">;
  /** An Amazon S3 URI. */
  destination: string;
  kmsKeyIdentifier: string;
  parquetType?: Open<"COLUMNAR">;
  /** The reason for the status. */
  statusReason?: string;
  $metadata: ResponseMetadata;
}

/**
 * The result of reading a response.
 * @example const status = (read: ResponseCheck) => (read.ok ? read.value.status : read.error.name)
 */
export type ResponseCheck<Output = CancelImportTaskOutput> =
  | { readonly ok: true; readonly value: Output; readonly warnings: readonly Issue[]; readonly error?: undefined }
  | {
    readonly ok: false; readonly error: ServiceError | UnreadableResponseError; readonly value?: undefined;
    readonly warnings?: undefined;
  };

/**
 * Returns the output of a `CancelImportTask` response.
 * @throws {ServiceError} if the service rejected the request
 * @throws {UnreadableResponseError} if the service accepted the request and its response cannot be read
 * @throws {InvalidInputError} if the argument is not a response
 * @example
 * const { status, headers } = response
 * const task = parseCancelImportTaskResponse({ status, headers, body: await response.text() })
 */
export function parseCancelImportTaskResponse(response: HttpResponse): CancelImportTaskOutput;
/**
 * Returns the output or the error of a `CancelImportTask` response, as a value.
 * @throws {InvalidInputError} if the argument is not a response
 * @example
 * const read = checkCancelImportTaskResponse({ status: 200, headers: {}, body: "" })
 * if (!read.ok) console.log(read.error.name) // "UnreadableResponseError"
 */
export function checkCancelImportTaskResponse(response: HttpResponse): ResponseCheck;
/**
 * Returns the output of a `GetImportTask` response.
 * @throws like {@link parseCancelImportTaskResponse}
 * @example const { importTaskDetails } = parseGetImportTaskResponse({ status, headers, body })
 */
export function parseGetImportTaskResponse(response: HttpResponse): GetImportTaskOutput;
/**
 * Returns the output or the error of a `GetImportTask` response, as a value.
 * @throws {InvalidInputError} if the argument is not a response
 * @example const read = checkGetImportTaskResponse({ status, headers, body })
 */
export function checkGetImportTaskResponse(response: HttpResponse): ResponseCheck<GetImportTaskOutput>;
/**
 * Returns the output of a `ListImportTasks` response.
 * @throws like {@link parseCancelImportTaskResponse}
 * @example const { tasks, nextToken } = parseListImportTasksResponse({ status, headers, body })
 */
export function parseListImportTasksResponse(response: HttpResponse): ListImportTasksOutput;
/**
 * Returns the output or the error of a `ListImportTasks` response, as a value.
 * @throws {InvalidInputError} if the argument is not a response
 * @example const read = checkListImportTasksResponse({ status, headers, body })
 */
export function checkListImportTasksResponse(response: HttpResponse): ResponseCheck<ListImportTasksOutput>;
/**
 * Returns the output of a `CancelExportTask` response.
 * @throws like {@link parseCancelImportTaskResponse}
 * @example const { destination } = parseCancelExportTaskResponse({ status, headers, body })
 */
export function parseCancelExportTaskResponse(response: HttpResponse): CancelExportTaskOutput;
/**
 * Returns the output or the error of a `CancelExportTask` response, as a value.
 * @throws {InvalidInputError} if the argument is not a response
 * @example const read = checkCancelExportTaskResponse({ status, headers, body })
 */
export function checkCancelExportTaskResponse(response: HttpResponse): ResponseCheck<CancelExportTaskOutput>;

// ---- state machine -------------------------------------------------------------------------------------------------

/**
 * The operations of the client.
 * @example const operation: ImportTaskOperation = "GetImportTask"
 */
export type ImportTaskOperation = "CancelImportTask" | "GetImportTask" | "ListImportTasks";

/**
 * The goal of a {@link Cancellation}, and its limits. All times are milliseconds.
 * @example const plan: CancellationPlan = { goal: "cancelAndWait", maxWait: 600_000 }
 */
export interface CancellationPlan {
  /**
   * `response`: get the response to one request. `watch`: poll a task until its status is final. `cancelAndWait`: cancel a task, and poll it
   * until its status is final.
   */
  readonly goal: "response" | "watch" | "cancelAndWait";
  /**
   * The operation to request. Required for the goal `response`, and ignored for other goals.
   */
  readonly operation?: ImportTaskOperation | "CancelExportTask" | undefined;
  /**
   * The maximum number of attempts per request.
   * @default 3
   */
  readonly maxAttempts?: number | undefined;
  /**
   * The time limit for everything.
   * @default an hour for `cancelAndWait`, otherwise none
   */
  readonly maxWait?: number | undefined;
  /**
   * The time between two polls of the task: constant, or growing by half each time.
   * @default { first: 5000, longest: 60000 }
   */
  readonly pollInterval?: number | { readonly first?: number | undefined; readonly longest?: number | undefined } | undefined;
  /**
   * The time limit for the response to one attempt.
   * @default 30000
   */
  readonly attemptTimeout?: number | undefined;
  /**
   * Whether new credentials can be requested when the service rejects those of a request, as from a credentials provider.
   * @default false
   */
  readonly canRefreshCredentials?: boolean | undefined;
}

/**
 * The time and the random number of an event: the state machine has neither a clock nor randomness.
 * @example const moment: CancellationMoment = { elapsed: performance.now() - start, clock: Date.now(), random: Math.random(), tokens: 500 }
 */
export interface CancellationMoment {
  /** Milliseconds since the start. */
  readonly elapsed: number;
  /** Milliseconds since 1970, by the clock that requests are signed with. */
  readonly clock: number;
  /** A random number, at least 0 and less than 1. */
  readonly random: number;
  /**
   * The retry tokens that are left. Share them between calls to the same endpoint.
   * @default 500
   */
  readonly tokens?: number | undefined;
}

/**
 * What to do next.
 * @example const isOver = (action: CancellationAction) => action.type === "finish"
 */
export type CancellationAction =
  /** Send a request of `operation`, and wait `timeout` ms for the response. `remaining` is what is left of `maxWait` in ms, or `Infinity`. */
  | { readonly type: "send"; readonly operation: ImportTaskOperation | "CancelExportTask"; readonly timeout: number; readonly remaining: number }
  /** Wait `delay` ms, then call `timer`. */
  | { readonly type: "wait"; readonly delay: number }
  /** Stop, and send nothing more. */
  | { readonly type: "finish"; readonly outcome: CancellationOutcome };

/**
 * How a {@link Cancellation} ended. `responded`: the goal is reached, by the last response. `failed`: the last error is the result.
 * `cancel-failed`: the error of `CancelImportTask` is the result, because no later response explains it. For the others see
 * `CancelAndWaitResult.outcome`.
 * @example const isKnown = (outcome: CancellationOutcome) => !["timed-out", "aborted"].includes(outcome)
 */
export type CancellationOutcome =
  | "responded" | "cancelled" | "finished-first" | "failed-first" | "already-cancelled" | "gone" | "timed-out" | "aborted"
  | "failed" | "cancel-failed";

/**
 * The effect of an event.
 * @example const { action, tokens, clockCorrection }: CancellationStep = cancellation.start(moment())
 */
export interface CancellationStep {
  readonly action: CancellationAction;
  /** Whether to report progress now. */
  readonly report: boolean;
  /** Milliseconds to add to the clock that requests are signed with. */
  readonly clockCorrection: number;
  /**
   * Whether the service has rejected the credentials. If so, get new ones before the next request. If there are none, report the same
   * response again.
   */
  readonly refreshCredentials: boolean;
  /** The retry tokens that are left. */
  readonly tokens: number;
  /** The response as `check…Response` returns it. Present in the steps that `response` returns. */
  readonly result?: ResponseCheck<CancelImportTaskOutput | GetImportTaskOutput | ListImportTasksOutput | CancelExportTaskOutput>;
}

/**
 * The state machine behind `cancelAndWait`, for programs with their own HTTP client and timers. Report each event to it, and do what
 * the returned step says.
 * @example
 * const cancellation = new Cancellation({ goal: "cancelAndWait" })
 * let step = cancellation.start(moment()) // { action: { type: "send", operation: "CancelImportTask", … }, … }
 * step = cancellation.response({ status, headers, body }, moment()) // { action: { type: "wait", delay: 5000 }, … }
 */
export class Cancellation {
  /** @throws {InvalidInputError} if an option of the plan is invalid */
  constructor(plan: CancellationPlan);
  /**
   * Starts the cancellation. Call this first, and once.
   * @throws {InvalidInputError} if a member of the moment is not a number
   */
  start(moment: CancellationMoment): CancellationStep;
  /**
   * Reports the response to the request.
   * @throws {InvalidInputError} if `response` is not a response, or a member of the moment is not a number
   */
  response(response: HttpResponse, moment: CancellationMoment): CancellationStep;
  /**
   * Reports that the request failed without a response.
   * @throws {InvalidInputError} if a member of the moment is not a number
   */
  networkError(moment: CancellationMoment): CancellationStep;
  /**
   * Reports that the `delay` of a wait or the `timeout` of a request has passed.
   * @throws {InvalidInputError} if a member of the moment is not a number
   */
  timer(moment: CancellationMoment): CancellationStep;
  /**
   * Reports that the caller aborted.
   * @throws {InvalidInputError} if a member of the moment is not a number
   */
  abort(moment: CancellationMoment): CancellationStep;
  /** Frees the memory. The object cannot be used afterwards. */
  free(): void;
}

/**
 * A status or an error that the client received, once or several times in a row.
 * @example const line = ({ since, operation, status, error }: HistoryEntry) => `${since} ms ${operation} ${status ?? error}`
 */
export interface HistoryEntry {
  readonly operation: ImportTaskOperation;
  /** The status of the task, if the response was about one. */
  readonly status?: ImportTaskStatus;
  /** The name of the error, if there was one. */
  readonly error?: string;
  readonly httpStatusCode?: number;
  /** The ID of the last request. */
  readonly requestId?: string;
  /** The time of the first occurrence, in milliseconds since the call. */
  readonly since: number;
  /** The time of the last occurrence, in milliseconds since the call. */
  readonly until: number;
  /** The number of occurrences. */
  readonly times: number;
}

// ---- errors --------------------------------------------------------------------------------------------------------

/**
 * An argument is invalid.
 * @example try { parseTaskId("x") } catch (error) { if (error instanceof InvalidInputError) console.log(error.issue) }
 */
export class InvalidInputError extends Error {
  constructor(issue: Issue);
  readonly name: "InvalidInputError";
  /** What is wrong, where, and what was expected. */
  readonly issue: Issue;
}

/**
 * The service, or a proxy in front of it, rejected the request.
 * @example if (error instanceof ServiceError && error.$retryable) await retry()
 */
export class ServiceError extends Error {
  constructor(members: Pick<ServiceError, "name" | "message" | "$metadata" | "$fault"> & Partial<ServiceError>);
  /** The name of the error at AWS; `Unknown` if the response has none. */
  readonly name: Open<
    | "AccessDeniedException" | "ConflictException" | "InternalServerException" | "ResourceNotFoundException"
    | "ThrottlingException" | "ValidationException" | "Unknown"
  >;
  /** The service's reason code. */
  readonly reason?: Open<"CONCURRENT_MODIFICATION" | "CONSTRAINT_VIOLATION" | "ILLEGAL_ARGUMENT" | "BAD_REQUEST">;
  readonly $metadata: ResponseMetadata;
  /** Whether the cause is in the request (`client`) or in the service (`server`). */
  readonly $fault: "client" | "server";
  /** Present if a retry can help. */
  readonly $retryable?: { readonly throttling: boolean };
  /** The beginning of the body, if no message could be read from it. */
  readonly excerpt?: string;
  /** From functions of the client: the number of requests sent. */
  readonly attempts?: number;
  /** From functions of the client: the statuses and errors, in order. */
  readonly history?: readonly HistoryEntry[];
  /** From functions of the client: the last known state of the task. */
  readonly task?: GetImportTaskOutput;
  /** From functions of the client: what is unusual about the requests or the responses; absent if nothing is. */
  readonly warnings?: readonly Issue[];
}

/**
 * The service accepted the request, but its response cannot be read. Whether the task is being cancelled is unknown.
 * @example if (error instanceof UnreadableResponseError) console.log(error.reason, error.excerpt)
 */
export class UnreadableResponseError extends Error {
  constructor(members: Pick<UnreadableResponseError, "message" | "reason" | "$metadata" | "excerpt">);
  readonly name: "UnreadableResponseError";
  readonly reason: "empty_body" | "not_json" | "not_an_object" | "missing_member" | "wrong_type" | "too_long" | "repeated_token";
  readonly $metadata: ResponseMetadata;
  /** The beginning of the body. */
  readonly excerpt: string;
  /** From functions of the client: the number of requests sent. */
  readonly attempts?: number;
  /** From functions of the client: the statuses and errors, in order. */
  readonly history?: readonly HistoryEntry[];
  /** From functions of the client: the last known state of the task. */
  readonly task?: GetImportTaskOutput;
  /** From functions of the client: what is unusual about the requests or the responses; absent if nothing is. */
  readonly warnings?: readonly Issue[];
}

// Nothing else in this file is exported.
export {};
