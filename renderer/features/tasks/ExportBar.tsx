import { useState } from "react";
import { useText } from "../../i18n/i18n.ts";
import { announce } from "../../ui/announcer.ts";
import { Button } from "../../ui/Button.tsx";
import { copyText } from "../../ui/copy-text.ts";
import styles from "./ExportBar.module.css";
import { saveText } from "../../ui/save-text.ts";

/** A format in which a result can be copied or saved. */
export interface ExportFormat {
  /** Its usual name: CSV. */
  readonly name: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** Computed on demand. */
  readonly text: () => string;
  readonly canCopy: boolean;
}

export function ExportBar({ formats }: { readonly formats: readonly ExportFormat[] }) {
  const text = useText().tasks;
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async (format: ExportFormat) => {
    const isCopied = await copyText(format.text());
    announce(isCopied ? text.copied : text.copyFailed);
    setCopied(isCopied ? format.name : null);
  };
  // Without a byte order mark, spreadsheets assume the legacy encoding of the system.
  const fileText = (format: ExportFormat) =>
    format.mediaType === "text/csv" ? `\uFEFF${format.text()}` : format.text();
  return (
    <div className={styles.bar}>
      {formats.map((format) => (
        <span key={format.name} className={styles.form}>
          {format.canCopy && (
            <Button
              size="small"
              icon={copied === format.name ? "check" : "copy"}
              onClick={() => void copy(format)}
            >
              {text.copyAs(format.name)}
            </Button>
          )}
          <Button
            size="small"
            icon="arrowDown"
            onClick={() => saveText(format.fileName, format.mediaType, fileText(format))}
          >
            {text.saveAs(format.name)}
          </Button>
        </span>
      ))}
    </div>
  );
}
