import { memo, type ReactNode } from "react";
import { assertNever } from "../../../shared/assert-never.ts";
import { CodeBlock } from "./CodeBlock.tsx";
import { Formula } from "./Formula.tsx";
import { Inline } from "./Inline.tsx";
import { MarkdownList } from "./MarkdownList.tsx";
import { MarkdownTable } from "./MarkdownTable.tsx";
import { asMarkdownTokens, type MarkdownToken } from "./markdown-lexer.ts";
import styles from "./Markdown.module.css";
import { PlainText } from "./PlainText.tsx";

export interface MarkdownBlockProps {
  readonly token: MarkdownToken;
  /** The text is still growing at the end of this block. */
  readonly isTail: boolean;
}

/** One block, re-rendered only when its source changed. */
export const MarkdownBlock = memo(
  function MarkdownBlock({ token, isTail }: MarkdownBlockProps) {
    return drawBlock(token, isTail);
  },
  (before, after) =>
    before.isTail === after.isTail &&
    (before.token === after.token ||
      (before.token.type === after.token.type &&
        before.token.raw === after.token.raw &&
        textOfToken(before.token) === textOfToken(after.token))),
);

/** Draws the blocks inside a quotation or a list item. */
function drawBlocks(tokens: readonly MarkdownToken[], isTail: boolean): ReactNode {
  const last = tokens.length - 1;
  return tokens.map((token, index) => (
    <MarkdownBlock key={index} token={token} isTail={isTail && index === last} />
  ));
}

function drawBlock(token: MarkdownToken, isTail: boolean): ReactNode {
  switch (token.type) {
    case "paragraph":
      return (
        <p dir="auto">
          <Inline text={token.text} isTail={isTail} />
        </p>
      );
    case "text":
      return <Inline text={token.text} isTail={isTail} />;
    case "heading":
      return <Heading depth={token.depth} text={token.text} isTail={isTail} />;
    case "code": {
      const isOpen = isTail && isOpenFence(token.raw);
      return token.lang === "math" ? (
        <Formula tex={token.text} isDisplay isOpen={isOpen} />
      ) : (
        <CodeBlock code={token.text} info={token.lang ?? ""} isOpen={isOpen} />
      );
    }
    case "list":
      return <MarkdownList list={token} isTail={isTail} renderBlocks={drawBlocks} />;
    case "table":
      return <MarkdownTable table={token} isTail={isTail} />;
    case "blockquote":
      return <blockquote dir="auto">{drawBlocks(asMarkdownTokens(token.tokens), isTail)}</blockquote>;
    case "math":
      return <Formula tex={token.tex} isDisplay={token.isDisplay} isOpen={token.isOpen} />;
    case "hr":
      return <hr />;
    case "html":
    case "source":
      return <PlainText text={token.raw.trimEnd()} />;
    case "space":
    case "def":
    case "checkbox":
      return null;
    case "list_item":
    case "br":
    case "codespan":
    case "del":
    case "em":
    case "escape":
    case "image":
    case "link":
    case "strong":
      return <p>{token.raw}</p>;
    default:
      return assertNever(token);
  }
}

/** Headings of a reply start below the page's own headings. */
function Heading({
  depth,
  text,
  isTail,
}: {
  readonly depth: number;
  readonly text: string;
  readonly isTail: boolean;
}) {
  if (text === "") return null;
  const Tag = depth <= 1 ? "h2" : depth === 2 ? "h3" : "h4";
  return (
    <Tag
      className={depth <= 1 ? styles.heading1 : depth === 2 ? styles.heading2 : styles.heading3}
      dir="auto"
    >
      <Inline text={text} isTail={isTail} />
    </Tag>
  );
}

function isOpenFence(raw: string): boolean {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(raw)?.[1];
  return (
    fence === undefined || !new RegExp(`\\n {0,3}${fence.charAt(0)}{${fence.length},}[ \\t]*\\n?$`).test(raw)
  );
}

/**
 * Compared besides the source, because tokens with the same source differ when the last block was completed.
 */
function textOfToken(token: MarkdownToken): string {
  return "text" in token && typeof token.text === "string" ? token.text : "";
}
