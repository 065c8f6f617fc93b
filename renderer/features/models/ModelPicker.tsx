import { useState } from "react";
import type { Model, ModelId } from "../../../shared/models/model.ts";
import { formatPercent } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { classNames } from "../../ui/class-names.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/Menu.tsx";
import { MiddleCut } from "../../ui/MiddleCut.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { modelFacts } from "./describe-model.ts";
import { ModelBadge } from "./ModelBadge.tsx";
import styles from "./ModelPicker.module.css";
import { loadingOf, nameAmong } from "./models-state.ts";
import { useModels } from "./models-store.ts";

export interface ModelPickerProps {
  /** The model of the current chat or, if there is none, of new chats; null while unknown. */
  readonly modelId: ModelId | null;
  /** The name to show if the model's file is missing. */
  readonly modelName: string | null;
  readonly onChoose: (model: Model) => void;
  readonly onManage: () => void;
}

/** The chat's model in the top bar, and the menu to change it. */
export function ModelPicker({ modelId, modelName, onChoose, onManage }: ModelPickerProps) {
  const text = useText().models;
  const { isLoaded, models } = useModels();
  const current = models.find((model) => model.id === modelId);
  const name = current ? nameAmong(current, models) : (modelName ?? text.noneChosen);
  const isKnown = isLoaded && modelId !== null;
  const isMissing = isKnown && current === undefined;

  // Renders nothing while the chat is loading, to avoid showing a wrong name.
  if (!isKnown) {
    return null;
  }

  return (
    <div className={styles.picker}>
      <Menu
        label={text.menuLabel}
        className={styles.menu}
        trigger={(trigger) => (
          <button type="button" className={styles.trigger} aria-label={text.pickerLabel(name)} {...trigger}>
            {isMissing && <Icon name="alert" size={16} />}
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
        {models.length > 0 && <MenuSeparator />}
        <MenuItem icon="model" onSelect={onManage}>
          {text.manage}
        </MenuItem>
      </Menu>
      {isMissing && <span className={styles.missing}>{text.missing}</span>}
      <LoadingNote key={modelId} modelId={modelId} name={name} />
    </div>
  );
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
      <span className={styles.facts}>{modelFacts(model, text, language)}</span>
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
