import { useState, type KeyboardEvent } from "react";
import { moneyIn, quantityIn } from "../../../../shared/receipts/amount.ts";
import { writtenMoney, writtenNumber } from "../../../../shared/receipts/written-money.ts";
import { useText } from "../../../i18n/i18n.ts";
import styles from "./Receipts.module.css";

interface CellProps<Value> {
  readonly label: string;
  readonly value: Value;
  /** null: not editable now. */
  readonly onChange: ((value: Value) => void) | null;
}

/** A text cell that is edited in place: saved with Enter or on blur, reverted with Escape. */
export function TextCell(props: CellProps<string> & { readonly placeholder?: string }) {
  const { label, value, placeholder, onChange } = props;
  const { shown, ...input } = useCell(value, (typed) => {
    onChange?.(typed.trim());
    return true;
  });
  return (
    <input
      type="text"
      className={styles.cell}
      aria-label={label}
      placeholder={placeholder}
      dir="auto"
      readOnly={!onChange}
      value={shown}
      {...input}
    />
  );
}

type AmountCellProps = CellProps<number | null> & { readonly placeholder?: string };

/** @param props.currency of the receipt; null: not stated */
export function MoneyCell(props: AmountCellProps & { readonly currency: string | null }) {
  const { value, currency, ...shared } = props;
  return (
    <AmountCell
      {...shared}
      written={value === null ? "" : writtenMoney(value, currency)}
      parse={(typed) => moneyIn(typed, currency, value)}
    />
  );
}

export function QuantityCell({ value, ...shared }: AmountCellProps) {
  return <AmountCell {...shared} written={value === null ? "" : writtenNumber(value)} parse={quantityIn} />;
}

interface WrittenCellProps extends Omit<AmountCellProps, "value"> {
  readonly written: string;
  readonly parse: (typed: string) => number | null;
}

/** An amount in any common notation; an invalid one is marked and not saved. */
function AmountCell({ label, placeholder, written, parse, onChange }: WrittenCellProps) {
  const text = useText().tasks;
  const [isWrong, setWrong] = useState(false);
  const { shown, ...input } = useCell(written, (typed) => {
    const amount = parse(typed);
    const isAmount = amount !== null || typed.trim() === "";
    setWrong(!isAmount);
    if (isAmount) onChange?.(amount);
    return isAmount;
  });
  const isRefused = isWrong && shown !== written;
  return (
    <>
      <input
        type="text"
        inputMode="decimal"
        className={styles.cell}
        aria-label={label}
        placeholder={placeholder}
        aria-invalid={isRefused || undefined}
        readOnly={!onChange}
        value={shown}
        {...input}
      />
      {isRefused && (
        <span className={styles.refused} role="alert">
          {text.notAnAmount(written)}
        </span>
      )}
    </>
  );
}

/** @param keep returns false for input that is invalid and stays in the field to be corrected */
function useCell(value: string, keep: (typed: string) => boolean) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed === null) return;
    if (typed === value || keep(typed)) setTyped(null);
  };
  return {
    shown: typed ?? value,
    onChange: (event: { readonly target: { readonly value: string } }) => setTyped(event.target.value),
    onBlur: commit,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.nativeEvent.isComposing) return;
      if (event.key === "Enter") commit();
      if (event.key !== "Escape" || typed === null) return;
      event.stopPropagation();
      setTyped(null);
    },
  };
}
