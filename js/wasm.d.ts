/** The WebAssembly file. Depending on the tool, importing it returns a compiled module or its URL. */
declare const module: object;
export default module;
