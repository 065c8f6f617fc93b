import { useEffect, useRef, type ReactNode } from "react";
import { Button } from "../../../ui/Button.tsx";
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
}

/** A list with the details of one item beside it; on a narrow page, one of the two. */
export function ListWithDetails(props: ListWithDetailsProps) {
  const { list, details, detailsLabel, item, backLabel, onBack } = props;
  const panel = useRef<HTMLElement>(null);
  // On a narrow page the pressed link disappears with the list.
  useEffect(() => {
    if (item !== null && document.activeElement === document.body) panel.current?.focus();
  }, [item]);
  return (
    <div
      className={styles.columns}
      data-shows={details === null ? "only-list" : item === null ? "list" : "details"}
    >
      <div className={styles.list}>{list}</div>
      {details !== null && (
        <section ref={panel} className={styles.details} aria-label={detailsLabel} tabIndex={-1}>
          <div className={styles.back}>
            <Button size="small" variant="quiet" icon="chevronLeft" onClick={onBack}>
              {backLabel}
            </Button>
          </div>
          {details}
        </section>
      )}
    </div>
  );
}
