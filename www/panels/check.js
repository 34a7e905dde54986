// The panel of the single values: a task ID, a graph ID, a role ARN, and the patterns that they follow.
// It asks the package about every value, and knows none of the patterns itself.

import { checkGraphId, checkRoleArn, checkTaskId, patterns, roleArnParts } from "../neptune-import-tasks/check.mjs";
import { byId, code, element, link, pairs } from "../dom.js";
import { good, idle, invalid, prefix } from "../verdict.js";

const roleRevision = ({ revision }) => (revision === "current" ? patterns.roleArnCurrent : patterns.roleArn);

export const FIELDS = {
  taskId: { id: "task-id", noun: "task ID", check: checkTaskId, pattern: () => patterns.taskId },
  graphId: { id: "graph-id", noun: "graph ID", check: checkGraphId, pattern: () => patterns.graphId },
  roleArn: { id: "role-arn", noun: "role ARN", check: (arn, { revision }) => checkRoleArn(arn, { revision }), pattern: roleRevision, more: showParts },
};

function showParts(node, arn) {
  const { partition, accountId, path, roleName } = roleArnParts(arn);
  node.append(pairs([["Partition", code(partition)], ["Account", code(accountId)], ["Path", code(path)], ["Role name", roleName === "" ? "(empty)" : code(roleName)]]));
}

/** What is still missing from a value that is right so far, in words; nothing if it is not. */
function rest(value, { code: kind, found, hint, expected, index }, { length }) {
  if (kind !== "too_short" || found !== undefined || hint !== undefined || index !== value.length) return undefined;
  return length === undefined ? `Right so far. Next: ${expected.replaceAll("`", "")}` : `${length - value.length} to go`;
}

/** The verdicts on the fields. `use(name, value)` puts a suggestion into a field. */
export function judgeChecks(state, use) {
  return Object.fromEntries(Object.entries(FIELDS).map(([name, { id, check, pattern, more }]) => {
    const value = state[name];
    if (value === "") return [name, { verdict: idle("Pattern ", code(pattern(state).source)) }];
    const checked = check(value, state);
    const isTyped = state.typing === id || state.typing === "paste";
    const missing = !checked.ok && isTyped ? rest(value, checked.issue, pattern(state)) : undefined;
    if (missing) return [name, { checked, verdict: prefix(missing) }];
    return [name, {
      checked,
      verdict: checked.ok
        ? good("Valid", { said: "valid", warnings: checked.warnings, key: value, more: more && ((node) => more(node, checked.value)) })
        : invalid("Invalid", checked.issue, { culprit: id, value, use: (suggestion) => use(name, suggestion) }),
    }];
  }));
}

/** Shows what is filled in of the template of an ID. */
export function showTemplates(state, judged) {
  for (const [name, { id, pattern }] of Object.entries(FIELDS)) {
    const { prefix: start, length } = pattern(state);
    if (length === undefined) continue;
    const { checked } = judged[name];
    const value = state[name];
    const right = checked?.ok ? length : checked?.issue.index ?? 0;
    byId(`${id}-template`).replaceChildren(
      element("span", "filled", value.slice(0, right)),
      element("span", "", start.padEnd(length, "▢").slice(Math.min(right, value.length))),
    );
  }
}

const TITLES = { taskId: "Task ID", graphId: "Graph ID", roleArn: "Role ARN", roleArnCurrent: "Role ARN" };

export function showPatterns(node) {
  for (const [name, title] of Object.entries(TITLES)) {
    const { source, html, revision, page } = patterns[name];
    node.append(element("div", "pattern", element("h3", "", `${title}, ${revision}`), pairs([
      ["Pattern", code(source)],
      ["In HTML", html === source ? "the same" : code(html)],
      ["Page", link(page, page)],
    ])));
  }
}
