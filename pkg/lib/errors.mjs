// The classes of errors that this package throws. They carry what was found, and decide nothing.
//
// Each says its name, because the published file has short ones. And each knows its instances by a mark, because an
// application may hold this package twice, imported and required.

/** Gives a class its name, and makes `instanceof` know the instances of every copy of it. */
function mark(Class, name) {
  const key = Symbol.for(`neptune-import-tasks/${name}`);
  Object.defineProperty(Class, "name", { value: name });
  Object.assign(Class.prototype, { [key]: true, name });
  Object.defineProperty(Class, Symbol.hasInstance, {
    // A class that extends this one inherits the method, and knows its own instances in the usual way.
    value(x) { return this === Class ? Boolean(x?.[key]) : Function.prototype[Symbol.hasInstance].call(this, x); },
  });
  return Class;
}

/** An error with these members. */
class ErrorWith extends Error {
  constructor({ message, cause, ...members }) {
    super(message, cause && { cause });
    Object.assign(this, members);
  }
}

/** An argument is not what it must be. `issue` says what, where and what was expected. */
export const InvalidInputError = /* @__PURE__ */ mark(class extends Error {
  constructor(issue) {
    super(issue.message);
    this.issue = issue;
  }
}, "InvalidInputError");

/** The service refused the request. `name` is the error's name at AWS, such as `ConflictException`. */
export const ServiceError = /* @__PURE__ */ mark(class extends ErrorWith {}, "ServiceError");

/** The service accepted the request, but its answer makes no sense. Whether the task is being cancelled is unknown. */
export const UnreadableResponseError = /* @__PURE__ */ mark(class extends ErrorWith {}, "UnreadableResponseError");

/** There was no response. `cause` is what `fetch` has thrown, if it has. Whether the service has got the request is unknown. */
export const NetworkError = /* @__PURE__ */ mark(class extends ErrorWith {}, "NetworkError");

/** The time that the caller has given is up. */
export const TimeoutError = /* @__PURE__ */ mark(class extends ErrorWith {}, "TimeoutError");
