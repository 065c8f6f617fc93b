import type { ReadReceipt } from "../../../../shared/receipts/read-receipt.ts";
import type { Receipt } from "../../../../shared/receipts/receipt.ts";
import { useText } from "../../../i18n/i18n.ts";
import { CutMark } from "../CutMark.tsx";
import { ReceiptRows } from "./ReceiptRows.tsx";
import styles from "./Receipts.module.css";

export interface ReceiptBodyProps {
  /** File name, when there are several receipts. */
  readonly name: string | null;
  /** The text that the model generated. */
  readonly answer: string;
  /** The model reached its output limit. */
  readonly isCutOff: boolean;
  readonly read: ReadReceipt;
  /** The reply was stopped during this receipt. */
  readonly isStopped: boolean;
  /** null: not editable yet. */
  readonly onCorrect: ((receipt: Receipt) => void) | null;
}

/** One receipt, or the reason why there is none. */
export function ReceiptBody({ name, answer, isCutOff, read, isStopped, onCorrect }: ReceiptBodyProps) {
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
                {isCutOff && <CutMark />}
              </pre>
            )}
          </td>
        </tr>
      </tbody>
    );
  }
  return <ReceiptRows name={name} answer={answer} receipt={read.receipt} onCorrect={onCorrect} />;
}
