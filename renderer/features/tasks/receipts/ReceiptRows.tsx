import { useRef } from "react";
import type { Receipt, ReceiptItem } from "../../../../shared/receipts/receipt.ts";
import { useText } from "../../../i18n/i18n.ts";
import { showNews } from "../../../toasts.ts";
import { Button } from "../../../ui/Button.tsx";
import { MoneyCell, TextCell } from "./cells.tsx";
import { CheckRow } from "./CheckRow.tsx";
import { ItemRow } from "./ItemRow.tsx";
import styles from "./Receipts.module.css";
import { useCorrections } from "./use-corrections.ts";
import { useLineFocus } from "./use-line-focus.ts";
import { useLineKeys } from "./use-line-keys.ts";

export interface ReceiptRowsProps {
  /** File name, when there are several receipts. */
  readonly name: string | null;
  /** The text that the model generated, or its corrected version. */
  readonly answer: string;
  readonly receipt: Receipt;
  /** null: not editable yet. */
  readonly onCorrect: ((receipt: Receipt) => void) | null;
}

const emptyLine: ReceiptItem = { name: "", quantity: null, price: null };

/** The editable rows of a receipt. */
export function ReceiptRows({ name, answer, receipt, onCorrect }: ReceiptRowsProps) {
  const { tasks: text, common } = useText();
  const { columns } = text;
  const { items } = receipt;
  const correct = useCorrections(answer, receipt, onCorrect);
  const body = useRef<HTMLTableSectionElement>(null);
  const focus = useLineFocus(body, items.length);
  const lines = useLineKeys(items.length);
  const change =
    onCorrect && ((changed: Partial<Receipt>) => correct((before) => ({ ...before, ...changed })));
  const changeItems = (next: (items: readonly ReceiptItem[]) => readonly ReceiptItem[]) =>
    correct((before) => ({ ...before, items: next(before.items) }));
  const add = (line: number, item: ReceiptItem) => {
    focus.toAdded(line);
    lines.expectAdded(line);
    changeItems((before) => before.toSpliced(line, 0, item));
  };
  const remove = (line: number, item: ReceiptItem) => {
    focus.fromRemoved(line);
    lines.expectRemoved(line);
    changeItems((before) => before.toSpliced(line, 1));
    const undo = { label: common.undo, perform: () => add(line, item) };
    showNews({ text: text.removedLine(line + 1, item.name), action: undo });
  };
  return (
    <tbody ref={body} aria-label={name === null ? undefined : text.receipt(name)}>
      <tr className={styles.head}>
        <td colSpan={4}>
          {name !== null && <strong className={styles.name}>{name}</strong>}
          <div className={styles.facts}>
            {(["merchant", "date", "currency"] as const).map((field) => (
              <TextCell
                key={field}
                label={columns[field]}
                placeholder={columns[field]}
                value={receipt[field] ?? ""}
                onChange={change && ((value) => change({ [field]: value === "" ? null : value }))}
              />
            ))}
          </div>
        </td>
      </tr>
      <tr className={styles.columns}>
        <th scope="col">{columns.item}</th>
        <th scope="col" className={styles.number}>
          {columns.quantity}
        </th>
        <th scope="col" className={styles.number}>
          {columns.price}
        </th>
        <td />
      </tr>
      {items.map((item, line) => (
        <ItemRow
          key={lines.keys[line] ?? line}
          item={item}
          currency={receipt.currency}
          line={line}
          onChange={
            onCorrect &&
            ((changed) =>
              changeItems((before) =>
                before.map((each, at) => (at === line ? { ...each, ...changed } : each)),
              ))
          }
          onRemove={() => remove(line, item)}
        />
      ))}
      {onCorrect && (
        <tr>
          <td colSpan={4}>
            <Button
              size="small"
              variant="quiet"
              icon="add"
              className={styles.add}
              onClick={() => add(items.length, emptyLine)}
            >
              {text.addLine}
            </Button>
          </td>
        </tr>
      )}
      {(["tax", "total"] as const).map((field) => (
        <tr key={field} className={styles.sum}>
          <th scope="row" colSpan={2}>
            {columns[field]}
          </th>
          <td className={styles.number}>
            <MoneyCell
              label={columns[field]}
              placeholder="–"
              value={receipt[field]}
              currency={receipt.currency}
              onChange={change && ((value) => change({ [field]: value }))}
            />
          </td>
          <td />
        </tr>
      ))}
      <CheckRow receipt={receipt} />
    </tbody>
  );
}
