import { useState } from "react";
import type { Model } from "../../../../shared/models/model.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { modelDetails } from "../describe-model.ts";
import { DrafterSection } from "../drafter/DrafterSection.tsx";
import { LibraryLine } from "../LibraryLine.tsx";
import { loadingOf } from "../models-state.ts";
import { unloadModel, useModels } from "../models-store.ts";
import { ModelSettingsForm } from "../ModelSettingsForm.tsx";
import { VerdictLine } from "../planning/VerdictLine.tsx";
import { useModelTimes } from "../use-model-times.ts";
import { useModelVerdict } from "../use-model-verdict.ts";
import styles from "./Details.module.css";

export interface ModelDetailsProps {
  readonly model: Model;
  readonly name: string;
  readonly isInUse: boolean;
  readonly onChoose: (model: Model) => void;
}

/** What is known of an installed model, and its settings. */
export function ModelDetails({ model, name, isInUse, onChoose }: ModelDetailsProps) {
  const text = useText();
  const language = useLanguage();
  const isLoaded =
    loadingOf(
      useModels((state) => state.engine),
      model.id,
    ).type === "loaded";
  const verdict = useModelVerdict(model);
  const times = useModelTimes(model);
  const [isOpen, setIsOpen] = useState(false);
  const isReady = model.state.type === "ready";
  const isSettable = isReady && !model.isDemo;
  return (
    <article className={styles.details}>
      <header className={styles.head}>
        <h2 className={styles.name}>{name}</h2>
        <Explanation model={model} />
      </header>
      {isSettable && verdict && (
        <VerdictLine
          verdict={verdict}
          times={times}
          takes={{ sees: model.projector?.sees ?? false, hears: model.projector?.hears ?? false }}
        />
      )}
      {isLoaded && <LibraryLine />}
      {model.state.type !== "unreadable" && (
        <dl className={styles.facts}>
          {modelDetails(model, text, language).map(({ label, value }) => (
            <div key={label} className={styles.fact}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {isSettable && <DrafterSection model={model} name={name} />}
      {isReady && (
        <div className={styles.buttons}>
          {!isInUse && (
            <Button variant="primary" onClick={() => onChoose(model)}>
              {text.models.useInChat}
            </Button>
          )}
          {isLoaded && (
            <Button aria-label={text.planner.unloadLabel(name)} onClick={() => void unloadModel()}>
              {text.planner.unload}
            </Button>
          )}
          {isSettable && (
            <Button
              icon="settings"
              aria-expanded={isOpen}
              aria-label={text.planner.settingsOf(name)}
              onClick={() => setIsOpen(!isOpen)}
            >
              {text.planner.settings}
            </Button>
          )}
        </div>
      )}
      {isSettable && isOpen && <ModelSettingsForm model={model} isLoaded={isLoaded} onLoadAgain={onChoose} />}
    </article>
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
