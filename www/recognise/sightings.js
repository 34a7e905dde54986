// What was seen in a text, and what becomes of it: one value a field, several IDs a list, the rest left alone with a reason.

const COUNTED = ["taskId", "graphId", "roleArn"];
const NOUNS = { taskId: "task ID", graphId: "graph ID", roleArn: "role ARN", region: "region", endpoint: "endpoint" };

export class Sightings {
  #seen = [];
  #left = new Map();

  /** `rank`: 3 if the text names it, 2 if it is valid, 1 if it was probably meant. */
  add(kind, value, rank = 2) {
    this.#seen.push({ kind, value, rank });
  }

  /** A value that is used for nothing. A secret has no `value`. */
  leave(value, why) {
    this.#left.set(`${value} ${why}`, { value, why });
  }

  has(kind) {
    return this.#seen.some((sighting) => sighting.kind === kind);
  }

  /** The distinct values of a kind, the most certain first. */
  of(kind) {
    const ofKind = this.#seen.filter((sighting) => sighting.kind === kind).sort((a, b) => b.rank - a.rank);
    return [...new Set(ofKind.map(({ value }) => value))];
  }

  /** In the order of the text. */
  #inOrder(kind) {
    return [...new Set(this.#seen.filter((sighting) => sighting.kind === kind).map(({ value }) => value))];
  }

  /** `{ values, list, left }`: what goes into the fields, what into the list, and what into neither. */
  result() {
    const values = {};
    let list;
    for (const kind of COUNTED) {
      const [first, ...others] = this.of(kind);
      if (first === undefined) continue;
      if (others.length > 0 && !list && (kind !== "roleArn" || (!this.has("taskId") && !this.has("graphId")))) {
        const all = this.#inOrder(kind);
        list = { kind, text: all.join("\n"), count: all.length };
        continue;
      }
      values[kind] = first;
      for (const other of others) this.leave(other, `another ${NOUNS[kind]}`);
    }
    for (const kind of ["region", "endpoint"]) {
      const [first, ...others] = this.of(kind);
      if (first !== undefined) values[kind] = first;
      for (const other of others) this.leave(other, `another ${NOUNS[kind]}`);
    }
    if (this.has("fips")) values.fips = this.of("fips")[0];
    if (this.has("dualStack")) values.dualStack = this.of("dualStack")[0];
    return { values, list, left: [...this.#left.values()] };
  }
}
