// The three classes of errors that this package throws. They carry what Rust has found, and decide nothing. Each says
// its name, because the published file has short ones.

/** An argument is not what it must be. `issue` says what, where and what was expected. */
export class InvalidInputError extends Error {
  static name = "InvalidInputError";

  constructor(issue) {
    super(issue.message);
    this.name = "InvalidInputError";
    this.issue = issue;
  }
}

/** The service refused the request. `name` is the error's name at AWS, such as `ConflictException`. */
export class ServiceError extends Error {
  static name = "ServiceError";

  constructor({ message, ...members }) {
    super(message);
    Object.assign(this, members);
  }
}

/** The service accepted the request, but its answer makes no sense. Whether the task is being cancelled is unknown. */
export class UnreadableResponseError extends Error {
  static name = "UnreadableResponseError";

  constructor({ message, ...members }) {
    super(message);
    this.name = "UnreadableResponseError";
    Object.assign(this, members);
  }
}
