// The error classes of this package. They hold what was found and decide nothing; the WebAssembly creates them too.
//
// wasm-bindgen copies this file, names.js, patterns.js and results.js beside its output. They are named `.js`, which every server knows the
// type of.
//
// Each class sets its `name`, because minified code has short ones. Each recognises instances by a brand, because an application may
// load this package twice, imported and required.

/** Names a class, and makes `instanceof` recognise the instances of every copy of it. */
function branded(Class, name) {
  const brand = Symbol.for(`neptune-import-tasks/${name}`);
  Object.defineProperty(Class, "name", { value: name });
  Object.assign(Class.prototype, { [brand]: true, name });
  Object.defineProperty(Class, Symbol.hasInstance, {
    // A subclass inherits this method, and recognises its own instances in the usual way.
    value(x) { return this === Class ? Boolean(x?.[brand]) : Function.prototype[Symbol.hasInstance].call(this, x); },
  });
  return Class;
}

/** An error with the given members. */
class ErrorWithMembers extends Error {
  constructor({ message, cause, ...members }) {
    super(message, cause && { cause });
    Object.assign(this, members);
  }
}

/** An argument is invalid. `issue` says what, where and what was expected. */
export const InvalidInputError = /* @__PURE__ */ branded(class extends Error {
  constructor(issue) {
    super(issue.message);
    this.issue = issue;
  }
}, "InvalidInputError");

/** The service rejected the request. `name` is the error's name at AWS, such as `ConflictException`. */
export const ServiceError = /* @__PURE__ */ branded(class extends ErrorWithMembers {}, "ServiceError");

/** The service accepted the request, but its response cannot be read. Whether the task is being cancelled is unknown. */
export const UnreadableResponseError = /* @__PURE__ */ branded(class extends ErrorWithMembers {}, "UnreadableResponseError");

/** No response arrived. `cause` is what `fetch` threw, if it did. Whether the service received the request is unknown. */
export const NetworkError = /* @__PURE__ */ branded(class extends ErrorWithMembers {}, "NetworkError");

/** `maxWait` is over. */
export const TimeoutError = /* @__PURE__ */ branded(class extends ErrorWithMembers {}, "TimeoutError");
