import { hostOf } from "../../../../shared/models/server-url.ts";
import { formatSentences } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { acceptFirstUse, dismissFirstUse, useFirstUse } from "./first-use.ts";
import styles from "./Servers.module.css";

/** Says that messages will leave this computer, and where to, before a server is used for the first time. */
export function FirstUseDialog() {
  const text = useText();
  const language = useLanguage();
  const words = text.servers.firstUse;
  const asked = useFirstUse((state) => state.asked);
  if (asked === null) return null;
  const { server, model } = asked;
  const host = hostOf(server.url);
  const warnings = server.url.startsWith("https:") ? [words.trust] : [words.trust, words.unencrypted];
  return (
    <Dialog
      title={words.title(host)}
      size="small"
      onClose={dismissFirstUse}
      footer={
        <>
          <Button onClick={dismissFirstUse}>{text.common.cancel}</Button>
          <Button variant="primary" onClick={() => void acceptFirstUse()}>
            <MiddleCut text={words.use(model.name)} />
          </Button>
        </>
      }
    >
      <div className={styles.question}>
        <p>{words.what(model.name, host)}</p>
        <p>{formatSentences(warnings, language)}</p>
      </div>
    </Dialog>
  );
}
