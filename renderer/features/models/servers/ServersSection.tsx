import { useRef, useState } from "react";
import { useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { askFor, useAskedFor } from "../asked-for.ts";
import { ServerForm } from "./ServerForm.tsx";
import { ServerRow } from "./ServerRow.tsx";
import styles from "./Servers.module.css";
import { useServers } from "./servers-store.ts";

/** The model servers on the Models page: add, edit, remove, and the state and the models of each. */
export function ServersSection() {
  const words = useText().servers;
  const all = useServers((state) => state.servers);
  // A link fills in the address; the user connects it, or not.
  const askedUrl = useAskedFor((state) => state.serverUrl);
  const [isButtonPressed, setIsAdding] = useState(false);
  const isAdding = isButtonPressed || askedUrl !== null;
  // What is known of a new server is in its form while that is open.
  const [addedId, setAddedId] = useState<string | null>(null);
  const servers = all.filter(({ id }) => id !== addedId);
  const [news, setNews] = useState("");
  const addButton = useRef<HTMLButtonElement>(null);
  const close = () => {
    setIsAdding(false);
    askFor({ serverUrl: null });
    setAddedId(null);
    // The form disappears, so the focus has to move. The button is rendered by then.
    window.setTimeout(() => addButton.current?.focus());
  };
  return (
    <>
      <p className={styles.paragraph}>{words.detail}</p>
      {servers.length > 0 && (
        <ul className={styles.servers} aria-label={words.added}>
          {servers.map((server) => (
            <ServerRow key={server.id} server={server} onNews={setNews} />
          ))}
        </ul>
      )}
      {isAdding ? (
        <ServerForm
          key={askedUrl}
          server={null}
          askedUrl={askedUrl}
          onNews={setNews}
          onClose={close}
          onAdded={setAddedId}
        />
      ) : (
        <Button ref={addButton} icon="add" className={styles.add} onClick={() => setIsAdding(true)}>
          {words.add}
        </Button>
      )}
      <p role="status" className="visually-hidden">
        {news}
      </p>
    </>
  );
}
