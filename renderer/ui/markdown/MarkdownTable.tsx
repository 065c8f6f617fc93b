import type { Tokens } from "marked";
import { memo, useRef } from "react";
import { useText } from "../../i18n/i18n.ts";
import { Inline } from "./Inline.tsx";
import styles from "./Markdown.module.css";
import { useScrollableFocus } from "./use-scrollable-focus.ts";

export function MarkdownTable({ table, isTail }: { readonly table: Tokens.Table; readonly isTail: boolean }) {
  const text = useText();
  const ref = useRef<HTMLDivElement>(null);
  const focus = useScrollableFocus(ref, text.chat.markdown.table);
  const last = table.rows.length - 1;
  return (
    <div ref={ref} className={styles.table} {...focus}>
      <table>
        <thead>
          <tr>
            {table.header.map((cell, index) => (
              <th key={index} scope="col" className={alignment(cell)} dir="auto">
                <Inline text={cell.text} isTail={isTail && last < 0} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, index) => (
            <Row key={index} cells={cells} isTail={isTail && index === last} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly cells: readonly Tokens.TableCell[];
  readonly isTail: boolean;
}

const Row = memo(
  function Row({ cells, isTail }: RowProps) {
    return (
      <tr>
        {cells.map((cell, index) => (
          <td key={index} className={alignment(cell)} dir="auto">
            <Inline text={cell.text} isTail={isTail} />
          </td>
        ))}
      </tr>
    );
  },
  (before, after) =>
    before.isTail === after.isTail &&
    before.cells.length === after.cells.length &&
    before.cells.every(
      (cell, index) => cell.text === after.cells[index]?.text && cell.align === after.cells[index].align,
    ),
);

function alignment(cell: Tokens.TableCell): string | undefined {
  if (cell.align === "right") return styles.right;
  return cell.align === "center" ? styles.center : undefined;
}
