import { useId, useState } from "react";
import type { RemoteServer } from "../../../../shared/models/remote-server.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { remoteModelFacts } from "./describe-server.ts";
import styles from "./Servers.module.css";

/** The models of a server. Some servers have hundreds, so the list is closed at first. */
export function ServerModels({ server }: { readonly server: RemoteServer }) {
  const text = useText();
  const language = useLanguage();
  const listId = useId();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant="quiet"
        className={styles.toggle}
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        {isOpen ? text.servers.hideModels : text.servers.showModels}
      </Button>
      {isOpen && (
        <ul id={listId} className={styles.models} aria-label={text.servers.models(server.name)}>
          {server.models.map((model) => (
            <li key={model.id}>
              <MiddleCut text={model.name} />
              <span className={styles.fine}>{remoteModelFacts(model, text, language)}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
