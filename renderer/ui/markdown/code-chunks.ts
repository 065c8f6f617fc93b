/** Lines per chunk: when a line is added, only the last chunk is laid out again. */
export const linesPerChunk = 32;

export interface CodeChunk {
  /** Index of the first line. */
  readonly firstLine: number;
  readonly text: string;
}

export function chunkLines(lines: readonly string[]): readonly CodeChunk[] {
  const chunks: CodeChunk[] = [];
  for (let firstLine = 0; firstLine < lines.length; firstLine += linesPerChunk) {
    const own = lines.slice(firstLine, firstLine + linesPerChunk);
    // A trailing empty line has no height unless a line break follows it.
    const isLast = firstLine + linesPerChunk >= lines.length;
    chunks.push({ firstLine, text: own.join("\n") + (!isLast && own.at(-1) === "" ? "\n" : "") });
  }
  return chunks;
}
