import type { Receipt } from "../../../../shared/receipts/receipt.ts";
import { sumReceipts, type ReceiptsSum } from "../../../../shared/receipts/sum-receipts.ts";
import { formatList, formatMoney } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";
import styles from "./Receipts.module.css";

/**
 * The totals of several receipts in one line. Renders nothing for a single receipt, which shows its own
 * total.
 */
export function ReceiptsSummary({ receipts }: { readonly receipts: readonly Receipt[] }) {
  const text = useText().tasks.summary;
  const language = useLanguage();
  if (receipts.length < 2) return null;
  return (
    <p role="status" aria-label={text.label} className={styles.summary}>
      {summaryWords(sumReceipts(receipts), text, language).join(" · ")}
    </p>
  );
}

function summaryWords(
  { count, agreeing, withoutTotal, sums }: ReceiptsSum,
  text: MessageCatalog["tasks"]["summary"],
  language: Language,
): readonly string[] {
  const isOneMoney = sums.length === 1;
  const amounts = sums.map(({ currency, units, digits }) => {
    const amount = formatMoney(units, digits, language);
    if (currency !== null) return text.money(amount, currency);
    return isOneMoney ? amount : text.noCurrency(amount);
  });
  return [
    text.count(count),
    agreeing === count ? text.allAgree : text.agree(agreeing, count),
    amounts.length > 0 && text.sum(formatList(amounts, language)),
    withoutTotal > 0 && text.withoutTotal(withoutTotal),
  ].filter((words) => words !== false);
}
