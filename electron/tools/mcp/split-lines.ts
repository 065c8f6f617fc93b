const newline = 10;

/** Calls back with each line of a stream of UTF-8, without its end. A line that is not ended is kept. */
export function splitLines(onLine: (line: string) => void): (chunk: Buffer) => void {
  let open: Buffer[] = [];
  return (chunk) => {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      const line = Buffer.concat([...open, chunk.subarray(start, end)]).toString("utf8");
      open = [];
      start = end + 1;
      onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    }
    if (start < chunk.length) open.push(chunk.subarray(start));
  };
}
