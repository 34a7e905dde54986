// The state machine `Cancellation` of the bindings, as a class that starts the WebAssembly.

import * as bindings from "wasm:bindings";
import { currentInstance, lazily } from "./wasm.mjs";

const create = /* @__PURE__ */ lazily((plan) => new bindings.Cancellation(plan));
const apply = /* @__PURE__ */ lazily((machine, event, args) => machine[event](...args));

export class Cancellation {
  #machine;
  #instance;

  constructor(plan) {
    this.#machine = create(plan);
    this.#instance = currentInstance();
  }

  #apply(event, ...args) {
    if (this.#instance !== currentInstance()) throw new Error("the WebAssembly instance that held this cancellation has trapped");
    return apply(this.#machine, event, args);
  }

  start(moment) { return this.#apply("start", moment); }
  response(response, moment) { return this.#apply("response", response, moment); }
  networkError(moment) { return this.#apply("networkError", moment); }
  timer(moment) { return this.#apply("timer", moment); }
  abort(moment) { return this.#apply("abort", moment); }

  free() {
    // The memory of a replaced instance is gone already.
    if (this.#instance === currentInstance()) this.#machine.free();
  }
}
