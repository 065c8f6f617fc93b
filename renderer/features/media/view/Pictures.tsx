import { lazy, Suspense, useState } from "react";
import type { MediaContent } from "../../../../shared/chat/message-part.ts";
import { mediaUrl } from "../../../ipc/private-url.ts";
import { useText } from "../../../i18n/i18n.ts";
import { useIsPrinting } from "../../../printing.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Icon } from "../../../ui/Icon.tsx";
import styles from "./Pictures.module.css";

const Lightbox = lazy(async () => ({ default: (await import("./Lightbox.tsx")).Lightbox }));

/** Thumbnails of images; each opens the lightbox at its image. */
export function Pictures({ pictures }: { readonly pictures: readonly MediaContent[] }) {
  const text = useText().media;
  const [openAt, setOpenAt] = useState<number | null>(null);
  return (
    <>
      <ul className={classNames(styles.pictures, pictures.length === 1 && styles.single)}>
        {pictures.map((picture, at) => (
          <li key={at}>
            <button
              type="button"
              className={styles.picture}
              aria-label={text.openImage(picture.name)}
              title={picture.name}
              onClick={() => setOpenAt(at)}
            >
              <Thumbnail picture={picture} />
            </button>
          </li>
        ))}
      </ul>
      {openAt !== null && (
        <Suspense>
          <Lightbox pictures={pictures} startAt={openAt} onClose={() => setOpenAt(null)} />
        </Suspense>
      )}
    </>
  );
}

function Thumbnail({ picture }: { readonly picture: MediaContent }) {
  const text = useText().media;
  const isPrinting = useIsPrinting();
  const [failures, setFailures] = useState(0);
  const hash = [picture.thumbnailHash, picture.hash].filter((each) => each !== null)[failures];
  if (hash === undefined) {
    return (
      <span className={styles.gone}>
        <Icon name="image" />
        {text.gone}
      </span>
    );
  }
  return (
    <img
      className={styles.thumbnail}
      src={mediaUrl(hash)}
      alt=""
      loading={isPrinting ? "eager" : "lazy"}
      decoding="async"
      width={picture.widthPx ?? undefined}
      height={picture.heightPx ?? undefined}
      onError={() => setFailures(failures + 1)}
    />
  );
}
