import { useRef, useState } from "react";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./Mcp.module.css";
import { McpServerForm } from "./McpServerForm.tsx";
import { McpServerRow } from "./McpServerRow.tsx";
import { PasteForm } from "./PasteForm.tsx";
import { useMcp } from "./mcp-store.ts";

/** The MCP servers in Settings: add, paste, confirm, and the state of each. */
export function McpSection() {
  const words = useText().mcp;
  const servers = useMcp((state) => state.servers);
  const [opened, setOpened] = useState<"add" | "paste" | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpened(null);
    // The form disappears, so the focus has to move. The button is rendered by then.
    window.setTimeout(() => addButton.current?.focus());
  };
  return (
    <>
      <p className={styles.paragraph}>{words.detail}</p>
      {servers.length === 0 && opened === null && <p className={styles.fine}>{words.none}</p>}
      {servers.length > 0 && (
        <ul className={styles.servers} aria-label={words.list}>
          {servers.map((server) => (
            <McpServerRow key={server.id} server={server} />
          ))}
        </ul>
      )}
      {opened === "add" && <McpServerForm server={null} onClose={close} />}
      {opened === "paste" && <PasteForm onClose={close} />}
      {opened === null && (
        <div className={styles.buttons}>
          <Button ref={addButton} icon="add" onClick={() => setOpened("add")}>
            {words.add}
          </Button>
          <Button icon="copy" onClick={() => setOpened("paste")}>
            {words.paste}
          </Button>
        </div>
      )}
    </>
  );
}
