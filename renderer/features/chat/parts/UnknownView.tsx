import { useText } from "../../../i18n/i18n.ts";
import { Card } from "../../../ui/Card.tsx";
import type { PartViewPropsOf } from "./part-view-props.ts";
import styles from "./Parts.module.css";

/** A part whose type this version does not know. */
export function UnknownView({ part }: PartViewPropsOf<"unknown">) {
  const text = useText().parts;
  return (
    <Card icon="info" label={text.unknown} title={text.unknown}>
      <p className={styles.muted}>
        {text.unknownType} <code>{part.storedType}</code>
      </p>
    </Card>
  );
}
