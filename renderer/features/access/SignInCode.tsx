import { useState } from "react";
import type { NewLinks } from "../../../shared/ipc/access-routes.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyLine } from "../../ui/CopyLine.tsx";
import styles from "./Access.module.css";
import { fetchLinks } from "./access-store.ts";
import { QrCode } from "./QrCode.tsx";

/** A QR code, and its link, that signs in one device without the password. */
export function SignInCode() {
  const words = useText().access;
  const [links, setLinks] = useState<NewLinks | null>(null);
  const show = () => void fetchLinks().then(setLinks);
  const url = links?.urls[0];
  return (
    <>
      <Button onClick={show}>{links === null ? words.showCode : words.newCode}</Button>
      {links && url === undefined && <p className={styles.fine}>{words.noNetwork}</p>}
      {links && url !== undefined && (
        <div className={styles.sharing}>
          <QrCode text={url} label={words.code} />
          <div className={styles.link}>
            <p className={styles.fine}>{words.codeHint(Math.round(links.validForS / 60))}</p>
            <CopyLine label={words.link} value={url} copyLabel={words.copyLink} />
          </div>
        </div>
      )}
    </>
  );
}
