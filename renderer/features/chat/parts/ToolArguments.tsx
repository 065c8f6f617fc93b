import type { JsonObject, JsonValue } from "../../../../shared/chat/message-part.ts";
import { CodeBlock } from "../../../ui/markdown/CodeBlock.tsx";
import { ClampedText } from "../message/ClampedText.tsx";
import styles from "./Parts.module.css";

export interface ToolArgumentsProps {
  readonly values: JsonObject;
  /** The languages of those that are programs, by name. */
  readonly languages?: Readonly<Record<string, string>> | undefined;
}

/**
 * The arguments of a tool call: programs as code, the others each by its name, text as text, and only lists and
 * objects as JSON.
 */
export function ToolArguments({ values, languages = {} }: ToolArgumentsProps) {
  const entries = Object.entries(values);
  const programs = entries.flatMap(([name, value]) => {
    const language = languages[name];
    return language !== undefined && typeof value === "string" ? [{ name, language, code: value }] : [];
  });
  const others = entries.filter(([name]) => !programs.some((program) => program.name === name));
  return (
    <>
      {others.length > 0 && (
        <dl className={styles.arguments}>
          {others.map(([name, value]) => (
            <div key={name} className={styles.argument}>
              <dt>{name}</dt>
              <dd className={typeof value === "string" ? undefined : styles.code}>
                <ClampedText text={asRead(value)} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {programs.map(({ name, language, code }) => (
        <div key={name} className={styles.program}>
          <CodeBlock code={code.replace(/\n+$/, "")} info={language} isOpen={false} />
        </div>
      ))}
    </>
  );
}

const oneLineLength = 60;

function asRead(value: JsonValue): string {
  if (typeof value === "string") return value;
  const line = JSON.stringify(value);
  return line.length <= oneLineLength ? line : JSON.stringify(value, null, 2);
}
