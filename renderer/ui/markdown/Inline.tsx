import { Fragment, memo, use, useMemo, type ReactNode } from "react";
import { assertNever } from "../../../shared/assert-never.ts";
import { Formula } from "./Formula.tsx";
import { healInline } from "./heal-markdown.ts";
import { decodeEntities } from "./html-entities.ts";
import { ReplyLink } from "./ReplyLink.tsx";
import { known, lexInline, type MarkdownToken } from "./markdown-lexer.ts";
import { MarkdownLinks } from "./markdown-links.ts";
import styles from "./Markdown.module.css";

/** Marks people know from HTML that say something about text and nothing else; they are kept, without attributes. */
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

/** `isTail`: the text still grows, so what is open at its end is shown closed. */
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
          <InlineTokens tokens={known(token.tokens)} />
        </strong>
      );
    case "em":
      return (
        <em>
          <InlineTokens tokens={known(token.tokens)} />
        </em>
      );
    case "del":
      return (
        <del>
          <InlineTokens tokens={known(token.tokens)} />
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
          <InlineTokens tokens={known(token.tokens)} />
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
        <InlineTokens tokens={known(token.tokens)} />
      ) : (
        <Fragment>{decodeEntities(token.text)}</Fragment>
      );
    case "escape":
      return <Fragment>{token.text}</Fragment>;
    case "checkbox":
      // Drawn by its list.
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

/** Markup in a reply is shown as the text it is, but for a line break; a comment says nothing to a reader. */
function htmlText(raw: string): ReactNode {
  if (/^<br\s*\/?>$/i.test(raw)) return <br />;
  return raw.startsWith("<!--") ? null : raw;
}

function tagName(raw: string): string | null {
  const name = /^<([a-z]{1,6})>$/i.exec(raw)?.[1]?.toLowerCase();
  return name !== undefined && textTags.has(name) ? name : null;
}

/** Where the element that opens here ends, or null when nothing opens or it never ends. */
function closingTag(tokens: readonly MarkdownToken[], open: number): number | null {
  const token = tokens[open];
  const name = token?.type === "html" ? tagName(token.raw) : null;
  if (name === null) return null;
  const end = tokens.findIndex(
    (other, at) => at > open && other.type === "html" && other.raw.toLowerCase() === `</${name}>`,
  );
  return end === -1 ? null : end;
}
