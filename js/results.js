// The results of checks. WebAssembly would have to set each member by a call.

/** A value is valid. */
export const accepted = (value, warnings) => ({ ok: true, value, warnings });
