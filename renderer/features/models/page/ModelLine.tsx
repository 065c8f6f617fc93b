import type { ReactNode } from "react";
import type { ModelsPlace } from "../../../page-address.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Facts } from "../../../ui/Facts.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import styles from "./ModelLine.module.css";
import { linkTo, useModelsNavigation } from "./models-place.ts";

export interface ModelLineProps {
  readonly name: string;
  /** Where its details are. */
  readonly place: ModelsPlace;
  /** Whether they are shown. */
  readonly isCurrent: boolean;
  /** Beside the name: labels. */
  readonly marks?: ReactNode;
  readonly facts: readonly string[];
  readonly badges?: ReactNode;
  /** At the end of the line: one button, and a menu. */
  readonly actions?: ReactNode;
}

/** One model of a list. A press anywhere but on its buttons shows its details. */
export function ModelLine(props: ModelLineProps) {
  const { name, place, isCurrent, marks, facts, badges, actions } = props;
  const navigation = useModelsNavigation();
  return (
    <li className={classNames(styles.line, isCurrent && styles.current)}>
      <div className={styles.words}>
        <div className={styles.head}>
          <a
            className={styles.link}
            aria-current={isCurrent ? "true" : undefined}
            {...linkTo(navigation, place)}
          >
            <MiddleCut text={name} />
          </a>
          {marks}
        </div>
        <p className={styles.facts}>
          <Facts each={facts} />
        </p>
        {badges}
      </div>
      <div className={styles.actions}>{actions}</div>
    </li>
  );
}
