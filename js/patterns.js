// The published patterns, as plain data. The WebAssembly re-exports them; its tests compare them with the ones it validates by.

const PAGE = "https://docs.aws.amazon.com/neptune-analytics/latest/apiref/API_CancelImportTask.html";

/** A pattern of the page. In `html`, a `-` in a class is escaped: the flag `v`, which browsers use for the attribute, demands it. */
const pattern = (source, html, revision, form) => Object.freeze({ source, html, revision, page: PAGE, ...form });

export const patterns = /* @__PURE__ */ Object.freeze({
  taskId: /* @__PURE__ */ pattern("t-[a-z0-9]{10}", "t-[a-z0-9]{10}", "documented", { prefix: "t-", length: 12 }),
  graphId: /* @__PURE__ */ pattern("g-[a-z0-9]{10}", "g-[a-z0-9]{10}", "documented", { prefix: "g-", length: 12 }),
  roleArn: /* @__PURE__ */ pattern(
    String.raw`arn:aws[^:]*:iam::\d{12}:(role|role/service-role)/[\w+=,.@-]*`,
    String.raw`arn:aws[^:]*:iam::\d{12}:(role|role/service-role)/[\w+=,.@\-]*`,
    "documented",
  ),
  roleArnCurrent: /* @__PURE__ */ pattern(
    String.raw`arn:aws[^:]*:iam::\d{12}:(role|role/service-role)(/[\w+=,.@-]+)+`,
    String.raw`arn:aws[^:]*:iam::\d{12}:(role|role/service-role)(/[\w+=,.@\-]+)+`,
    "current",
  ),
});
