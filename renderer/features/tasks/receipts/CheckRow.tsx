import { checkReceipt, type ReceiptCheck, type Suspect } from "../../../../shared/receipts/check-receipt.ts";
import type { Receipt } from "../../../../shared/receipts/receipt.ts";
import { formatCents, formatSentences } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";
import { Icon, type IconName } from "../../../ui/Icon.tsx";
import styles from "./Receipts.module.css";

const icons: Readonly<Record<ReceiptCheck["type"], IconName>> = {
  agrees: "checkCircle",
  differs: "alert",
  incomplete: "info",
};

/** Whether items, tax and total agree, and which line to check if they do not. */
export function CheckRow({ receipt }: { readonly receipt: Receipt }) {
  const text = useText().tasks;
  const language = useLanguage();
  const check = checkReceipt(receipt);
  return (
    <tr className={styles.check} data-outcome={check.type}>
      <td colSpan={4}>
        <span className={styles.outcome}>
          <span className="visually-hidden">{text.check.label}:</span>
          <Icon name={icons[check.type]} size={16} />
          {wordsOf(check, text, language)}
        </span>
      </td>
    </tr>
  );
}

function wordsOf(check: ReceiptCheck, { check: text }: MessageCatalog["tasks"], language: Language): string {
  switch (check.type) {
    case "agrees": {
      const { roundingCents, isTaxOnTop } = check;
      if (roundingCents !== 0) return text.rounded(formatCents(Math.abs(roundingCents), language));
      return isTaxOnTop ? text.agreesOnTop : text.agrees;
    }
    case "differs": {
      const differs = `${text.differs(formatCents(Math.abs(check.differenceCents), language))}.`;
      const suspects = check.suspects.slice(0, 2).map((suspect) => suspectWords(suspect, text, language));
      return formatSentences([differs, ...suspects], language);
    }
    case "incomplete":
      return text.incomplete;
  }
}

function suspectWords(suspect: Suspect, text: MessageCatalog["tasks"]["check"], language: Language): string {
  const line = suspect.line + 1;
  return suspect.priceCents === null
    ? text.suspectLine(line)
    : text.suspectPrice(line, formatCents(suspect.priceCents, language));
}
