import { memo, useMemo, useState } from "react";
import { useText } from "../../i18n/i18n.ts";
import { MarkdownBlock } from "./MarkdownBlock.tsx";
import { MarkdownSplitter } from "./markdown-blocks.ts";
import { MarkdownLinks } from "./markdown-links.ts";
import styles from "./Markdown.module.css";
import { PlainText } from "./PlainText.tsx";

/** In characters; beyond it text is shown without its formatting, so that no reply can hang the page. */
export const longestMarkdown = 200_000;

export interface MarkdownProps {
  readonly text: string;
  /** More is to come. */
  readonly isGrowing?: boolean;
}

/**
 * Markdown as models write it, safe by construction: what is drawn is built from parsed tokens, so that markup in the
 * text can only ever become text. While it grows, only its last block is read and drawn again.
 */
export const Markdown = memo(function Markdown({ text, isGrowing = false }: MarkdownProps) {
  const words = useText();
  if (text.length <= longestMarkdown) return <Formatted text={text} isGrowing={isGrowing} />;
  return (
    <div className={styles.markdown}>
      <p className={styles.note}>{words.chat.markdown.tooLong}</p>
      <PlainText text={text} />
    </div>
  );
});

function Formatted({ text, isGrowing }: { readonly text: string; readonly isGrowing: boolean }) {
  const [splitter] = useState(() => new MarkdownSplitter());
  const { blocks, links } = useMemo(() => splitter.update(text, isGrowing), [splitter, text, isGrowing]);
  const last = blocks.length - 1;
  return (
    <MarkdownLinks value={links}>
      <div className={styles.markdown}>
        {blocks.map(({ offset, token }, index) =>
          token.type === "space" || token.type === "def" ? null : (
            <MarkdownBlock key={offset} token={token} isTail={isGrowing && index === last} />
          ),
        )}
      </div>
    </MarkdownLinks>
  );
}
