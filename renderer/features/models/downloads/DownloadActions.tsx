import type { Download } from "../../../../shared/models/download.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import styles from "./DownloadRow.module.css";
import { cancelDownload, pauseDownload, resumeDownload } from "./downloads-store.ts";

/** The buttons to pause, resume, retry and cancel a download. */
export function DownloadActions({ download }: { readonly download: Download }) {
  const words = useText().downloads;
  const { id, name, state } = download;
  if (state.type === "done") {
    return (
      <IconButton label={words.dismissLabel(name)} icon="close" onClick={() => void cancelDownload(id)} />
    );
  }
  const isStopped = state.type === "paused" || state.type === "failed";
  return (
    <div className={styles.actions}>
      {state.type === "waiting" && (
        <Button size="small" aria-label={words.tryNowLabel(name)} onClick={() => void resumeDownload(id)}>
          {words.tryNow}
        </Button>
      )}
      {isStopped ? (
        <Button
          size="small"
          icon="play"
          aria-label={words.resumeLabel(name)}
          onClick={() => void resumeDownload(id)}
        >
          {words.resume}
        </Button>
      ) : (
        <Button
          size="small"
          icon="pause"
          aria-label={words.pauseLabel(name)}
          onClick={() => void pauseDownload(id)}
        >
          {words.pause}
        </Button>
      )}
      <Button
        size="small"
        variant="quiet"
        aria-label={words.cancelLabel(name)}
        onClick={() => void cancelDownload(id)}
      >
        {words.cancel}
      </Button>
    </div>
  );
}
