import { memo, useMemo, useState } from "react";
import { useText } from "../../i18n/i18n.ts";
import { MarkdownBlock } from "./MarkdownBlock.tsx";
import { MarkdownSplitter } from "./markdown-blocks.ts";
import { MarkdownLinks } from "./markdown-links.ts";
import styles from "./Markdown.module.css";
import { PlainText } from "./PlainText.tsx";

/** In characters; longer text is shown without formatting, so that no reply can hang the page. */
export const maxMarkdownLength = 200_000;

export interface MarkdownProps {
  readonly text: string;
  /** More text is expected. */
  readonly isGrowing?: boolean;
}

/**
 * Renders model-written Markdown safely: elements are built from parsed tokens, so HTML in the text can only
 * become text. While the text grows, only its end is parsed and rendered again.
 */
export const Markdown = memo(function Markdown({ text, isGrowing = false }: MarkdownProps) {
  const words = useText();
  if (text.length <= maxMarkdownLength) return <Formatted text={text} isGrowing={isGrowing} />;
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
