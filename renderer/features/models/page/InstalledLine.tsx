import type { Model } from "../../../../shared/models/model.ts";
import type { ModelsPlace } from "../../../page-address.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { ProgressBar } from "../../../ui/ProgressBar.tsx";
import { modelFacts } from "../describe-model.ts";
import { ModelActions } from "../files/ModelActions.tsx";
import { ModelBadge } from "../ModelBadge.tsx";
import { loadingOf } from "../models-state.ts";
import { useModels } from "../models-store.ts";
import { useModelTimes } from "../use-model-times.ts";
import { useModelVerdict } from "../use-model-verdict.ts";
import { SlowMediaBadge } from "../planning/SlowMediaBadge.tsx";
import { VerdictBadge } from "../planning/VerdictBadge.tsx";
import styles from "./InstalledLine.module.css";
import { ModelLine } from "./ModelLine.tsx";
import { ModelSkillBadges } from "./ModelSkillBadges.tsx";

export interface InstalledLineProps {
  readonly model: Model;
  readonly name: string;
  readonly place: ModelsPlace;
  readonly isCurrent: boolean;
  readonly isInUse: boolean;
  readonly onChoose: (model: Model) => void;
}

export function InstalledLine({ model, name, place, isCurrent, isInUse, onChoose }: InstalledLineProps) {
  const { models: text, downloads: words } = useText();
  const language = useLanguage();
  const loading = loadingOf(
    useModels((state) => state.engine),
    model.id,
  );
  const isReady = model.state.type === "ready";
  const verdict = useModelVerdict(model);
  const times = useModelTimes(model);
  const takes = { sees: model.projector?.sees ?? false, hears: model.projector?.hears ?? false };
  const facts = [
    ...modelFacts(model, text, language),
    model.origin === "own" ? null : words.origins[model.origin],
  ];
  return (
    <ModelLine
      name={name}
      place={place}
      isCurrent={isCurrent}
      facts={facts.filter((fact) => fact !== null)}
      marks={
        <>
          <ModelBadge model={model} />
          {loading.type === "loaded" && (
            <span className={styles.loaded}>
              <Icon name="check" size={14} />
              {text.loaded}
            </span>
          )}
        </>
      }
      badges={
        <>
          <span className={styles.badges}>
            {verdict && isReady && !model.isDemo && (
              <>
                <VerdictBadge word={verdict.word} />
                <SlowMediaBadge verdict={verdict} times={times} takes={takes} />
              </>
            )}
            {!model.isDemo && <ModelSkillBadges {...takes} {...model.skills} />}
          </span>
          {loading.type === "loading" && (
            <ProgressBar className={styles.progress} label={text.loading(name)} value={loading.progress} />
          )}
        </>
      }
      actions={
        <>
          {isInUse ? (
            <span className={styles.inUse}>
              <Icon name="check" size={18} />
              {text.inUse}
            </span>
          ) : (
            isReady && (
              <Button size="small" aria-label={text.useLabel(name)} onClick={() => onChoose(model)}>
                {text.use}
              </Button>
            )
          )}
          <ModelActions model={model} name={name} />
        </>
      }
    />
  );
}
