// The types of the entry `neptune-import-tasks/snippets`. The build copies them for each module system.

import type { CancelImportTaskInput, RequestConfig } from "./index.js";

/**
 * A request as commands and programs for other tools. They read the credentials from the environment variables of AWS's tools.
 * @example const { curl, boto3 }: RequestSnippets = requestSnippets({ taskIdentifier: "t-0123456789" }, { region: "us-east-1" })
 */
export interface RequestSnippets {
  /** An ES module with this package that cancels the task and waits for its final status. */
  readonly cancelAndWait: string;
  /** A command for a POSIX shell, with curl 7.86 or later. */
  readonly curl: string;
  /** The same for PowerShell. */
  readonly curlPowerShell: string;
  /** A command for a POSIX shell. */
  readonly awsCli: string;
  /** The same for PowerShell. */
  readonly awsCliPowerShell: string;
  /** A Python program. */
  readonly boto3: string;
  /** An ES module with this package and `fetch`, for Node 18 or later. */
  readonly fetch: string;
  /** An ES module with this package and Node's own HTTP client. */
  readonly node: string;
}

/**
 * Returns the request that cancels an import task as commands and programs for other tools. They contain no secrets, but read
 * `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`. Credentials in `config` are ignored.
 * @throws {InvalidInputError} if the id, the region or the endpoint is invalid
 * @example console.log(requestSnippets({ taskIdentifier: "t-0123456789" }, { region: "us-east-1" }).curl)
 */
export function requestSnippets(input: CancelImportTaskInput, config: RequestConfig): RequestSnippets;
