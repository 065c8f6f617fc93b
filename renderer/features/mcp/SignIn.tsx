import { useState } from "react";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./Mcp.module.css";
import { beginSignIn } from "./mcp-store.ts";

/** Leads to the page at which the user signs in. Its whole address is shown before it is opened. */
export function SignIn({ serverId }: { readonly serverId: string }) {
  const words = useText().mcp;
  const [page, setPage] = useState<string | null>(null);
  if (page === null)
    return (
      <div className={styles.buttons}>
        <Button size="small" onClick={() => void beginSignIn(serverId).then(setPage)}>
          {words.signIn}
        </Button>
      </div>
    );
  return (
    <>
      <p>{words.openSignIn}</p>
      <a className={styles.command} href={page} target="_blank" rel="noreferrer">
        {page}
      </a>
      <p className={styles.fine}>{words.signInHint}</p>
    </>
  );
}
