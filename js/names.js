// Uses the names of members where they are: in WebAssembly, each would have to be copied first. Which names are known is decided there.

/** An own member of an object. */
export function ownMember(object, name) {
  return Object.prototype.hasOwnProperty.call(object, name) ? object[name] : undefined;
}

/** The names of the own enumerable members of an object that have a value, and a name that is not `known`. Undefined if there are none. */
export function unknownNames(object, known) {
  let unknown;
  if (typeof object !== "object") return unknown;
  for (const name in object) {
    if (!known.includes(name) && Object.prototype.hasOwnProperty.call(object, name) && object[name] !== undefined) (unknown ??= []).push(name);
  }
  return unknown;
}
