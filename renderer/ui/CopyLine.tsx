import { useState } from "react";
import { useText } from "../i18n/i18n.ts";
import { Button } from "./Button.tsx";
import { copyText } from "./copy-text.ts";
import styles from "./CopyLine.module.css";

export interface CopyLineProps {
  readonly label: string;
  readonly value: string;
  /** Accessible name of the button; its visible text is Copy. */
  readonly copyLabel: string;
}

/** A selectable path or command with a copy button. */
export function CopyLine({ label, value, copyLabel }: CopyLineProps) {
  const text = useText().common;
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  const copy = () => {
    void copyText(value).then((isCopied) => {
      setOutcome(isCopied ? "copied" : "failed");
      if (isCopied) window.setTimeout(() => setOutcome(null), 2000);
    });
  };
  return (
    <div className={styles.block}>
      <p className={styles.label}>{label}</p>
      <div className={styles.line}>
        <code className={styles.value}>{value}</code>
        <Button
          size="small"
          icon={outcome === "copied" ? "check" : "copy"}
          aria-label={copyLabel}
          onClick={copy}
        >
          {outcome === "copied" ? text.copied : text.copy}
        </Button>
      </div>
      <p role="status" className={outcome === "failed" ? styles.note : "visually-hidden"}>
        {outcome === "copied" && text.copied}
        {outcome === "failed" && text.copyFailed}
      </p>
    </div>
  );
}
