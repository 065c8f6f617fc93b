import { useState, type KeyboardEvent } from "react";
import type { MediaContent } from "../../../../shared/chat/message-part.ts";
import { mediaUrl } from "../../../ipc/private-url.ts";
import { useText } from "../../../i18n/i18n.ts";
import { classNames } from "../../../ui/class-names.ts";
import { IconButton } from "../../../ui/IconButton.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { useModal } from "../../../ui/use-modal.ts";
import styles from "./Lightbox.module.css";

export interface LightboxProps {
  readonly pictures: readonly MediaContent[];
  readonly startAt: number;
  readonly onClose: () => void;
}

/** Shows an image fitted to the window or at its own size; the arrow keys go to the next or previous one. */
export function Lightbox({ pictures, startAt, onClose }: LightboxProps) {
  const text = useText();
  const words = text.media;
  const ref = useModal();
  const [at, setAt] = useState(startAt);
  const [isZoomed, setIsZoomed] = useState(false);
  const [isGone, setIsGone] = useState(false);
  const picture = pictures[at];
  const go = (step: -1 | 1) => {
    const next = at + step;
    if (next < 0 || next >= pictures.length) return;
    setAt(next);
    setIsZoomed(false);
    setIsGone(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isZoomed || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return;
    event.preventDefault();
    go(event.key === "ArrowLeft" ? -1 : 1);
  };
  if (!picture) return null;
  return (
    <dialog
      ref={ref}
      className={styles.lightbox}
      aria-label={words.lightbox}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.bar}>
        <div className={styles.name}>
          <MiddleCut text={picture.name} />
        </div>
        {pictures.length > 1 && (
          <>
            <IconButton
              icon="chevronLeft"
              label={words.previous}
              aria-disabled={at === 0}
              onClick={() => go(-1)}
            />
            <span role="status">{words.position(at + 1, pictures.length)}</span>
            <IconButton
              icon="chevronRight"
              label={words.next}
              aria-disabled={at === pictures.length - 1}
              onClick={() => go(1)}
            />
          </>
        )}
        <IconButton
          icon="search"
          label={isZoomed ? words.zoomOut : words.zoomIn}
          aria-pressed={isZoomed}
          onClick={() => setIsZoomed(!isZoomed)}
        />
        <IconButton icon="close" label={text.common.close} onClick={onClose} />
      </header>
      {/* Focusable when zoomed, so that it can be scrolled with the keyboard. */}
      <div
        className={classNames(styles.stage, isZoomed && styles.zoomed)}
        tabIndex={isZoomed ? 0 : undefined}
        onClick={(event) => {
          if (event.target === event.currentTarget) onClose();
        }}
      >
        {isGone ? (
          <p className={styles.gone}>{words.gone}</p>
        ) : (
          <img
            key={picture.hash}
            className={styles.picture}
            src={mediaUrl(picture.hash)}
            alt={picture.name}
            onError={() => setIsGone(true)}
            onClick={() => setIsZoomed(!isZoomed)}
          />
        )}
      </div>
    </dialog>
  );
}
