import type { Model } from "../../../shared/models/model.ts";
import { useText } from "../../i18n/i18n.ts";
import { classNames } from "../../ui/class-names.ts";
import styles from "./ModelBadge.module.css";

/** Marks the demo, incomplete copies and unreadable files; renders nothing for other models. */
export function ModelBadge({ model }: { readonly model: Model }) {
  const text = useText().models;
  switch (model.state.type) {
    case "incomplete":
      return <span className={classNames(styles.badge, styles.warn)}>{text.incomplete}</span>;
    case "unreadable":
      return <span className={classNames(styles.badge, styles.danger)}>{text.unreadable}</span>;
    case "ready":
      return model.isDemo ? <span className={styles.badge}>{text.demo}</span> : null;
  }
}
