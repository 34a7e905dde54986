// The main entry of the package, which the first view does not need. It is loaded when a request, a response or a simulation does.

let loaded;
let loading;

/** The functions of the package, or nothing yet: then `whenLoaded` is called once they are there. */
export function library(whenLoaded) {
  loading ??= Promise.all([import("./neptune-import-tasks/index.mjs"), import("./neptune-import-tasks/snippets.mjs")])
    .then(async ([aws, { requestSnippets }]) => {
      await aws.init();
      loaded = { ...aws, requestSnippets };
    });
  if (!loaded) loading.then(whenLoaded, (error) => { setTimeout(() => { throw error; }); });
  return loaded;
}

/** What `make` returns, or the issue why there is nothing. */
export function attempt(make) {
  try {
    return { made: make() };
  } catch (error) {
    if (error.name === "InvalidInputError") return { issue: error.issue };
    throw error;
  }
}
