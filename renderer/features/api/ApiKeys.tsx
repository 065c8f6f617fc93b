import { useState, type SubmitEvent } from "react";
import { formatFullDate } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyLine } from "../../ui/CopyLine.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { addKey, removeKey, useApi } from "./api-store.ts";
import styles from "./LocalServer.module.css";

/** The keys of programs: a new one is shown once. */
export function ApiKeys() {
  const words = useText().localServer;
  const language = useLanguage();
  const keys = useApi(({ server }) => server.keys);
  const [name, setName] = useState("");
  const [newKey, setNewKey] = useState<string | null>(null);
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    setName("");
    void addKey(name.trim() === "" ? words.unnamedKey : name).then(setNewKey);
  };
  return (
    <div className={styles.group}>
      <h3 className={styles.label}>{words.keys}</h3>
      {keys.length > 0 && (
        <ul className={styles.list} aria-label={words.keys}>
          {keys.map((key) => (
            <li key={key.id} className={styles.row}>
              <span className={styles.grow}>
                {key.name}{" "}
                <span className={styles.fine}>
                  {words.keyEnds(key.hint, formatFullDate(key.createdAt, language))}
                </span>
              </span>
              <Button
                size="small"
                aria-label={words.removeKey(key.name)}
                onClick={() => void removeKey(key.id)}
              >
                {words.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {newKey !== null && (
        <div className={styles.group}>
          <CopyLine label={words.newKey} value={newKey} copyLabel={words.copyKey} />
          <p role="status" className={styles.fine}>
            {words.newKeyOnce}
          </p>
        </div>
      )}
      <form onSubmit={add}>
        <TextField
          type="text"
          label={words.keyName}
          maxLength={100}
          value={name}
          onChange={setName}
          action={<Button type="submit">{words.addKey}</Button>}
        />
      </form>
    </div>
  );
}
