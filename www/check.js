// The first panel: a task id, a graph id, a role ARN, many lines, and the patterns they follow.
// It asks the package about every value, and knows none of the patterns itself.

import { checkGraphId, checkLines, checkRoleArn, checkTaskId, patterns, roleArnParts }
  from "./neptune-import-tasks/index.mjs";
import { byId, code, element, headline, pairs, panel } from "./dom.js";
import { idle, passed, refused } from "./verdict.js";

const REFUSED_LINES = 20;
// So many characters of lines are looked at in one go: a few thousandths of a second, however bad they are.
const AT_ONCE = 16_384;

/** What an id looks like, as far as its pattern is some letters and so many of a class: `t-` and ten empty places. */
function placesOf(source) {
  const [, prefix, count] = /^([^[\](){}]*)\[[^\]]*\]\{(\d+)\}$/.exec(source) ?? [];
  return prefix === undefined ? undefined : prefix + "▢".repeat(Number(count));
}

/** Fills the template in with the good part of what was typed. */
function showTemplate(node, source, value, good) {
  const places = placesOf(source);
  node.replaceChildren(
    element("span", "filled", value.slice(0, good)),
    element("span", "", places.slice(good)),
  );
}

/** A field with its verdict. `extra` adds to the verdict of a value that passes. */
function field(id, { check, pattern, extra = () => {} }) {
  const input = byId(id);
  const template = document.getElementById(`${id}-template`);
  const verdict = panel({
    inputs: [input],
    node: byId(`${id}-verdict`),
    judge() {
      const { value } = input;
      const checked = value === "" ? undefined : check(value);
      if (template) {
        const good = checked?.ok ? value.length : checked?.issue.index ?? 0;
        showTemplate(template, pattern(), value, good);
      }
      if (value === "") return idle("Pattern ", code(pattern()));
      if (!checked.ok) {
        return refused(checked.issue, input, { value, use });
      }
      return passed("Valid", "valid", checked.warnings, (node) => extra(node, checked.value));
    },
  });

  function set(value) {
    input.value = value;
    // Whoever listens to typing listens to this too.
    input.dispatchEvent(new Event("input", { bubbles: true }));
    verdict.now();
  }

  function use(suggestion) {
    set(suggestion);
    // The button is gone, and the focus must not go with it.
    input.focus();
  }

  return { input, verdict, set };
}

function showParts(node, arn) {
  const { partition, accountId, path, roleName } = roleArnParts(arn);
  node.append(pairs([
    ["Partition", code(partition)],
    ["Account", code(accountId)],
    ["Path", code(path)],
    ["Role name", roleName === "" ? "(empty)" : code(roleName)],
  ]));
}

const count = (n, one) => `${n} ${n === 1 ? one : `${one}s`}`;

/** The counts of `text` and its first refused lines, in pieces of whole lines. `isOver` ends it early. */
async function countLines(kind, text, options, isOver, progress) {
  const found = { lines: 0, valid: 0, refused: 0, issues: [] };
  for (let from = 0, to; from < text.length; from = to) {
    if (from > 0) {
      progress(found);
      await new Promise((resolve) => { setTimeout(resolve); });
      if (isOver()) return undefined;
    }
    to = text.length;
    if (to - from > AT_ONCE) {
      const end = text.lastIndexOf("\n", from + AT_ONCE);
      const next = end >= from ? end : text.indexOf("\n", from);
      if (next >= 0) to = next + 1;
    }
    const { lines, valid, issues } = checkLines(kind, text.slice(from, to), options);
    for (const { line, issue } of issues.slice(0, REFUSED_LINES - found.issues.length)) {
      found.issues.push({ line: found.lines + line, issue });
    }
    found.refused += issues.length;
    found.lines += lines;
    found.valid += valid;
  }
  return found;
}

const countsOf = ({ lines, valid, refused: bad }) => `${count(lines, "line")}, ${valid} valid, ${bad} refused`;

function showLines(node, { refused: bad, issues, ...counts }) {
  node.append(headline(bad > 0 ? "✕" : "✓", countsOf({ refused: bad, ...counts })));
  if (bad === 0) return;
  node.append(pairs(issues.map(({ line, issue }) => [
    `line ${line}`,
    element("div", "",
      element("p", "message", issue.message),
      issue.hint === undefined ? undefined : element("p", "hint", issue.hint)),
  ])));
  if (bad > issues.length) node.append(element("p", "hint", `and ${bad - issues.length} more`));
}

function linesPanel() {
  const text = byId("lines");
  const kind = byId("kind");
  // What has been counted, of which text and kind.
  let last = {};

  const verdict = panel({
    inputs: [text],
    node: byId("lines-verdict"),
    judge() {
      const { value } = text;
      if (value === "") return idle(`One value a line. The first ${REFUSED_LINES} refused are listed.`);
      const { kind: name = kind.value, revision } = kind.selectedOptions[0].dataset;
      const wanted = `${kind.selectedIndex} ${value}`;
      if (last.wanted !== wanted) {
        const mine = last = { wanted };
        countLines(name, value, { revision }, () => last !== mine, (found) => { mine.found = found; })
          .then((found) => {
            if (found && last === mine) {
              Object.assign(mine, { found, isDone: true });
              verdict.now();
            }
          });
      }
      const { found, isDone } = last;
      if (!isDone) return idle(found ? `Counting: ${countsOf(found)}` : "Counting");
      return {
        kind: found.refused > 0 ? "refused" : "good",
        said: countsOf(found),
        culprit: found.refused > 0 ? text : undefined,
        show: (node) => showLines(node, found),
      };
    },
  });
  kind.addEventListener("change", verdict.now);
  return verdict;
}

const PATTERNS = [
  ["Task id", "taskId"],
  ["Graph id", "graphId"],
  ["Role ARN", "roleArn"],
  ["Role ARN", "roleArnCurrent"],
];

function showPatterns(node) {
  for (const [title, name] of PATTERNS) {
    const { source, html, revision, page } = patterns[name];
    const link = element("a", "", page);
    link.href = page;
    link.rel = "noreferrer";
    node.append(element("div", "pattern", element("h3", "", `${title}, ${revision}`), pairs([
      ["Pattern", code(source)],
      ["In HTML", html === source ? "the same" : code(html)],
      ["Page", link],
    ])));
  }
}

/** Sets up the panel. Returns its fields. */
export function startCheck() {
  const revision = byId("revision");
  const taskId = field("task-id", { check: checkTaskId, pattern: () => patterns.taskId.source });
  const graphId = field("graph-id", { check: checkGraphId, pattern: () => patterns.graphId.source });
  const roleArn = field("role-arn", {
    check: (arn) => checkRoleArn(arn, { revision: revision.value }),
    pattern: () => (revision.value === "current" ? patterns.roleArnCurrent : patterns.roleArn).source,
    extra: showParts,
  });
  revision.addEventListener("change", roleArn.verdict.now);
  linesPanel();
  showPatterns(byId("patterns"));
  const isGood = {
    "task-id": (value) => checkTaskId(value).ok,
    "graph-id": (value) => checkGraphId(value).ok,
    "role-arn": (value) => checkRoleArn(value, { revision: revision.value }).ok,
  };
  return { fields: { taskId, graphId, roleArn }, isGood };
}
