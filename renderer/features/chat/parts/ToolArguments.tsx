import type { JsonObject, JsonValue } from "../../../../shared/chat/message-part.ts";
import { ClampedText } from "../message/ClampedText.tsx";
import styles from "./Parts.module.css";

/** The arguments of a tool call: each by its name, text as text, and only lists and objects as JSON. */
export function ToolArguments({ values }: { readonly values: JsonObject }) {
  const entries = Object.entries(values);
  if (entries.length === 0) return null;
  return (
    <dl className={styles.arguments}>
      {entries.map(([name, value]) => (
        <div key={name} className={styles.argument}>
          <dt>{name}</dt>
          <dd className={typeof value === "string" ? undefined : styles.code}>
            <ClampedText text={asRead(value)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const oneLineLength = 60;

function asRead(value: JsonValue): string {
  if (typeof value === "string") return value;
  const line = JSON.stringify(value);
  return line.length <= oneLineLength ? line : JSON.stringify(value, null, 2);
}
