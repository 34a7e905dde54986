// The types of the entry `neptune-import-tasks/snippets`. The build copies them for each module system.

import type { CancelImportTaskInput, RequestConfig } from "./index.js";

/**
 * The request that cancels a task, as commands and programs for other tools. They read the credentials from the environment variables of
 * the AWS tools.
 * @example const { curl, boto3 }: RequestSnippets = requestSnippets({ taskIdentifier: "t-0123456789" }, { region: "us-east-1" })
 */
export interface RequestSnippets {
  /** An ES module that cancels the task with this package, and waits for its final status. */
  readonly cancelAndWait: string;
  /** A curl command for a POSIX shell. Needs curl 7.86 or later. */
  readonly curl: string;
  /** A curl command for PowerShell. */
  readonly curlPowerShell: string;
  /** An AWS CLI command for a POSIX shell. */
  readonly awsCli: string;
  /** An AWS CLI command for PowerShell. */
  readonly awsCliPowerShell: string;
  /** A Python program that uses boto3. */
  readonly boto3: string;
  /** An ES module that signs the request with this package and sends it with `fetch`. */
  readonly fetch: string;
  /** An ES module that signs the request with this package and sends it with the HTTP client of Node.js. */
  readonly node: string;
}

/**
 * Returns the request that cancels an import task as commands and programs for other tools. They contain no secrets: they read
 * `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. Credentials in `config` are ignored.
 * @throws {InvalidInputError} if the task ID, the region or the endpoint is invalid
 * @example console.log(requestSnippets({ taskIdentifier: "t-0123456789" }, { region: "us-east-1" }).curl)
 */
export function requestSnippets(input: CancelImportTaskInput, config: RequestConfig): RequestSnippets;
