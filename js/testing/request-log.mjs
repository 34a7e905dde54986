/** A log of requests: records of the last ones, and counts of all. */

const MAX_RECORDS = 1000;

const newCounts = () => ({ CancelImportTask: 0, GetImportTask: 0, ListImportTasks: 0 });

export class RequestLog {
  #records = [];
  #recent;
  #total = newCounts();
  #byTask = new Map();

  add(record) {
    this.#records.push(record);
    this.#recent = undefined;
    // The old half is dropped at once, because dropping a single record moves all others.
    if (this.#records.length === 2 * MAX_RECORDS) this.#records = this.#records.slice(-MAX_RECORDS);
    const { operation, taskId } = record;
    if (operation === undefined) return;
    this.#total[operation] += 1;
    if (taskId === undefined) return;
    if (!this.#byTask.has(taskId)) this.#byTask.set(taskId, newCounts());
    this.#byTask.get(taskId)[operation] += 1;
  }

  /** The last requests, the newest last. Frozen, because changes would not reach the log. */
  get recent() {
    this.#recent ??= Object.freeze(this.#records.slice(-MAX_RECORDS));
    return this.#recent;
  }

  /** The number of requests for each operation, for one task or in total. */
  count(taskId) {
    return { ...(taskId === undefined ? this.#total : this.#byTask.get(taskId) ?? newCounts()) };
  }
}
