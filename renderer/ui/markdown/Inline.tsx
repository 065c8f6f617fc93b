import type { Token } from "marked";
import { Fragment, memo, use, useMemo, type ReactNode } from "react";
import { assertNever } from "../../../shared/assert-never.ts";
import { Citation, TextWithCitations } from "./Citation.tsx";
import { citedNumber } from "./citations.ts";
import { CitedSources } from "./cited-sources.ts";
import { drawingLimits } from "./drawing-limits.ts";
import { Formula } from "./Formula.tsx";
import { healInline } from "./heal-markdown.ts";
import { decodeEntities } from "./html-entities.ts";
import { htmlPairs, tagName } from "./html-pairs.ts";
import { ReplyLink } from "./ReplyLink.tsx";
import { asMarkdownTokens, lexInline, type MarkdownToken } from "./markdown-lexer.ts";
import { MarkdownLinks } from "./markdown-links.ts";
import styles from "./Markdown.module.css";

/** `isTail`: the text is still growing, so syntax left open at its end is closed. */
export const Inline = memo(function Inline({
  text,
  isTail,
}: {
  readonly text: string;
  readonly isTail: boolean;
}) {
  const links = use(MarkdownLinks);
  const tokens = useMemo(() => lexInline(isTail ? healInline(text) : text, links), [text, isTail, links]);
  return <InlineTokens tokens={tokens} />;
});

interface InlineTokensProps {
  readonly tokens: readonly MarkdownToken[];
  /** Levels of emphasis and tags around these tokens. */
  readonly depth?: number;
}

function InlineTokens({ tokens, depth = 0 }: InlineTokensProps) {
  const pairs = useMemo(() => htmlPairs(tokens), [tokens]);
  return <>{drawTokens(tokens, 0, tokens.length, pairs, depth)}</>;
}

function drawTokens(
  tokens: readonly MarkdownToken[],
  from: number,
  to: number,
  pairs: ReadonlyMap<number, number>,
  depth: number,
): ReactNode[] {
  const nodes: ReactNode[] = [];
  for (let index = from; index < to; index += 1) {
    const token = tokens[index];
    if (!token) continue;
    const end = pairs.get(index);
    if (end === undefined || end >= to || depth >= drawingLimits.inlineDepth) {
      nodes.push(<InlineToken key={index} token={token} depth={depth} />);
    } else {
      const Tag = tagName(token.raw) as "b";
      nodes.push(<Tag key={index}>{drawTokens(tokens, index + 1, end, pairs, depth + 1)}</Tag>);
      index = end;
    }
  }
  return nodes;
}

interface InlineTokenProps {
  readonly token: MarkdownToken;
  readonly depth: number;
}

function InlineToken({ token, depth }: InlineTokenProps): ReactNode {
  const citesNumbers = use(CitedSources).size > 0;
  const inner = (tokens: readonly Token[] | undefined) =>
    depth >= drawingLimits.inlineDepth ? (
      token.raw
    ) : (
      <InlineTokens tokens={asMarkdownTokens(tokens ?? [])} depth={depth + 1} />
    );
  switch (token.type) {
    case "strong":
      return <strong>{inner(token.tokens)}</strong>;
    case "em":
      return <em>{inner(token.tokens)}</em>;
    case "del":
      return <del>{inner(token.tokens)}</del>;
    case "codespan":
      return (
        <code className={styles.code} dir="auto">
          {token.text}
        </code>
      );
    case "link": {
      // A citation that names an address of its own is still a citation.
      const cited = citesNumbers ? citedNumber(token.text) : null;
      if (cited !== null) return <Citation number={cited} />;
      return (
        <ReplyLink href={token.autolink === true ? token.href : decodeEntities(token.href)}>
          {inner(token.tokens)}
        </ReplyLink>
      );
    }
    case "image":
      return (
        <ReplyLink href={decodeEntities(token.href)} isImage>
          {decodeEntities(token.text)}
        </ReplyLink>
      );
    case "math":
      return <Formula tex={token.tex} isDisplay={token.isDisplay} isOpen={false} />;
    case "br":
      return <br />;
    case "html":
      return htmlText(token.raw);
    case "text":
      return token.tokens ? inner(token.tokens) : <TextWithCitations text={decodeEntities(token.text)} />;
    case "escape":
      return <Fragment>{token.text}</Fragment>;
    case "checkbox":
      // Rendered by its list.
      return null;
    case "blockquote":
    case "code":
    case "def":
    case "heading":
    case "hr":
    case "list":
    case "list_item":
    case "paragraph":
    case "space":
    case "source":
    case "table":
      return <Fragment>{token.raw}</Fragment>;
    default:
      return assertNever(token);
  }
}

/** HTML in a reply is shown as text, except for line breaks. */
function htmlText(raw: string): ReactNode {
  return /^<br\s*\/?>$/i.test(raw) ? <br /> : raw;
}
