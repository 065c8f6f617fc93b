import { StringDecoder } from "node:string_decoder";

/**
 * Splits a stream of bytes into lines. Returns what takes the next bytes and reports every complete line.
 * @throws RangeError when a line is longer than `maxBytes`
 */
export function lineReader(maxBytes: number, onLine: (line: string) => void): (bytes: Buffer) => void {
  const decoder = new StringDecoder("utf8");
  let parts: string[] = [];
  let heldBytes = 0;
  return (bytes) => {
    const [first = "", ...others] = decoder.write(bytes).split("\n");
    parts.push(first);
    heldBytes += bytes.length;
    if (others.length === 0) {
      if (heldBytes > maxBytes) throw new RangeError(`A line is longer than ${maxBytes} bytes`);
      return;
    }
    const last = others.pop() ?? "";
    onLine(parts.join(""));
    for (const line of others) onLine(line);
    parts = [last];
    heldBytes = Buffer.byteLength(last);
  };
}
