// The main ratios as a picture.

import { writeFileSync } from "node:fs";

import { parse, View } from "vega";
import { compile } from "vega-lite";

/** What is compared: the title of a table, and the row that is held against its first row. */
const COMPARISONS = [
  ["A million task IDs", "checkLines of bytes", "validate a million IDs: RegExp", "inverse"],
  ["An invalid task ID, with the reason", "zod", "reject a value: zod"],
  ["A signed request, with the same key", "aws4", "sign: aws4"],
  ["A signed request, with a key of its own each", "aws4", "sign, new keys: aws4"],
  ["A signed request, with the same key", "@smithy/signature-v4", "sign: @smithy/signature-v4"],
  ["GetImportTask, signed, over a transport that responds at once", "AWS SDK", "a whole call: AWS SDK"],
  ["A new process until its first signed request", "AWS SDK", "start and sign: AWS SDK"],
];

export async function drawRatios(groups, file) {
  const values = COMPARISONS.map(([title, name, label, inverse]) => {
    const { ratio } = groups.find((group) => group.title === title).rows.find((row) => row.name === name);
    return { label, times: inverse ? 1 / ratio : ratio };
  });
  const label = { field: "label", type: "nominal", sort: null, title: null, axis: { labelLimit: 260, ticks: false, domain: false } };
  const { spec } = compile({
    title: "Time of others, in times of this package's (log scale)",
    width: 460,
    height: { step: 26 },
    background: "white",
    data: { values },
    encoding: { y: label, x: { field: "times", type: "quantitative", title: null, scale: { type: "log", domainMin: 0.5 }, axis: { grid: false, values: [0.5, 1, 2, 5, 10, 20, 50] } } },
    layer: [
      { mark: { type: "bar", color: "#3b6ea5", height: 14 }, encoding: { x2: { datum: 1 } } },
      { mark: { type: "text", align: "left", dx: 6 }, encoding: { text: { field: "times", format: ".2~r" } } },
    ],
  });
  writeFileSync(file, await new View(parse(spec), { renderer: "none" }).toSVG());
}
