// The examples in the doc comments of the type declarations, as programs.

import { readFileSync } from "node:fs";

const ENTRIES = {
  types: "neptune-import-tasks", index: "neptune-import-tasks",
  snippets: "neptune-import-tasks/snippets", testing: "neptune-import-tasks/testing",
};
const COMMENT = /\/\*\*((?:(?!\*\/)[^])*)\*\/\n(\s*)(export )?(?:declare )?(?:(?:function|class|interface|type|const) )?(?:readonly )?(\w+)/g;
const DECLARATION = /^export (?:declare )?(?:function|class|interface|type|const) (\w+)/gm;

const sources = Object.entries(ENTRIES).map(([name, entry]) =>
  ({ name, entry, source: readFileSync(new URL(`../../js/${name}.d.ts`, import.meta.url), "utf8") }));

/** The names that each entry exports. */
const exported = sources.flatMap(({ entry, source }) => [...source.matchAll(DECLARATION)].map(([, name]) => ({ entry, name })));

/** The examples of the declarations: where each is, and its code with the imports that it needs. */
export const declaredExamples = sources.flatMap(({ name: file, source }) =>
  [...source.matchAll(COMMENT)].flatMap(([, comment, , , name]) => {
    const text = comment.replace(/^\s*\* ?/gm, "");
    return [...text.matchAll(/@example\s*([^]*?)(?=\n@|$)/g)].map(([, code]) => ({ file, name, code: withImports(code.trim()) }));
  }));

function withImports(code) {
  const isUsed = (name) => new RegExp(`\\b${name}\\b`).test(code);
  const isDeclared = (name) => new RegExp(`(?:const|let) (?:\\{[^}]*)?\\b${name}\\b`).test(code);
  const used = exported.filter(({ name }) => isUsed(name) && !isDeclared(name));
  const unique = new Map(used.map(({ name, entry }) => [name, entry]));
  return `${[...unique].map(([name, entry]) => `import { ${name} } from "${entry}";`).join("\n")}\n${code}\nexport {};\n`;
}

/** The exported declarations whose doc comment has no example. */
export const withoutExample = sources.flatMap(({ name: file, source }) => {
  const comments = [...source.matchAll(COMMENT)].filter(([, comment, , isExported]) => isExported && comment.includes("@example"));
  const documented = new Set(comments.map(([, , , , name]) => name));
  const declared = [...source.matchAll(DECLARATION)].map(([, name]) => name);
  return declared.filter((name) => !documented.has(name)).map((name) => `${file}: ${name}`);
});

/** What the examples use without declaring it. */
export const AMBIENT = `
declare const credentials: import("neptune-import-tasks").Credentials;
declare const accessKeyId: string, secretAccessKey: string, sessionToken: string, taskIdentifier: string, region: string;
declare const ids: string[];
declare const options: import("neptune-import-tasks").WatchOptions;
declare const explanation: import("neptune-import-tasks").RequestExplanation;
declare const request: import("neptune-import-tasks").CancelImportTaskRequest;
declare const response: Response, status: number, headers: Headers, body: string;
declare const service: import("neptune-import-tasks/testing").FakeService;
declare const cancellation: import("neptune-import-tasks").Cancellation;
declare const start: number, moment: () => import("neptune-import-tasks").CancellationMoment;
declare const error: unknown, retry: () => Promise<void>;
declare const input: { value: string; pattern: string }, env: Record<string, string>;
declare const { fromNodeProviderChain }: typeof import("@aws-sdk/credential-providers");
declare const { createEnv }: typeof import("@t3-oss/env-core");
declare const WebAssembly: { compileStreaming(source: Promise<Response>): Promise<object> };
declare const { after }: typeof import("node:test");
`;
