import { useState } from "react";
import type { Model } from "../../../shared/models/model.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { MiddleCut } from "../../ui/MiddleCut.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { modelDetails } from "./describe-model.ts";
import { ModelActions } from "./files/ModelActions.tsx";
import { LibraryLine } from "./LibraryLine.tsx";
import { ModelBadge } from "./ModelBadge.tsx";
import styles from "./ModelCard.module.css";
import { loadingOf, nameAmong } from "./models-state.ts";
import { unloadModel, useModels } from "./models-store.ts";
import { ModelSettingsForm } from "./ModelSettingsForm.tsx";
import { ModelVerdict } from "./ModelVerdict.tsx";

export interface ModelCardProps {
  readonly model: Model;
  readonly isInUse: boolean;
  readonly onChoose: (model: Model) => void;
}

export function ModelCard({ model, isInUse, onChoose }: ModelCardProps) {
  const text = useText();
  const language = useLanguage();
  const loading = loadingOf(
    useModels((state) => state.engine),
    model.id,
  );
  const name = nameAmong(
    model,
    useModels((state) => state.models),
  );
  const [isOpen, setIsOpen] = useState(false);
  const isSettable = !model.isDemo && model.state.type === "ready";
  const facts = modelDetails(model, text.models, language);

  return (
    <li className={styles.card}>
      <div className={styles.row}>
        <div className={styles.words}>
          <h4 className={styles.name}>
            <MiddleCut text={name} />
            <ModelBadge model={model} />
          </h4>
          <Explanation model={model} />
          {model.state.type !== "unreadable" && (
            <ul className={styles.facts}>
              {facts.map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
          )}
          {!model.isDemo && (
            <p className={styles.file}>
              <MiddleCut text={model.fileName} />
              {model.origin !== "own" && (
                <span className={styles.origin}>{text.downloads.origins[model.origin]}</span>
              )}
            </p>
          )}
          {isSettable && <ModelVerdict model={model} />}
          {loading.type === "loaded" && <LibraryLine />}
          {loading.type === "loading" && (
            <ProgressBar
              className={styles.progress}
              label={text.models.loading(name)}
              value={loading.progress}
            />
          )}
        </div>
        {isInUse ? (
          <span className={styles.inUse}>
            <Icon name="check" size={18} />
            {text.models.inUse}
          </span>
        ) : (
          model.state.type === "ready" && (
            <Button aria-label={text.models.useLabel(name)} onClick={() => onChoose(model)}>
              {text.models.use}
            </Button>
          )
        )}
        <ModelActions model={model} name={name} />
      </div>
      {isSettable && (
        <div className={styles.actions}>
          <Button
            variant="quiet"
            size="small"
            aria-expanded={isOpen}
            aria-label={text.planner.settingsOf(name)}
            onClick={() => setIsOpen(!isOpen)}
          >
            {text.planner.settings}
          </Button>
          {loading.type === "loaded" && (
            <Button
              variant="quiet"
              size="small"
              aria-label={text.planner.unloadLabel(name)}
              onClick={() => void unloadModel()}
            >
              {text.planner.unload}
            </Button>
          )}
        </div>
      )}
      {isSettable && isOpen && (
        <ModelSettingsForm model={model} isLoaded={loading.type === "loaded"} onLoadAgain={onChoose} />
      )}
    </li>
  );
}

function Explanation({ model }: { readonly model: Model }) {
  const text = useText();
  if (model.state.type === "unreadable") {
    return <p className={styles.explanation}>{describeFailure(model.state.error, text).detail}</p>;
  }
  if (model.state.type === "incomplete") {
    const data = { fileName: model.fileName };
    return <p className={styles.explanation}>{text.errors["model-incomplete"].detail(data)}</p>;
  }
  if (model.isDemo) {
    return <p className={styles.explanation}>{text.models.demoDetail}</p>;
  }
  return model.architecture === "gemma4" ? null : (
    <p className={styles.explanation}>{text.models.otherArchitecture(model.architecture)}</p>
  );
}
