// The three classes of errors that this package throws. They carry what Rust has found, and decide nothing.
//
// Each says its name, because the published file has short ones. And each knows its instances by a mark, because an
// application may hold this package twice, imported and required.

/** Makes `instanceof` know the instances of every copy of the class. */
function mark(Class, name) {
  const key = Symbol.for(`neptune-import-tasks/${name}`);
  Object.defineProperty(Class, "name", { value: name });
  Class.prototype[key] = true;
  Object.defineProperty(Class, Symbol.hasInstance, {
    // A class that extends this one inherits the method, and knows its own instances in the usual way.
    value(x) { return this === Class ? Boolean(x?.[key]) : Function.prototype[Symbol.hasInstance].call(this, x); },
  });
  return Class;
}

/** An argument is not what it must be. `issue` says what, where and what was expected. */
export const InvalidInputError = /* @__PURE__ */ mark(class extends Error {
  constructor(issue) {
    super(issue.message);
    this.name = "InvalidInputError";
    this.issue = issue;
  }
}, "InvalidInputError");

/** The service refused the request. `name` is the error's name at AWS, such as `ConflictException`. */
export const ServiceError = /* @__PURE__ */ mark(class extends Error {
  constructor({ message, ...members }) {
    super(message);
    Object.assign(this, members);
  }
}, "ServiceError");

/** The service accepted the request, but its answer makes no sense. Whether the task is being cancelled is unknown. */
export const UnreadableResponseError = /* @__PURE__ */ mark(class extends Error {
  constructor({ message, ...members }) {
    super(message);
    this.name = "UnreadableResponseError";
    Object.assign(this, members);
  }
}, "UnreadableResponseError");
