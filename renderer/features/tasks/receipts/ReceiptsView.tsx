import type { Message } from "../../../../shared/chat/message.ts";
import { readReceipt } from "../../../../shared/receipts/read-receipt.ts";
import {
  receiptsAsCsv,
  receiptsAsJson,
  type NamedReceipt,
} from "../../../../shared/receipts/receipt-export.ts";
import { useText } from "../../../i18n/i18n.ts";
import { ExportBar, type ExportForm } from "../ExportBar.tsx";
import { pieceAnswers, type PieceAnswer } from "../piece-answers.ts";
import { PieceProgress } from "../PieceProgress.tsx";
import { bareName } from "../save-text.ts";
import type { TaskViewProps } from "../task-view-props.ts";
import { correctReceipt } from "./correct-receipt.ts";
import { ReceiptBody } from "./ReceiptBody.tsx";
import { ReceiptsSummary } from "./ReceiptsSummary.tsx";
import styles from "./Receipts.module.css";

/** Receipts as one table: their lines, what they add up to, and all of it to be put right. */
export function ReceiptsView({ reply, question }: TaskViewProps) {
  const text = useText().tasks;
  const isStreaming = reply.status.type === "streaming";
  const answers = pieceAnswers(reply, question);
  const rows = writtenReceipts(answers);
  const { columns } = text;
  const receipts = rows.flatMap(({ answer, read }): NamedReceipt[] =>
    read.type === "receipt" ? [{ source: answer.source.name, receipt: read.receipt }] : [],
  );
  const fileName = answers.length === 1 ? bareName(answers[0]?.source.name ?? text.receipts) : "receipts";
  const forms: readonly ExportForm[] = [
    {
      name: "CSV",
      fileName: `${fileName}.csv`,
      mediaType: "text/csv",
      text: () => receiptsAsCsv(receipts, columns),
      canCopy: true,
    },
    {
      name: "JSON",
      fileName: `${fileName}.json`,
      mediaType: "application/json",
      text: () => receiptsAsJson(receipts),
      canCopy: true,
    },
  ];
  return (
    <>
      {isStreaming && (
        <PieceProgress current={reply.parts.length} count={answers.length} words={text.receiptsProgress} />
      )}
      <div className={styles.scroller}>
        <table className={styles.table} aria-label={text.receipts}>
          <thead>
            <tr>
              <th scope="col">{columns.item}</th>
              <th scope="col" className={styles.number}>
                {columns.quantity}
              </th>
              <th scope="col" className={styles.number}>
                {columns.price}
              </th>
              <td />
            </tr>
          </thead>
          {rows.map(({ answer, read }) => (
            <ReceiptBody
              key={answer.position}
              name={answers.length > 1 ? answer.source.name : null}
              answer={answer.text ?? ""}
              isCut={answer.isCut}
              read={read}
              isStopped={wasStopped(reply) && answer.position === reply.parts.length - 1}
              onCorrect={
                isStreaming ? null : (receipt) => void correctReceipt(reply.id, answer.position, receipt)
              }
            />
          ))}
        </table>
      </div>
      {!isStreaming && <ReceiptsSummary receipts={receipts.map(({ receipt }) => receipt)} />}
      {!isStreaming && receipts.length > 0 && <ExportBar forms={forms} />}
    </>
  );
}

/** It ended before the model had said all of its last part. */
function wasStopped({ status }: Message): boolean {
  return (
    status.type === "failed" ||
    (status.type === "incomplete" && ["stopped", "interrupted"].includes(status.reason))
  );
}

/** What is written so far; the one that is being written is half a receipt, and waits. */
function writtenReceipts(answers: readonly PieceAnswer[]) {
  return answers.flatMap((answer) =>
    answer.text === null || answer.isBeingWritten ? [] : [{ answer, read: readReceipt(answer.text) }],
  );
}
