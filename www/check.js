// The first panel: a task id, a graph id, a role ARN, many lines, and the patterns they follow.
// It asks the package about every value, and knows none of the patterns itself.

import { checkGraphId, checkLines, checkRoleArn, checkTaskId, patterns, roleArnParts }
  from "./neptune-import-tasks/index.mjs";
import { byId, code, element, headline, pairs, panel } from "./dom.js";
import { idle, passed, refused } from "./verdict.js";

const REFUSED_LINES = 20;

/** A field with its verdict. `extra` adds to the verdict of a value that passes. */
function field(id, { check, pattern, extra = () => {} }) {
  const input = byId(id);
  const verdict = panel({
    inputs: [input],
    node: byId(`${id}-verdict`),
    judge() {
      const { value } = input;
      if (value === "") return idle("Pattern ", code(pattern()));
      const checked = check(value);
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

function linesPanel() {
  const text = byId("lines");
  const kind = byId("kind");
  const verdict = panel({
    inputs: [text],
    node: byId("lines-verdict"),
    judge() {
      if (text.value === "") return idle(`One value a line. The first ${REFUSED_LINES} refused are listed.`);
      const { revision } = kind.selectedOptions[0].dataset;
      const { lines, valid, issues } = checkLines(kind.value, text.value, { revision });
      const counts = `${count(lines, "line")}, ${valid} valid, ${issues.length} refused`;
      return {
        kind: issues.length > 0 ? "refused" : "good",
        said: counts,
        culprit: issues.length > 0 ? text : undefined,
        show(node) {
          node.append(headline(issues.length > 0 ? "✕" : "✓", counts));
          if (issues.length === 0) return;
          node.append(pairs(issues.slice(0, REFUSED_LINES).map(({ line, issue }) => [
            `line ${line}`,
            element("div", "",
              element("p", "message", issue.message),
              issue.hint === undefined ? undefined : element("p", "hint", issue.hint)),
          ])));
          const more = issues.length - REFUSED_LINES;
          if (more > 0) node.append(element("p", "hint", `and ${more} more`));
        },
      };
    },
  });
  kind.addEventListener("change", verdict.now);
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
  return { taskId, graphId, roleArn };
}
