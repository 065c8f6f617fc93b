import type { ExportWords } from "../../../../shared/chat/export-words.ts";
import type { Receipt } from "../../../../shared/receipts/receipt.ts";
import { writtenMoney, writtenNumber } from "../../../../shared/receipts/written-money.ts";

export interface DocumentReceiptProps {
  readonly receipt: Receipt;
  readonly words: ExportWords;
}

/** What a model read on a receipt, as a table. */
export function DocumentReceipt({ receipt, words }: DocumentReceiptProps) {
  const { merchant, date, currency, items, tax, total } = receipt;
  const { receipt: columns } = words;
  const money = (amount: number | null) => (amount === null ? "" : writtenMoney(amount, currency));
  const sums = [
    { name: columns.tax, amount: tax },
    { name: columns.total, amount: total },
  ].filter(({ amount }) => amount !== null);
  return (
    <table className="receipt">
      <caption>{[merchant, date].filter((fact) => fact !== null).join(" · ")}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.item}</th>
          <th scope="col">{columns.quantity}</th>
          <th scope="col">{currency === null ? columns.price : `${columns.price} (${currency})`}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ name, quantity, price }, line) => (
          <tr key={line}>
            <td dir="auto">{name}</td>
            <td>{quantity === null ? "" : writtenNumber(quantity)}</td>
            <td>{money(price)}</td>
          </tr>
        ))}
        {sums.map(({ name, amount }) => (
          <tr key={name}>
            <th scope="row" colSpan={2}>
              {name}
            </th>
            <td>{money(amount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
