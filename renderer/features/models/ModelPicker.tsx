import { useState } from "react";
import type { Model, ModelId } from "../../../shared/models/model.ts";
import {
  findRemoteModel,
  remoteModelName,
  type FoundRemoteModel,
  type RemoteModel,
} from "../../../shared/models/remote-server.ts";
import { whyUnusable } from "../../../shared/models/unusable-server.ts";
import { formatPercent } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import type { MessageCatalog } from "../../i18n/message-catalog.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/Menu.tsx";
import { MiddleCut } from "../../ui/MiddleCut.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { modelFacts } from "./describe-model.ts";
import { ModelBadge } from "./ModelBadge.tsx";
import styles from "./ModelPicker.module.css";
import { loadingOf, nameAmong } from "./models-state.ts";
import { useModels } from "./models-store.ts";
import { placeOf } from "./servers/describe-server.ts";
import { RemoteModelItems } from "./servers/RemoteModelItems.tsx";
import { refreshFailed, useServers } from "./servers/servers-store.ts";

export interface ModelPickerProps {
  /** The model of the current chat or, if there is none, of new chats; null while unknown. */
  readonly modelId: ModelId | null;
  /** The name to show if the model's file is missing. */
  readonly modelName: string | null;
  readonly onChoose: (model: Model) => void;
  readonly onChooseRemote: (model: RemoteModel) => void;
  readonly onManage: () => void;
  readonly onManageServers: () => void;
}

/**
 * The chat's model in the top bar, and the menu to change it. A model on a server is marked with where it
 * runs.
 */
export function ModelPicker(props: ModelPickerProps) {
  const { modelId, modelName, onChoose, onChooseRemote, onManage, onManageServers } = props;
  const { models: text, servers: words } = useText();
  const { isLoaded, models } = useModels();
  const servers = useServers((state) => state.servers);
  const isKnown = isLoaded && modelId !== null;

  // Renders nothing while the chat is loading, to avoid showing a wrong name.
  if (!isKnown) {
    return null;
  }

  const current = models.find((model) => model.id === modelId);
  const remote = findRemoteModel(servers, modelId);
  const remoteName = remoteModelName(modelId);
  const name = current ? nameAmong(current, models) : (remoteName ?? modelName ?? text.noneChosen);
  const place = remote && placeOf(remote.server, words);
  const trouble = remoteName === null ? !current && text.missing : remoteTrouble(remote, words);
  return (
    <div className={styles.picker}>
      <Menu
        label={text.menuLabel}
        className={styles.menu}
        onOpenChange={(isOpen) => isOpen && refreshFailed()}
        trigger={(trigger) => (
          <button
            type="button"
            className={styles.trigger}
            aria-label={text.pickerLabel(place === null ? name : `${name}, ${place}`)}
            {...trigger}
          >
            {trouble !== false && <Icon name="alert" size={16} />}
            {trouble === false && remote && <Icon name="server" size={16} />}
            <MiddleCut text={name} />
            <Icon name="chevronDown" size={16} />
          </button>
        )}
      >
        {models.map((model) => (
          <MenuItem
            key={model.id}
            isChosen={model.id === modelId}
            isDisabled={model.state.type !== "ready"}
            onSelect={() => onChoose(model)}
          >
            <ModelLine model={model} name={nameAmong(model, models)} />
          </MenuItem>
        ))}
        {servers.map((server) => (
          <RemoteModelItems key={server.id} server={server} modelId={modelId} onChoose={onChooseRemote} />
        ))}
        {models.length + servers.length > 0 && <MenuSeparator />}
        <MenuItem icon="model" onSelect={onManage}>
          {text.manage}
        </MenuItem>
        <MenuItem icon="server" onSelect={onManageServers}>
          {words.manage}
        </MenuItem>
      </Menu>
      {place !== null && <span className={styles.place}>{place}</span>}
      {trouble !== false && <span className={styles.missing}>{trouble}</span>}
      <LoadingNote key={modelId} modelId={modelId} name={name} />
    </div>
  );
}

/** Why the chosen model on a server can't be used right now; false: it can. */
function remoteTrouble(
  remote: FoundRemoteModel | null,
  { missing, states }: MessageCatalog["servers"],
): string | false {
  if (remote === null) return missing.removed;
  const { state } = remote.server;
  const trouble = whyUnusable(state);
  if (trouble !== null) return states[trouble];
  return state.type === "ready" && remote.model === null && missing.unlisted;
}

function ModelLine({ model, name }: { readonly model: Model; readonly name: string }) {
  const text = useText().models;
  const language = useLanguage();
  return (
    <span className={classNames(styles.line, model.state.type !== "ready" && styles.unusable)}>
      <span className={styles.name}>
        <MiddleCut text={name} />
        <ModelBadge model={model} />
      </span>
      <span className={styles.facts}>
        <Facts each={modelFacts(model, text, language)} />
      </span>
    </span>
  );
}

/** Loading progress beside the name. Screen readers announce only its start and end. */
function LoadingNote({ modelId, name }: { readonly modelId: ModelId; readonly name: string }) {
  const text = useText().models;
  const language = useLanguage();
  const loading = loadingOf(
    useModels((state) => state.engine),
    modelId,
  );
  const [hasSeenLoading, setHasSeenLoading] = useState(false);
  if (loading.type === "loading" && !hasSeenLoading) {
    setHasSeenLoading(true);
  }
  return (
    <>
      {loading.type === "loading" && (
        <span className={styles.loading}>
          <ProgressBar className={styles.bar} label={text.loading(name)} value={loading.progress} />
          <span className={styles.percent} aria-hidden="true">
            {text.loadingShort(formatPercent(loading.progress, language))}
          </span>
        </span>
      )}
      {loading.type === "failed" && (
        <span className={styles.failed}>
          <Icon name="alert" size={16} />
          {loading.isCrash ? text.stopped : text.loadFailed}
        </span>
      )}
      <span role="status" className="visually-hidden">
        {loading.type === "loading" && text.loading(name)}
        {loading.type === "loaded" && hasSeenLoading && text.ready(name)}
      </span>
    </>
  );
}
