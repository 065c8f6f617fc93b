import { useState } from "react";
import { downloadPath } from "../../../../shared/models/download-path.ts";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useModels } from "../models-store.ts";
import styles from "./DownloadButton.module.css";
import { startDownload, useDownloads } from "./downloads-store.ts";

export interface DownloadButtonProps {
  readonly repo: string;
  readonly revision: string;
  /**
   * The weights' path first; or a function that looks the paths up, and returns null after showing a failure.
   */
  readonly paths: readonly string[] | (() => Promise<readonly string[] | null>);
  readonly name: string;
  readonly variant?: "primary" | "plain";
  readonly size?: "normal" | "small";
}

/** Starts a download; is disabled while it runs, and says so once the model is installed. */
export function DownloadButton({
  repo,
  revision,
  paths,
  name,
  variant = "plain",
  size = "normal",
}: DownloadButtonProps) {
  const words = useText().downloads;
  const [isAsking, setIsAsking] = useState(false);
  const first = typeof paths === "function" ? undefined : paths[0];
  const isUnderWay = useDownloads(({ downloads }) =>
    downloads.some(
      (download) =>
        download.repo === repo &&
        download.state.type !== "done" &&
        (first === undefined ? download.name === name : download.files[0]?.path === first),
    ),
  );
  const isHere = useModels(({ models }) =>
    models.some(({ id }) => first !== undefined && id === downloadPath(repo, first)),
  );
  if (isHere) {
    return (
      <span className={styles.here}>
        <Icon name="check" size={18} />
        {words.onThisComputer}
      </span>
    );
  }
  const start = async () => {
    setIsAsking(true);
    const known = typeof paths === "function" ? await paths() : paths;
    if (known !== null) await startDownload({ repo, revision, paths: [...known], name });
    setIsAsking(false);
  };
  return (
    <Button
      icon="download"
      variant={variant}
      size={size}
      disabled={isAsking || isUnderWay}
      aria-label={words.downloadLabel(name)}
      onClick={() => void start()}
    >
      {isUnderWay ? words.underWay : words.download}
    </Button>
  );
}
