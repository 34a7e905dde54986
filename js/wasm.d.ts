/** The plain WebAssembly. Tools that import it as a module give a compiled one, others its address. */
declare const module: object;
export default module;
