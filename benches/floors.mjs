// What no implementation can be faster than: the parts of a call that are not of this package.

import { BODY, idAt } from "./data.mjs";
import { measure, rowsOf } from "./measure.mjs";

/** `(func (export "f") (param i32) (result i32) local.get 0)` with a memory. */
const ECHO = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 5, 3, 1, 0, 1, 7, 9, 2, 1, 102, 0, 0, 1, 109, 2, 0, 10, 6, 1, 4, 0, 32, 0, 11,
);

export async function measureFloors() {
  const { f, m } = new WebAssembly.Instance(new WebAssembly.Module(ECHO)).exports;
  const encoder = new TextEncoder();
  const memory = new Uint8Array(m.buffer);
  const times = await measure({
    "a call of an empty WebAssembly function": (index) => f(index),
    "the same with a task ID in its memory": (index) => f(encoder.encodeInto(idAt(index), memory).written),
    "JSON.parse of a response": () => JSON.parse(BODY),
  }, { count: 200_000 });
  return [{ title: "Floors", unit: "µs", rows: rowsOf(times) }];
}
