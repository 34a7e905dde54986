// Rules of markdownlint for prose: no long sentences, no long documents.

/** Prose is in these tokens; code spans, links' addresses and HTML are not prose. */
const PROSE = new Set(["data", "codeTextData", "lineEnding", "hardBreakEscape"]);
const SKIPPED = new Set(["resource", "definition", "htmlText", "autolink"]);
const CONTAINERS = new Set(["paragraph", "atxHeadingText", "tableData", "tableHeader"]);

/** The text of a token, in which each code span is one word. */
function textOf(token) {
  if (SKIPPED.has(token.type)) return "";
  if (token.type === "codeText") return "code";
  if (token.type === "lineEnding") return " ";
  if (token.children.length === 0) return PROSE.has(token.type) ? token.text : "";
  return token.children.map(textOf).join("");
}

const wordsOf = (sentence) => sentence.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,/-]*/gu)?.length ?? 0;

function* containersOf(tokens) {
  for (const token of tokens) {
    if (CONTAINERS.has(token.type)) yield token;
    else yield* containersOf(token.children);
  }
}

export const sentenceLength = {
  names: ["sentence-length"],
  description: "Sentences should be short",
  tags: ["prose"],
  parser: "micromark",
  function({ parsers: { micromark: { tokens } }, config: { words: limit = 35 } }, onError) {
    for (const container of containersOf(tokens)) {
      for (const sentence of textOf(container).split(/(?<=[.!?])\s+/)) {
        const words = wordsOf(sentence);
        if (words > limit) onError({ lineNumber: container.startLine, detail: `${words} words: ${sentence.slice(0, 60)}…` });
      }
    }
  },
};

export const documentLength = {
  names: ["document-length"],
  description: "Documents should be short",
  tags: ["prose"],
  parser: "none",
  function({ lines, config: { lines: limit = 300 } }, onError) {
    if (lines.length > limit) onError({ lineNumber: limit + 1, detail: `${lines.length} lines` });
  },
};
