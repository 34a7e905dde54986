// The code blocks of the documentation, and the programs that they are as files.

import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";

const root = new URL("../../", import.meta.url);

/** The pages whose code blocks are tested, as paths in the repository. */
export const PAGES = [
  "README.md", "CONTRIBUTING.md", "SECURITY.md",
  ...["docs/", "examples/"].flatMap((folder) =>
    readdirSync(new URL(folder, root)).filter((name) => name.endsWith(".md")).map((name) => folder + name)),
];

/** The fenced code blocks of a page, with the number of their first line. */
export function blocksOf(page) {
  const source = readFileSync(new URL(page, root), "utf8");
  const fences = /^```(\S*)[^\n]*\n([^]*?)^```$/gm;
  return [...source.matchAll(fences)].map(({ 1: language, 2: code, index }) => {
    const line = source.slice(0, index).split("\n").length + 1;
    return { page, line, name: `${page}:${line}`, file: `${basename(page, ".md")}-${line}`, language, code };
  });
}

const STATEMENT = /^(\s*)(?:console\.log\(([^\n]+)\)|((?!\s|const |let |import |export |return |for |if )[^=\n]+)); \/\/ (.+)$/gm;
const LITERAL = /^(?:["'`{[\d-]|true\b|false\b|undefined\b|null\b)/;
const THROWS = /^throws (\w+)$/;

/** A program in which the value in the comment after an expression is what the expression must be. */
export const withAssertions = (code) => code.replaceAll(STATEMENT, (line, indent, printed, bare, comment) => {
  const expression = printed ?? bare;
  const [, errorName] = THROWS.exec(comment) ?? [];
  if (errorName) return `${indent}await expectError(async () => ${expression}, "${errorName}");`;
  return LITERAL.test(comment) ? `${indent}expectValue(${expression}, ${comment});` : line;
});

/** The commands of a `console` block, each with the output that follows it. */
export const commandsOf = (code) => code.split(/^\$ /m).slice(1).map((part) => {
  const [command, ...output] = part.trimEnd().split(/(?<!\\)\n/);
  return { command, output: output.join("\n") };
});
