import { useMemo } from "react";
import { drawingLimits } from "./drawing-limits.ts";
import { drawnBlocks } from "./drawn-blocks.ts";
import { MarkdownBlock } from "./MarkdownBlock.tsx";
import { MarkdownSplitter } from "./markdown-blocks.ts";
import { MarkdownLinks } from "./markdown-links.ts";
import styles from "./Markdown.module.css";
import { PlainText } from "./PlainText.tsx";

/** Markdown for a file: the whole text at once, by the same rules and limits as in the page. */
export function StillMarkdown({ text }: { readonly text: string }) {
  const { blocks, links } = useMemo(() => new MarkdownSplitter().update(text, false), [text]);
  if (text.length > drawingLimits.textLength) return <PlainText text={text} />;
  return (
    <MarkdownLinks value={links}>
      <div className={styles.markdown}>
        {drawnBlocks(blocks).map((block) =>
          block.type === "source" ? (
            <PlainText key={block.offset} text={block.source} />
          ) : (
            <MarkdownBlock key={block.offset} token={block.token} isTail={false} />
          ),
        )}
      </div>
    </MarkdownLinks>
  );
}
