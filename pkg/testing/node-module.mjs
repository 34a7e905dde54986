/**
 * A module of Node by its short name, such as `http`. It is loaded only when it is asked for, so that a page can load
 * what names it here. The name is put together at run time, or bundlers for browsers would look for the module.
 *
 * @throws {Error} the runtime's own, where there is no such module
 */
export const nodeModule = (name) => import(/* webpackIgnore: true */ /* @vite-ignore */ ["node", name].join(":"));
