// Timers that end sooner, so that a code block which polls every few seconds can be tested.

const { setTimeout: startTimer } = globalThis;
globalThis.setTimeout = (callback, delay, ...args) => startTimer(callback, delay > 50 ? delay / 20 : delay, ...args);
