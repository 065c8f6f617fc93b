import type { McpContent, McpField, McpFieldInput } from "../../../shared/tools/mcp/mcp-question.ts";
import { useText } from "../../i18n/i18n.ts";
import controls from "../../ui/controls.module.css";
import { Field } from "../../ui/Field.tsx";
import { Switch } from "../../ui/Switch.tsx";
import styles from "./Mcp.module.css";

type Value = McpContent[string] | undefined;

export interface McpFormFieldProps {
  readonly field: McpField;
  /** Absent: not answered. */
  readonly value: Value;
  readonly problem: string | null;
  readonly onChange: (value: Value) => void;
}

/** One field of a server's form. Its words are the server's, and shown as plain text. */
export function McpFormField({ field, value, problem, onChange }: McpFormFieldProps) {
  const words = useText().mcp;
  const { label, hint, isRequired, input } = field;
  if (input.type === "switch")
    return (
      <div>
        <Switch isOn={value === true} onChange={onChange}>
          {label}
        </Switch>
        {hint !== "" && <p className={styles.fine}>{hint}</p>}
      </div>
    );
  if (input.type === "choices")
    return <Choices label={label} hint={problem ?? hint} input={input} value={value} onChange={onChange} />;
  return (
    <Field
      label={isRequired ? `${label} (${words.required})` : label}
      hint={hint === "" ? undefined : hint}
      error={problem ?? undefined}
    >
      {(props) =>
        input.type === "choice" ? (
          <select
            className={controls.select}
            value={typeof value === "string" ? value : ""}
            onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
            {...props}
          >
            <option value="">{words.noChoice}</option>
            {input.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        ) : (
          <input
            className={controls.control}
            type={typeOf(input)}
            inputMode={input.type === "number" ? "decimal" : undefined}
            autoComplete="off"
            spellCheck={false}
            value={typeof value === "string" || typeof value === "number" ? String(value) : ""}
            onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
            {...props}
          />
        )
      }
    </Field>
  );
}

/** Never one that the browser would fill in. */
function typeOf(input: McpFieldInput): "date" | "text" {
  return input.type === "text" && input.format === "date" ? "date" : "text";
}

interface ChoicesProps extends Pick<McpFormFieldProps, "value" | "onChange"> {
  readonly label: string;
  readonly hint: string;
  readonly input: Extract<McpFieldInput, { type: "choices" }>;
}

function Choices({ label, hint, input, value, onChange }: ChoicesProps) {
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <fieldset className={styles.choices}>
      <legend>{label}</legend>
      {hint !== "" && <p className={styles.fine}>{hint}</p>}
      {input.options.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={(event) => {
              const others = chosen.filter((each) => each !== option.value);
              onChange(event.target.checked ? [...others, option.value] : others);
            }}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
