import { useEffect, useRef } from "react";
import type { MediaContent } from "../../../../shared/chat/message-part.ts";
import type { PreparedImage } from "../../../../shared/media/prepared-media.ts";
import { mediaUrl } from "../../../ipc/private-url.ts";
import { useText } from "../../../i18n/i18n.ts";
import { formatTime } from "../format-time.ts";
import styles from "./VideoStills.module.css";

/** The frames exactly as the model receives them, each with its time. */
export function VideoStills({ video }: { readonly video: MediaContent }) {
  const text = useText().media;
  return (
    <ol className={styles.stills} tabIndex={0} aria-label={text.stills}>
      {video.prepared.map((piece, at) => {
        if (piece.kind !== "image") return null;
        const time = formatTime(piece.timeMs ?? 0);
        return (
          <li key={at} className={styles.still}>
            <Still image={piece} label={text.stillAt(time)} />
            <span className={styles.time}>{time}</span>
          </li>
        );
      })}
    </ol>
  );
}

function Still({ image, label }: { readonly image: PreparedImage; readonly label: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const { hash, widthPx, heightPx } = image;
  useEffect(() => {
    const gone = new AbortController();
    const draw = async () => {
      const answer = await fetch(mediaUrl(hash), { signal: gone.signal });
      const rgb = new Uint8Array(await answer.arrayBuffer());
      const pixels = new ImageData(widthPx, heightPx);
      for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
        pixels.data.set([rgb[from] ?? 0, rgb[from + 1] ?? 0, rgb[from + 2] ?? 0, 255], to);
      }
      ref.current?.getContext("2d")?.putImageData(pixels, 0, 0);
    };
    // On failure the canvas stays dark.
    draw().catch(() => undefined);
    return () => gone.abort();
  }, [hash, widthPx, heightPx]);
  return (
    <canvas
      ref={ref}
      role="img"
      aria-label={label}
      className={styles.picture}
      width={widthPx}
      height={heightPx}
    />
  );
}
