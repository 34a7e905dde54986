// The lines of a stream.

// In UTF-16 code units. Far above any useful value; it limits the memory that input without line breaks takes.
export const MAX_LINE_LENGTH = 2 ** 24;

/** Yields the complete lines of each chunk of a stream. Lines end with LF or CRLF; the last one need not. */
export async function* linesOf(stream) {
  stream.setEncoding("utf8");
  let rest = "";
  for await (const chunk of stream) {
    const lines = chunk.split("\n");
    // A line over the limit is rejected anyway: the rest of it is dropped.
    lines[0] = rest.length > MAX_LINE_LENGTH ? rest : rest + lines[0];
    rest = lines.pop();
    if (lines.length > 0) yield lines.map((line) => line.replace(/\r$/, ""));
  }
  if (rest) yield [rest.replace(/\r$/, "")];
}
