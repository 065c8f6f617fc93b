import { useState } from "react";
import { useText } from "../../i18n/i18n.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Select } from "../../ui/Select.tsx";
import {
  clientLabels,
  clientNames,
  clientSnippet,
  type ClientName,
  type ServedModel,
} from "./client-snippets.ts";
import styles from "./LocalServer.module.css";

export interface ClientSnippetsProps {
  readonly url: string;
  readonly model: ServedModel;
  readonly needsKey: boolean;
}

/** How other programs are told of the API. */
export function ClientSnippets({ url, model, needsKey }: ClientSnippetsProps) {
  const words = useText().localServer;
  const [client, setClient] = useState<ClientName>("curl");
  const snippet = clientSnippet(client, { url, model, key: needsKey ? "YOUR_KEY" : null });
  return (
    <div className={styles.group}>
      <Select
        label={words.connect}
        isInline
        value={client}
        choices={clientNames.map((value) => ({ value, label: clientLabels[value] }))}
        onChange={setClient}
      />
      <div className={styles.snippet}>
        <pre tabIndex={0} aria-label={words.snippet(clientLabels[client])}>
          {snippet}
        </pre>
        <CopyButton label={words.copySnippet} getText={() => snippet} />
      </div>
    </div>
  );
}
