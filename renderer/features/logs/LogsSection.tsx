import { useEffect, useState } from "react";
import type { LogText } from "../../../shared/ipc/log-routes.ts";
import type { Result } from "../../../shared/ipc/result.ts";
import { useText } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { Button } from "../../ui/Button.tsx";
import { saveText } from "../../ui/save-text.ts";
import styles from "./LogsSection.module.css";

/** The end of the log, and a button that saves it. */
export function LogsSection() {
  const words = useText().logs;
  const [log, setLog] = useState<Result<LogText> | null>(null);
  const load = async () => setLog(await request("log.read", {}));
  useEffect(() => void load(), []);
  const text = log?.ok ? log.value.text : "";
  const crashes = log?.ok ? log.value.crashDumps : 0;
  return (
    <>
      <p className={styles.paragraph}>{words.detail}</p>
      {log?.ok === false && <p role="alert">{words.failed}</p>}
      {log?.ok === true && text === "" && <p className={styles.paragraph}>{words.empty}</p>}
      {text !== "" && (
        <pre
          // Scrolls by keyboard, and begins at the newest entry.
          ref={(shown) => shown?.scrollTo(0, shown.scrollHeight)}
          className={styles.log}
          tabIndex={0}
          role="log"
          aria-live="off"
          aria-label={words.text}
        >
          {text}
        </pre>
      )}
      {crashes > 0 && <p className={styles.paragraph}>{words.crashes(crashes)}</p>}
      <div className={styles.buttons}>
        <Button icon="restore" onClick={() => void load()}>
          {words.refresh}
        </Button>
        <Button
          icon="download"
          disabled={text === ""}
          onClick={() => saveText("facet-log.txt", "text/plain", text)}
        >
          {words.save}
        </Button>
      </div>
    </>
  );
}
