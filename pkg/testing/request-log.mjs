/** The requests that have arrived: the last of them as they came, all of them by number. */

const KEPT = 1000;

const none = () => ({ CancelImportTask: 0, GetImportTask: 0, ListImportTasks: 0 });

export class RequestLog {
  #records = [];
  #recent;
  #all = none();
  #ofTask = new Map();

  add(record) {
    this.#records.push(record);
    this.#recent = undefined;
    // Twice as many before the old half goes: to drop one each time would move all the others each time.
    if (this.#records.length === 2 * KEPT) this.#records = this.#records.slice(-KEPT);
    const { operation, taskId } = record;
    if (operation === undefined) return;
    this.#all[operation] += 1;
    if (taskId === undefined) return;
    if (!this.#ofTask.has(taskId)) this.#ofTask.set(taskId, none());
    this.#ofTask.get(taskId)[operation] += 1;
  }

  /** The last requests, the newest at the end. Frozen, because it is not what the log itself keeps. */
  get recent() {
    this.#recent ??= Object.freeze(this.#records.slice(-KEPT));
    return this.#recent;
  }

  /** How many requests there were of each operation, for one task or in all. */
  count(taskId) {
    return { ...(taskId === undefined ? this.#all : this.#ofTask.get(taskId) ?? none()) };
  }
}
