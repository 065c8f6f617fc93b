import type { ReadReceipt } from "../../../../shared/receipts/read-receipt.ts";
import type { Receipt, ReceiptItem } from "../../../../shared/receipts/receipt.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import { CutMark } from "../CutMark.tsx";
import { AmountCell, TextCell } from "./cells.tsx";
import { CheckRow } from "./CheckRow.tsx";
import styles from "./Receipts.module.css";

export interface ReceiptBodyProps {
  /** Of the file, where there are several. */
  readonly name: string | null;
  /** As the model wrote it. */
  readonly answer: string;
  /** It had no room for the rest. */
  readonly isCut: boolean;
  readonly read: ReadReceipt;
  /** The reply was stopped while this one was being read. */
  readonly isStopped: boolean;
  /** null: not yet. */
  readonly onCorrect: ((receipt: Receipt) => void) | null;
}

/** The rows of one receipt. */
export function ReceiptBody({ name, answer, isCut, read, isStopped, onCorrect }: ReceiptBodyProps) {
  const text = useText().tasks;
  if (read.type !== "receipt") {
    return (
      <tbody>
        <tr>
          <td colSpan={4} className={styles.problem}>
            {name !== null && <strong className={styles.name}>{name}</strong>}
            {read.type === "refused" ? text.refused(read.reason) : isStopped ? text.unread : text.unclear}
            {read.type === "unclear" && !isStopped && (
              <pre className={styles.answer}>
                {answer}
                {isCut && <CutMark />}
              </pre>
            )}
          </td>
        </tr>
      </tbody>
    );
  }
  const { receipt } = read;
  const { columns } = text;
  const change = onCorrect && ((changed: Partial<Receipt>) => onCorrect({ ...receipt, ...changed }));
  const changeItem =
    change &&
    ((line: number, changed: Partial<ReceiptItem>) =>
      change({ items: receipt.items.map((item, at) => (at === line ? { ...item, ...changed } : item)) }));
  return (
    <tbody aria-label={name === null ? undefined : text.receipt(name)}>
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
      {receipt.items.map((item, line) => (
        <tr key={line}>
          <td>
            <TextCell
              label={text.line(columns.item, line + 1)}
              value={item.name}
              onChange={changeItem && ((value) => changeItem(line, { name: value }))}
            />
          </td>
          <td className={styles.number}>
            <AmountCell
              label={text.line(columns.quantity, line + 1)}
              value={item.quantity}
              isMoney={false}
              onChange={changeItem && ((quantity) => changeItem(line, { quantity }))}
            />
          </td>
          <td className={styles.number}>
            <AmountCell
              label={text.line(columns.price, line + 1)}
              value={item.price}
              isMoney
              onChange={changeItem && ((price) => changeItem(line, { price }))}
            />
          </td>
          <td className={styles.remove}>
            {change && (
              <IconButton
                size="small"
                icon="close"
                label={text.removeLine(line + 1)}
                onClick={() => change({ items: receipt.items.toSpliced(line, 1) })}
              />
            )}
          </td>
        </tr>
      ))}
      {change && (
        <tr>
          <td colSpan={4}>
            <Button
              size="small"
              variant="quiet"
              icon="add"
              onClick={() => change({ items: [...receipt.items, { name: "", quantity: null, price: null }] })}
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
            <AmountCell
              label={columns[field]}
              value={receipt[field]}
              isMoney
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
