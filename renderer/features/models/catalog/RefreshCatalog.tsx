import { formatNumber } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { FailureNote } from "../hub/FailureNote.tsx";
import styles from "./RefreshCatalog.module.css";
import { useCatalogRefresh } from "./use-catalog-refresh.ts";

/** Button that fetches the catalog from the hub again, with the outcome. */
export function RefreshCatalog() {
  const text = useText().planner;
  const language = useLanguage();
  const { state, refresh } = useCatalogRefresh();
  const count = (value: number) => formatNumber(value, language);
  const isAsking = state.type === "asking";
  return (
    <div className={styles.refresh}>
      <div className={styles.line}>
        <Button size="small" icon="regenerate" aria-disabled={isAsking} onClick={() => void refresh()}>
          {text.refresh}
        </Button>
        <p role="status" className={styles.words}>
          {state.type === "idle" && text.refreshHint}
          {isAsking && text.refreshing}
          {state.type === "done" &&
            (state.unread === 0
              ? text.refreshed
              : text.refreshedPartly(count(state.unread), count(state.all)))}
        </p>
      </div>
      {state.type === "failed" && (
        <>
          <FailureNote failure={state.failure} onRetry={() => void refresh()} />
          <p className={styles.words}>{text.refreshFailed}</p>
        </>
      )}
    </div>
  );
}
