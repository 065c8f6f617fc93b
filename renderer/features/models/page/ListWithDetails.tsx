import { useEffect, useRef, type ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import styles from "./ListWithDetails.module.css";

export interface ListWithDetailsProps {
  readonly list: ReactNode;
  /** The details of one item; null: there is nothing to show. */
  readonly details: ReactNode;
  /** Accessible name of the details. */
  readonly detailsLabel: string;
  /** What the address names; null: the details are those of the item that the tab begins with. */
  readonly item: string | null;
  readonly backLabel: string;
  readonly onBack: () => void;
  /** Accessible name of a button beside the details that goes back to the list alone, where there is such a state. */
  readonly closeLabel?: string;
}

/** A list with the details of one item beside it; on a narrow page, one of the two. */
export function ListWithDetails(props: ListWithDetailsProps) {
  const { list, details, detailsLabel, item, backLabel, onBack, closeLabel } = props;
  const panel = useRef<HTMLElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  // On a narrow page what was pressed disappears with the list, or with the details.
  useEffect(() => {
    const focused = document.activeElement;
    if (focused !== document.body && focused?.checkVisibility() === true) return;
    (item === null ? rows : panel).current?.focus({ preventScroll: true });
  }, [item]);
  return (
    <div
      className={styles.columns}
      data-shows={details === null ? "only-list" : item === null ? "list" : "details"}
    >
      <div ref={rows} className={styles.list} tabIndex={-1}>
        {list}
      </div>
      {details !== null && (
        <section ref={panel} className={styles.details} aria-label={detailsLabel} tabIndex={-1}>
          <div className={styles.back}>
            <Button size="small" variant="quiet" icon="chevronLeft" onClick={onBack}>
              {backLabel}
            </Button>
          </div>
          {closeLabel !== undefined && (
            <div className={styles.close}>
              <IconButton size="small" icon="close" label={closeLabel} onClick={onBack} />
            </div>
          )}
          {details}
        </section>
      )}
    </div>
  );
}
