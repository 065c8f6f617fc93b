import { useEffect, useState } from "react";
import type { ResultFile } from "../../../../shared/chat/message-part.ts";
import { mediaUrl } from "../../../ipc/private-url.ts";
import { isDrawableSvg, longestSvgBytes } from "./drawable-svg.ts";
import styles from "./Parts.module.css";

/** Draws an SVG that a tool returned, as an image: it runs no script and loads nothing. */
export function SvgPicture({ file: { name, hash, sizeBytes } }: { readonly file: ResultFile }) {
  const url = useSvgUrl(hash, sizeBytes <= longestSvgBytes);
  return url === null ? null : <img className={styles.svg} src={url} alt={name} />;
}

/** null: not loaded, or not to be drawn. */
function useSvgUrl(hash: string, isWanted: boolean): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!isWanted) return undefined;
    const gone = new AbortController();
    let made: string | null = null;
    const load = async () => {
      const answer = await fetch(mediaUrl(hash), { signal: gone.signal });
      const text = answer.ok ? await answer.text() : "";
      if (gone.signal.aborted || !isDrawableSvg(text)) return;
      made = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
      setUrl(made);
    };
    // The file is still offered as a download.
    load().catch(() => undefined);
    return () => {
      gone.abort();
      if (made !== null) URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [hash, isWanted]);
  return url;
}
