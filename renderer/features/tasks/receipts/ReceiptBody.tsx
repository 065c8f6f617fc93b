import type { ReadReceipt } from "../../../../shared/receipts/read-receipt.ts";
import type { Receipt } from "../../../../shared/receipts/receipt.ts";
import { useText } from "../../../i18n/i18n.ts";
import { CutMark } from "../CutMark.tsx";
import { ReceiptRows } from "./ReceiptRows.tsx";
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

/** One receipt, or why there is none. */
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
  return <ReceiptRows name={name} answer={answer} receipt={read.receipt} onCorrect={onCorrect} />;
}
