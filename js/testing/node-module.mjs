/**
 * Imports a module of Node by its name without `node:`, such as `http`, at run time, so that browsers can load the callers.
 * The specifier is built at run time, because bundlers for browsers would try to resolve it.
 *
 * @throws {Error} the runtime's error if there is no such module
 */
export const nodeModule = (name) => import(/* webpackIgnore: true */ /* @vite-ignore */ ["node", name].join(":"));
