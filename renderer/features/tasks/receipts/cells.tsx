import { useState, type KeyboardEvent } from "react";
import { amountOf } from "../../../../shared/receipts/read-receipt.ts";
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

/** An amount in any common notation; an invalid one is marked and not saved. */
export function AmountCell(props: CellProps<number | null> & { readonly isMoney: boolean }) {
  const { label, value, isMoney, onChange } = props;
  const text = useText().tasks;
  const written = value === null ? "" : isMoney && hasCents(value) ? value.toFixed(2) : String(value);
  const [isWrong, setWrong] = useState(false);
  const { shown, ...input } = useCell(written, (typed) => {
    const amount = amountOf(typed);
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

function hasCents(amount: number): boolean {
  return Number(amount.toFixed(2)) === amount;
}
