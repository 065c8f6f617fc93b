import { useState, type SubmitEvent } from "react";
import { allowedOrigin } from "../../../shared/api/allowed-origin.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { changeServer, useApi } from "./api-store.ts";
import styles from "./LocalServer.module.css";

/** The web pages that may use the API from a browser; none, unless the user adds some. */
export function AllowedOrigins() {
  const words = useText().localServer;
  const origins = useApi(({ server }) => server.allowedOrigins);
  const [typed, setTyped] = useState("");
  const [isChecked, setIsChecked] = useState(false);
  const origin = allowedOrigin(typed);
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    setIsChecked(origin === null);
    if (origin === null) return;
    setTyped("");
    void changeServer({ allowedOrigins: [...new Set([...origins, origin])] });
  };
  const remove = (one: string) =>
    void changeServer({ allowedOrigins: origins.filter((other) => other !== one) });
  return (
    <div className={styles.group}>
      <h3 className={styles.label}>{words.origins}</h3>
      {origins.length > 0 && (
        <ul className={styles.list} aria-label={words.origins}>
          {origins.map((one) => (
            <li key={one} className={styles.row}>
              <span className={styles.grow}>{one}</span>
              <Button size="small" aria-label={words.removeOrigin(one)} onClick={() => remove(one)}>
                {words.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={add}>
        <TextField
          type="text"
          inputMode="url"
          label={words.origin}
          hint={words.originHint}
          error={isChecked && origin === null ? words.originWrong : undefined}
          placeholder="https://example.com"
          value={typed}
          onChange={setTyped}
          action={<Button type="submit">{words.allow}</Button>}
        />
      </form>
    </div>
  );
}
