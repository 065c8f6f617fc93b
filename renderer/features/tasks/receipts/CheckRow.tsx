import {
  checkReceipt,
  digitsOf,
  type ReceiptCheck,
  type Suspect,
} from "../../../../shared/receipts/check-receipt.ts";
import type { Receipt } from "../../../../shared/receipts/receipt.ts";
import { formatMoney, formatSentences } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import type { Language } from "../../../i18n/language.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
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
  const money = (units: number) => formatMoney(units, digitsOf(receipt), language);
  return (
    <tr className={styles.check} data-outcome={check.type}>
      <td colSpan={4}>
        <span className={styles.outcome}>
          <span className="visually-hidden">{text.check.label}:</span>
          <Icon name={icons[check.type]} size={16} />
          {wordsOf(check, text, money, language)}
        </span>
      </td>
    </tr>
  );
}

type Money = (units: number) => string;

function wordsOf(
  check: ReceiptCheck,
  { check: text }: MessageCatalog["tasks"],
  money: Money,
  language: Language,
): string {
  switch (check.type) {
    case "agrees": {
      const { roundingUnits, isTaxOnTop } = check;
      if (roundingUnits !== 0) return text.rounded(money(Math.abs(roundingUnits)));
      return isTaxOnTop ? text.agreesOnTop : text.agrees;
    }
    case "differs": {
      const differs = `${text.differs(money(Math.abs(check.differenceUnits)))}.`;
      const suspects = check.suspects.slice(0, 2).map((suspect) => suspectWords(suspect, text, money));
      return formatSentences([differs, ...suspects], language);
    }
    case "incomplete":
      return text.incomplete;
  }
}

function suspectWords(suspect: Suspect, text: MessageCatalog["tasks"]["check"], money: Money): string {
  const line = suspect.line + 1;
  return suspect.priceUnits === null
    ? text.suspectLine(line)
    : text.suspectPrice(line, money(suspect.priceUnits));
}
