import { useEffect, useState } from "react";
import type { EngineLibrary } from "../../../shared/inference/engine-library.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { formatSentences } from "../../i18n/format.ts";
import { request } from "../../ipc/client.ts";
import { isThisComputer } from "../../this-computer.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./LibraryLine.module.css";

/** What the loaded model runs on, and why on nothing faster. */
export function LibraryLine() {
  const words = useText().models.library;
  const language = useLanguage();
  const [library, setLibrary] = useState<EngineLibrary | null>(null);
  const [isRetried, setIsRetried] = useState(false);
  useEffect(() => {
    let isShown = true;
    void request("models.library", {}).then((result) => {
      if (isShown && result.ok) setLibrary(result.value);
    });
    return () => void (isShown = false);
  }, []);
  if (library === null) return null;
  const reasons = library.passedOver.map(({ variant, reason }) => words[reason](words.variants[variant]));
  const hasCrashed = library.passedOver.some(({ reason }) => reason === "crashed");
  const retry = async () => {
    const result = await request("models.retryVariants", {});
    if (result.ok) setIsRetried(true);
  };
  return (
    <div className={styles.line}>
      <p>{formatSentences([words.runsOn(words.variants[library.variant]), ...reasons], language)}</p>
      {hasCrashed && !isRetried && isThisComputer() && (
        <Button variant="quiet" size="small" onClick={() => void retry()}>
          {words.retry}
        </Button>
      )}
      {isRetried && <p role="status">{words.retried}</p>}
    </div>
  );
}
