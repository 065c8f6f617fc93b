import type { Tokens } from "marked";
import { memo } from "react";
import { useText } from "../../i18n/i18n.ts";
import { Icon } from "../Icon.tsx";
import { MarkdownBlocks } from "./MarkdownBlock.tsx";
import { asMarkdownTokens, type MarkdownToken } from "./markdown-lexer.ts";
import styles from "./Markdown.module.css";

export function MarkdownList({ list, isTail }: { readonly list: Tokens.List; readonly isTail: boolean }) {
  const Tag = list.ordered ? "ol" : "ul";
  const last = list.items.length - 1;
  return (
    <Tag start={typeof list.start === "number" && list.start !== 1 ? list.start : undefined}>
      {list.items.map((item, index) => (
        <Item key={index} item={item} isTail={isTail && index === last} />
      ))}
    </Tag>
  );
}

interface ItemProps {
  readonly item: Tokens.ListItem;
  readonly isTail: boolean;
}

/** Re-rendered only when its source changed, so that a growing list renders one item and not all of them. */
const Item = memo(
  function Item({ item, isTail }: ItemProps) {
    const text = useText();
    const blocks = <MarkdownBlocks tokens={withoutCheckbox(item)} isTail={isTail} />;
    if (!item.task) return <li dir="auto">{blocks}</li>;
    return (
      <li className={styles.task} dir="auto">
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
