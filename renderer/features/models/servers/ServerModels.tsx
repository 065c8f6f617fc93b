import type { RemoteServer } from "../../../../shared/models/remote-server.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { remoteModelFacts } from "./describe-server.ts";
import styles from "./Servers.module.css";

/** The models of a server. */
export function ServerModels({ server }: { readonly server: RemoteServer }) {
  const text = useText();
  const language = useLanguage();
  return (
    // Focusable, because a long list is scrolled.
    <ul tabIndex={0} className={styles.models} aria-label={text.servers.models(server.name)}>
      {server.models.map((model) => (
        <li key={model.id}>
          <MiddleCut text={model.name} />
          <span className={styles.fine}>{remoteModelFacts(model, text, language)}</span>
        </li>
      ))}
    </ul>
  );
}
