import { useState, type SubmitEvent } from "react";
import type { McpImport } from "../../../shared/ipc/mcp-routes.ts";
import { mcpLimits } from "../../../shared/tools/mcp/mcp-server.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { TextArea } from "../../ui/TextArea.tsx";
import styles from "./Mcp.module.css";
import { importServers } from "./mcp-store.ts";

/** Adds servers from the configuration of this or another app, and says what became of each. */
export function PasteForm({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const words = text.mcp;
  const [typed, setTyped] = useState("");
  const [result, setResult] = useState<McpImport | "unread" | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (typed.trim() === "") return;
    const imported = await importServers(typed);
    if (
      imported !== null &&
      imported !== "unread" &&
      imported.problems.length === 0 &&
      imported.skipped.length === 0
    )
      onClose();
    else setResult(imported);
  };
  return (
    <form className={styles.form} aria-label={words.pasteTitle} onSubmit={(event) => void submit(event)}>
      <TextArea
        label={words.pasted}
        hint={words.pasteHint}
        error={result === "unread" ? words.notConfiguration : undefined}
        placeholder={words.pastePlaceholder}
        maxLength={mcpLimits.pastedCharacters}
        spellCheck={false}
        autoFocus
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setResult(null);
        }}
      />
      {result !== null && result !== "unread" && <Outcome result={result} />}
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" aria-disabled={typed.trim() === ""}>
          {words.pasteButton}
        </Button>
        <Button onClick={onClose}>{result === null ? text.common.cancel : text.common.close}</Button>
      </div>
    </form>
  );
}

function Outcome({ result: { created, skipped, problems } }: { readonly result: McpImport }) {
  const words = useText().mcp;
  return (
    <ul className={styles.result} role="status">
      {created.length > 0 && <li>{words.created(created.join(", "))}</li>}
      {skipped.length > 0 && <li>{words.skipped(skipped.join(", "))}</li>}
      {problems.map(({ name, problem }) => (
        <li key={name}>{words.problem(name, words.problems[problem])}</li>
      ))}
    </ul>
  );
}
