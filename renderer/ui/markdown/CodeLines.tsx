import { memo, useMemo, type ReactNode } from "react";
import { chunkLines, linesPerChunk } from "./code-chunks.ts";
import styles from "./CodeBlock.module.css";
import { tokenKinds, type LineTokens } from "./highlight-protocol.ts";

export interface CodeLinesProps {
  readonly lines: readonly string[];
  /** Colours of the first lines, as far as they are known. */
  readonly colours: readonly LineTokens[];
}

export function CodeLines({ lines, colours }: CodeLinesProps) {
  const chunks = useMemo(() => chunkLines(lines), [lines]);
  return (
    <code className={styles.code}>
      {chunks.map((chunk) => (
        <Chunk
          key={chunk.firstLine}
          text={chunk.text}
          colours={colours.slice(chunk.firstLine, chunk.firstLine + linesPerChunk)}
        />
      ))}
    </code>
  );
}

interface ChunkProps {
  readonly text: string;
  readonly colours: readonly LineTokens[];
}

const Chunk = memo(
  function Chunk({ text, colours }: ChunkProps) {
    return (
      <span className={styles.chunk}>
        {colours.length === 0 ? text : colourLines(text.split("\n"), colours)}
      </span>
    );
  },
  (before, after) =>
    before.text === after.text &&
    before.colours.length === after.colours.length &&
    before.colours.every((line, index) => line === after.colours[index]),
);

function colourLines(lines: readonly string[], colours: readonly LineTokens[]): ReactNode {
  return lines.map((line, index) => (
    <Line key={index} text={index < lines.length - 1 ? `${line}\n` : line} tokens={colours[index] ?? null} />
  ));
}

const Line = memo(function Line({
  text,
  tokens,
}: {
  readonly text: string;
  readonly tokens: LineTokens | null;
}) {
  if (tokens === null) return text;
  const runs: ReactNode[] = [];
  let from = 0;
  for (let at = 0; at + 1 < tokens.length; at += 2) {
    const to = from + (tokens[at] ?? 0);
    const kind = tokenKinds[tokens[at + 1] ?? 0] ?? "foreground";
    const run = text.slice(from, to);
    runs.push(
      kind === "foreground" ? (
        run
      ) : (
        <span key={at} className={styles[kind]}>
          {run}
        </span>
      ),
    );
    from = to;
  }
  runs.push(text.slice(from));
  return <>{runs}</>;
});
