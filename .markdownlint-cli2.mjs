// The rules for Markdown. `make check` runs them.

import { documentLength, sentenceLength } from "./docs/prose-rules.mjs";

export default {
  globs: ["*.md", "docs/*.md", "examples/**/*.md", ".github/**/*.md"],
  ignores: ["**/node_modules/**"],
  customRules: [documentLength, sentenceLength],
  config: {
    default: true,
    // Lines of any length: nothing but the width of an editor speaks against them.
    MD013: false,
    MD004: { style: "asterisk" },
    MD024: { siblings_only: true },
    // The templates of issues and changes begin with their front matter or a comment.
    MD041: false,
    MD060: false,
    "sentence-length": { words: 35 },
    "document-length": { lines: 300 },
  },
};
