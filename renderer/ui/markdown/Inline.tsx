import { Fragment, memo, use, useMemo, type ReactNode } from "react";
import { assertNever } from "../../../shared/assert-never.ts";
import { Formula } from "./Formula.tsx";
import { healInline } from "./heal-markdown.ts";
import { decodeEntities } from "./html-entities.ts";
import { ReplyLink } from "./ReplyLink.tsx";
import { asMarkdownTokens, lexInline, type MarkdownToken } from "./markdown-lexer.ts";
import { MarkdownLinks } from "./markdown-links.ts";
import styles from "./Markdown.module.css";

/** HTML tags that only format text; they are kept, without attributes. */
const textTags: ReadonlySet<string> = new Set([
  "b",
  "del",
  "em",
  "i",
  "ins",
  "kbd",
  "mark",
  "s",
  "strong",
  "sub",
  "sup",
  "u",
]);

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

function InlineTokens({ tokens }: { readonly tokens: readonly MarkdownToken[] }) {
  const nodes: ReactNode[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (!token) continue;
    const end = closingTag(tokens, index);
    if (end === null) {
      nodes.push(<InlineToken key={index} token={token} />);
    } else {
      const Tag = tagName(token.raw) as "b";
      nodes.push(
        <Tag key={index}>
          <InlineTokens tokens={tokens.slice(index + 1, end)} />
        </Tag>,
      );
      index = end;
    }
  }
  return <>{nodes}</>;
}

function InlineToken({ token }: { readonly token: MarkdownToken }): ReactNode {
  switch (token.type) {
    case "strong":
      return (
        <strong>
          <InlineTokens tokens={asMarkdownTokens(token.tokens)} />
        </strong>
      );
    case "em":
      return (
        <em>
          <InlineTokens tokens={asMarkdownTokens(token.tokens)} />
        </em>
      );
    case "del":
      return (
        <del>
          <InlineTokens tokens={asMarkdownTokens(token.tokens)} />
        </del>
      );
    case "codespan":
      return (
        <code className={styles.code} dir="auto">
          {token.text}
        </code>
      );
    case "link":
      return (
        <ReplyLink href={token.autolink === true ? token.href : decodeEntities(token.href)}>
          <InlineTokens tokens={asMarkdownTokens(token.tokens)} />
        </ReplyLink>
      );
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
      return token.tokens ? (
        <InlineTokens tokens={asMarkdownTokens(token.tokens)} />
      ) : (
        <Fragment>{decodeEntities(token.text)}</Fragment>
      );
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
    case "table":
      return <Fragment>{token.raw}</Fragment>;
    default:
      return assertNever(token);
  }
}

/** HTML in a reply is shown as text, except for line breaks, and comments are dropped. */
function htmlText(raw: string): ReactNode {
  if (/^<br\s*\/?>$/i.test(raw)) return <br />;
  return raw.startsWith("<!--") ? null : raw;
}

function tagName(raw: string): string | null {
  const name = /^<([a-z]{1,6})>$/i.exec(raw)?.[1]?.toLowerCase();
  return name !== undefined && textTags.has(name) ? name : null;
}

/**
 * Index of the closing tag of the element that opens here, or null when nothing opens or it is never closed.
 */
function closingTag(tokens: readonly MarkdownToken[], open: number): number | null {
  const token = tokens[open];
  const name = token?.type === "html" ? tagName(token.raw) : null;
  if (name === null) return null;
  const end = tokens.findIndex(
    (other, at) => at > open && other.type === "html" && other.raw.toLowerCase() === `</${name}>`,
  );
  return end === -1 ? null : end;
}
