import { readReceipt } from "../../../../shared/receipts/read-receipt.ts";
import {
  receiptsAsCsv,
  receiptsAsJson,
  type NamedReceipt,
} from "../../../../shared/receipts/receipt-export.ts";
import { useText } from "../../../i18n/i18n.ts";
import { ExportBar, type ExportFormat } from "../ExportBar.tsx";
import { begunCount, pieceAnswers, type PieceAnswer } from "../piece-answers.ts";
import { PieceProgress } from "../PieceProgress.tsx";
import { withoutExtension } from "../../../ui/save-text.ts";
import type { TaskViewProps } from "../task-view-props.ts";
import { correctReceipt } from "./correct-receipt.ts";
import { ReceiptBody } from "./ReceiptBody.tsx";
import { ReceiptsSummary } from "./ReceiptsSummary.tsx";
import styles from "./Receipts.module.css";

/** Receipts as one editable table with their items and totals. */
export function ReceiptsView({ reply, question }: TaskViewProps) {
  const text = useText().tasks;
  const isStreaming = reply.status.type === "streaming";
  const answers = pieceAnswers(reply, question);
  const rows = writtenReceipts(answers);
  const { columns } = text;
  const receipts = rows.flatMap(({ answer, read }): NamedReceipt[] =>
    read.type === "receipt" ? [{ source: answer.source.name, receipt: read.receipt }] : [],
  );
  const fileName =
    answers.length === 1 ? withoutExtension(answers[0]?.source.name ?? text.receipts) : "receipts";
  const formats: readonly ExportFormat[] = [
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
        <PieceProgress current={begunCount(answers)} count={answers.length} words={text.receiptsProgress} />
      )}
      <div className={styles.scroller}>
        <table className={styles.table} aria-label={text.receipts}>
          {rows.map(({ answer, part, read }) => (
            <ReceiptBody
              key={part.id}
              name={answers.length > 1 ? answer.source.name : null}
              answer={part.text}
              isCutOff={answer.isCutOff}
              read={read}
              isStopped={answer.isStopped}
              onCorrect={isStreaming ? null : (receipt) => void correctReceipt(reply.id, part.id, receipt)}
            />
          ))}
        </table>
      </div>
      {!isStreaming && <ReceiptsSummary receipts={receipts.map(({ receipt }) => receipt)} />}
      {!isStreaming && receipts.length > 0 && <ExportBar formats={formats} />}
    </>
  );
}

/** The receipts generated so far, without the incomplete one that is being generated. */
function writtenReceipts(answers: readonly PieceAnswer[]) {
  return answers.flatMap((answer) => {
    const { part } = answer;
    return part === null || part.status === "streaming"
      ? []
      : [{ answer, part, read: readReceipt(part.text) }];
  });
}
