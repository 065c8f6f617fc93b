import type { ReceiptItem } from "../../../../shared/receipts/receipt.ts";
import { useText } from "../../../i18n/i18n.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { MoneyCell, QuantityCell, TextCell } from "./cells.tsx";
import styles from "./Receipts.module.css";

export interface ItemRowProps {
  readonly item: ReceiptItem;
  readonly currency: string | null;
  /** From 0. */
  readonly line: number;
  /** null: not editable yet. */
  readonly onChange: ((changed: Partial<ReceiptItem>) => void) | null;
  readonly onRemove: () => void;
}

/** One line item of a receipt. */
export function ItemRow({ item, currency, line, onChange, onRemove }: ItemRowProps) {
  const text = useText().tasks;
  const { columns } = text;
  return (
    <tr data-item>
      <td>
        <TextCell
          label={text.line(columns.item, line + 1)}
          value={item.name}
          onChange={onChange && ((name) => onChange({ name }))}
        />
      </td>
      <td className={styles.number}>
        <QuantityCell
          label={text.line(columns.quantity, line + 1)}
          value={item.quantity}
          onChange={onChange && ((quantity) => onChange({ quantity }))}
        />
      </td>
      <td className={styles.number}>
        <MoneyCell
          label={text.line(columns.price, line + 1)}
          value={item.price}
          currency={currency}
          onChange={onChange && ((price) => onChange({ price }))}
        />
      </td>
      <td className={styles.remove}>
        {onChange && (
          <IconButton size="small" icon="close" label={text.removeLine(line + 1)} onClick={onRemove} />
        )}
      </td>
    </tr>
  );
}
