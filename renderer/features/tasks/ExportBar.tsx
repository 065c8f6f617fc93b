import { useState } from "react";
import { useText } from "../../i18n/i18n.ts";
import { announce } from "../../ui/announcer.ts";
import { Button } from "../../ui/Button.tsx";
import { copyText } from "../../ui/copy-text.ts";
import styles from "./ExportBar.module.css";
import { saveText } from "./save-text.ts";

/** A form in which something made can be taken away. */
export interface ExportForm {
  /** As people know it: CSV. */
  readonly name: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** Made when it is asked for. */
  readonly text: () => string;
  readonly canCopy: boolean;
}

export function ExportBar({ forms }: { readonly forms: readonly ExportForm[] }) {
  const text = useText().tasks;
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async (form: ExportForm) => {
    const isCopied = await copyText(form.text());
    announce(isCopied ? text.copied : text.copyFailed);
    setCopied(isCopied ? form.name : null);
  };
  // A spreadsheet takes a file without this mark for one in the computer's old encoding.
  const fileText = (form: ExportForm) =>
    form.mediaType === "text/csv" ? `\uFEFF${form.text()}` : form.text();
  return (
    <div className={styles.bar}>
      {forms.map((form) => (
        <span key={form.name} className={styles.form}>
          {form.canCopy && (
            <Button
              size="small"
              icon={copied === form.name ? "check" : "copy"}
              onClick={() => void copy(form)}
            >
              {text.copyAs(form.name)}
            </Button>
          )}
          <Button
            size="small"
            icon="arrowDown"
            onClick={() => saveText(form.fileName, form.mediaType, fileText(form))}
          >
            {text.saveAs(form.name)}
          </Button>
        </span>
      ))}
    </div>
  );
}
