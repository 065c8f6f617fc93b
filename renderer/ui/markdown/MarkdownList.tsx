import type { Tokens } from "marked";
import { memo, type ReactNode } from "react";
import { useText } from "../../i18n/i18n.ts";
import { Icon } from "../Icon.tsx";
import { asMarkdownTokens, type MarkdownToken } from "./markdown-lexer.ts";
import styles from "./Markdown.module.css";

/** Draws the blocks of an item, which may contain lists. Must always be the same function. */
type RenderBlocks = (tokens: readonly MarkdownToken[], isTail: boolean) => ReactNode;

export interface MarkdownListProps {
  readonly list: Tokens.List;
  readonly isTail: boolean;
  readonly renderBlocks: RenderBlocks;
}

/** The list has the direction of its text, and the marks of all items are on one side, within the column. */
export function MarkdownList({ list, isTail, renderBlocks }: MarkdownListProps) {
  const Tag = list.ordered ? "ol" : "ul";
  const last = list.items.length - 1;
  return (
    <Tag dir="auto" start={typeof list.start === "number" && list.start !== 1 ? list.start : undefined}>
      {list.items.map((item, index) => (
        <Item key={index} item={item} isTail={isTail && index === last} renderBlocks={renderBlocks} />
      ))}
    </Tag>
  );
}

interface ItemProps {
  readonly item: Tokens.ListItem;
  readonly isTail: boolean;
  readonly renderBlocks: RenderBlocks;
}

/** Re-rendered only when its source changed, so that a growing list renders one item and not all of them. */
const Item = memo(
  function Item({ item, isTail, renderBlocks }: ItemProps) {
    const text = useText();
    const blocks = renderBlocks(withoutCheckbox(item), isTail);
    if (!item.task) return <li>{blocks}</li>;
    return (
      <li className={styles.task}>
        <span
          role="img"
          data-checked={item.checked === true}
          aria-label={item.checked === true ? text.chat.markdown.taskDone : text.chat.markdown.taskOpen}
          className={styles.box}
        >
          {item.checked === true && <Icon name="check" size={14} />}
        </span>
        <div>{blocks}</div>
      </li>
    );
  },
  (before, after) =>
    before.isTail === after.isTail &&
    before.item.raw === after.item.raw &&
    before.item.loose === after.item.loose,
);

/** The parser puts the checkbox before the text, in one of two ways. */
function withoutCheckbox(item: Tokens.ListItem): readonly MarkdownToken[] {
  const tokens = asMarkdownTokens(item.tokens).filter((token) => token.type !== "checkbox");
  const first = tokens[0];
  if (!item.task || first?.type !== "paragraph") return tokens;
  return [{ ...first, text: first.text.replace(/^\[[ xX]\] +/, "") }, ...tokens.slice(1)];
}
