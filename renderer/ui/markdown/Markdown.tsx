import { memo, use, useMemo, useState } from "react";
import { useText } from "../../i18n/i18n.ts";
import { drawingLimits } from "./drawing-limits.ts";
import { drawnBlocks } from "./drawn-blocks.ts";
import { FormulaBudget, FormulasOfText } from "./formula-budget.ts";
import { MarkdownBlock } from "./MarkdownBlock.tsx";
import { MarkdownSplitter } from "./markdown-blocks.ts";
import { MarkdownLinks } from "./markdown-links.ts";
import styles from "./Markdown.module.css";
import { PlainReplies } from "./plain-replies.ts";
import { PlainText } from "./PlainText.tsx";
import { useReadText } from "./use-read-text.ts";
import { useShownCount } from "./use-shown-count.ts";

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
  const isPlain = use(PlainReplies);
  if (!isPlain && text.length <= drawingLimits.textLength)
    return <Formatted text={text} isGrowing={isGrowing} />;
  return (
    <div className={styles.markdown}>
      <Source text={text} />
    </div>
  );
});

function Formatted({ text, isGrowing }: { readonly text: string; readonly isGrowing: boolean }) {
  const [splitter] = useState(() => new MarkdownSplitter());
  const [formulas] = useState(() => new FormulaBudget());
  const read = useReadText(text);
  const mayGrow = isGrowing || read !== text;
  const { blocks, links } = useMemo(() => splitter.update(read, mayGrow), [splitter, read, mayGrow]);
  const drawn = useMemo(() => drawnBlocks(blocks), [blocks]);
  const shown = useShownCount(drawn);
  const last = drawn.length - 1;
  return (
    <MarkdownLinks value={links}>
      <FormulasOfText value={formulas}>
        <div className={styles.markdown} aria-busy={shown < drawn.length || read !== text || undefined}>
          {drawn
            .slice(0, shown)
            .map((block, index) =>
              block.type === "source" ? (
                <Source key={block.offset} text={block.source} />
              ) : (
                <MarkdownBlock key={block.offset} token={block.token} isTail={isGrowing && index === last} />
              ),
            )}
        </div>
      </FormulasOfText>
    </MarkdownLinks>
  );
}

/** Text that would cost too much to draw. Nothing of it is left out. */
function Source({ text }: { readonly text: string }) {
  const words = useText().chat.markdown;
  return (
    <div role="group" aria-label={words.source} className={styles.plain}>
      <p className={styles.note}>{words.tooLong}</p>
      <PlainText text={text.replace(/^\n+|\n+$/g, "")} />
    </div>
  );
}
