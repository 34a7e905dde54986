// Records the command line in a terminal, against the fake service, as docs/recording.svg: an animation without a script.

import { writeFileSync } from "node:fs";

import { openShell, runInTerminal } from "../docs/terminal.mjs";

const ID = "t-0123456789";
const TASKS = [
  { taskId: ID, life: [["IMPORTING", 20_000], ["SUCCEEDED"]], cancellingFor: 2500 },
  { taskId: "t-racing0000", life: [["IMPORTING", 4000], ["SUCCEEDED"]], afterCancel: [["CANCELLING", 1200], ["SUCCEEDED"]] },
];
const COMMANDS = [
  "neptune-import-tasks check t-01A3456789",
  `neptune-import-tasks cancel ${ID} --yes --wait --poll-interval 500ms`,
  "neptune-import-tasks cancel t-racing0000 --yes --wait --poll-interval 500ms",
];

const [COLUMNS, CHARACTER, LINE, MARGIN] = [96, 8.4, 20, 16];
// Milliseconds; and the characters that are typed at once.
const [PAUSE, END, TYPING, STEP] = [1200, 4000, 110, 3];
const COLOURS = { 31: "#ff7b72", 32: "#7ee787", 33: "#d29922", 36: "#79c0ff" };

/** The states of each line over time: what it shows from `since` on. */
const lines = [];

/** Notes what a line shows from now on. */
function show(row, text, time) {
  const states = lines[row] ??= [];
  if (states.at(-1)?.text !== text) states.push({ text, since: time });
}

let [row, clock] = [0, 300];
const shell = await openShell({ tasks: TASKS, isFast: false });
try {
  for (const command of COMMANDS) {
    for (let length = 0; length < command.length + STEP; length += STEP) show(row, `\x1b[1m$ ${command.slice(0, length)}`, clock += TYPING);
    row += 1;
    clock += 300;
    const { pieces } = await runInTerminal({ ...shell, env: { ...shell.env, COLUMNS: String(COLUMNS) } }, command);
    const latest = pieces.at(-1).time;
    let line = "";
    for (const { time, text } of pieces) {
      for (const [part] of text.matchAll(/\r?\n|\r|\x1b\[K|\x1b\[[\d;]*m|[^\r\n\x1b]+/g)) {
        // The start of Node is not part of the show.
        const now = clock + Math.max(0, time - pieces[0].time);
        if (part.endsWith("\n")) {
          row += 1;
          line = "";
        } else if (part === "\r") line = "";
        else if (part !== "\x1b[K") line += part;
        if (part !== "\r" && !part.endsWith("\n")) show(row, line, now);
      }
    }
    clock += latest - pieces[0].time + PAUSE;
    row += 1;
  }
} finally {
  await shell.close();
}

const total = clock + END - PAUSE;
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A line as SVG: its escape sequences become styles. */
const spans = (text) => text.split(/(?=\x1b\[[\d;]*m)/).map((part) => {
  const [, code = "", rest] = /^(?:\x1b\[([\d;]*)m)?([^]*)$/.exec(part);
  const style = code === "1" ? ' font-weight="bold"' : COLOURS[code] ? ` fill="${COLOURS[code]}"` : "";
  return rest && `<tspan${style}>${escaped(rest)}</tspan>`;
}).join("");

const percent = (time) => ((100 * time) / total).toFixed(2);
const rules = [];
const texts = lines.flatMap((states, index) => states.map(({ text, since }, position) => {
  const until = states[position + 1]?.since;
  if (!text.replace(/\x1b\[[\d;]*m/g, "").trim()) return "";
  const name = `s${rules.length}`;
  const hidden = until === undefined ? "" : `${percent(until)}%{visibility:hidden}`;
  rules.push(`@keyframes ${name}{0%{visibility:hidden}${percent(since)}%{visibility:visible}${hidden}}` +
    `.${name}{animation:${name} ${(total / 1000).toFixed(1)}s step-end infinite${until === undefined ? "" : ";visibility:hidden"}}`);
  return `<text class="${name}" y="${MARGIN + LINE * (index + 0.75)}">${spans(text)}</text>`;
}));

const [width, height] = [COLUMNS * CHARACTER + 2 * MARGIN, lines.length * LINE + 2 * MARGIN];
writeFileSync(new URL("../../docs/recording.svg", import.meta.url), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>A terminal: a mistyped task ID is corrected, a task is cancelled, and another import finishes first</title>
<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#e6edf3;white-space:pre}${rules.join("\n")}
@media (prefers-reduced-motion){*{animation:none!important}}</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g transform="translate(${MARGIN} 0)">
${texts.filter(Boolean).join("\n")}
</g>
</svg>
`);
