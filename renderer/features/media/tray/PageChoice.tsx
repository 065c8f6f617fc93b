import { useEffect, useRef, useState, type RefObject } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { pagePreview } from "../prepare/prepare-page.ts";
import styles from "./PagesDialog.module.css";

export interface PageChoiceProps {
  readonly file: File;
  readonly pageNumber: number;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

export function PageChoice({ file, pageNumber, isChosen, onToggle }: PageChoiceProps) {
  const text = useText().media.pages;
  const ref = useRef<HTMLLabelElement>(null);
  const preview = usePreviewWhenSeen(ref, file, pageNumber);
  return (
    <label ref={ref} className={styles.page}>
      <span className={styles.sheet}>
        {preview !== null && <img className={styles.preview} src={preview} alt="" />}
      </span>
      <span className={styles.pageName}>
        <input type="checkbox" checked={isChosen} onChange={onToggle} />
        {text.page(pageNumber)}
      </span>
    </label>
  );
}

/** Renders the thumbnail when the page is scrolled into view: a document may have a thousand pages. */
function usePreviewWhenSeen(
  ref: RefObject<HTMLElement | null>,
  file: File,
  pageNumber: number,
): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    let made: string | null = null;
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      pagePreview(file, pageNumber).then(
        (preview) => {
          if (gone.signal.aborted) return;
          made = URL.createObjectURL(preview);
          setUrl(made);
        },
        // Without a thumbnail the page can still be chosen.
        () => undefined,
      );
    });
    if (ref.current) observer.observe(ref.current);
    return () => {
      gone.abort();
      observer.disconnect();
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [ref, file, pageNumber]);
  return url;
}
