import { useId } from "react";
import type { ModelId } from "../../../../shared/models/model.ts";
import type { RemoteModel, RemoteServer } from "../../../../shared/models/remote-server.ts";
import { whyUnusable } from "../../../../shared/models/unusable-server.ts";
import { formatTokens } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { MenuItem } from "../../../ui/Menu.tsx";
import { MiddleCut } from "../../../ui/MiddleCut.tsx";
import { placeOf } from "./describe-server.ts";
import styles from "./RemoteModelItems.module.css";

export interface RemoteModelItemsProps {
  readonly server: RemoteServer;
  readonly modelId: ModelId | null;
  readonly onChoose: (model: RemoteModel) => void;
}

/** The models of one server in the menu of models, under its name. Each says where it runs. */
export function RemoteModelItems({ server, modelId, onChoose }: RemoteModelItemsProps) {
  const text = useText();
  const language = useLanguage();
  const headId = useId();
  const { name, models } = server;
  const trouble = troubleOf(server, text.servers.states);
  return (
    <div role="group" aria-labelledby={headId} className={styles.group}>
      <div id={headId} role="presentation" className={styles.head}>
        <MiddleCut text={name} />
        {trouble !== null && <span className={styles.trouble}>{trouble}</span>}
      </div>
      {models.map((model) => (
        <MenuItem key={model.id} isChosen={model.id === modelId} onSelect={() => onChoose(model)}>
          <span className={styles.line}>
            <span className={styles.name}>
              <MiddleCut text={model.name} />
            </span>
            <span className={styles.facts}>
              <Icon name="server" size={16} />
              {placeOf(server, text.servers)}
              {model.contextSizeTokens !== null &&
                ` · ${text.models.contextLength(formatTokens(model.contextSizeTokens, language))}`}
            </span>
          </span>
        </MenuItem>
      ))}
    </div>
  );
}

function troubleOf(
  { state, models }: RemoteServer,
  words: MessageCatalog["servers"]["states"],
): string | null {
  switch (state.type) {
    case "ready":
      return models.length === 0 ? words.empty : null;
    case "connecting":
    case "loading":
      return words[state.type];
    case "failed":
      return words[whyUnusable(state) ?? "other"];
  }
}
