import { defaultModelSettings } from "../../../shared/models/default-model-settings.ts";
import { contextSteps } from "../../../shared/models/fitting-alternatives.ts";
import type { Model } from "../../../shared/models/model.ts";
import type { ModelSettings } from "../../../shared/models/model-settings.ts";
import { formatNumber, formatTokens } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import { isThisComputer } from "../../this-computer.ts";
import { Button } from "../../ui/Button.tsx";
import { NumberField } from "../../ui/NumberField.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";
import { Select } from "../../ui/Select.tsx";
import styles from "./ModelSettingsForm.module.css";
import { configureModel, useModels } from "./models-store.ts";
import { SelfTest } from "./self-test/SelfTest.tsx";
import { ChatTemplateSection } from "./template/ChatTemplateSection.tsx";
import { usePlanning } from "./planning/planning-store.ts";

export interface ModelSettingsFormProps {
  readonly model: Model;
  /** Whether the model is loaded, with the settings from before any change here. */
  readonly isLoaded: boolean;
  readonly onLoadAgain: (model: Model) => void;
}

/** A model's load settings. Changes apply the next time the model is loaded. */
export function ModelSettingsForm({ model, isLoaded, onLoadAgain }: ModelSettingsFormProps) {
  const text = useText().planner;
  const language = useLanguage();
  const settings = useModels((state) => state.modelSettings[model.id]) ?? defaultModelSettings;
  const gpu = usePlanning((state) => state.hardware?.gpu ?? null);
  const layers = usePlanning((state) => state.facts.get(model.id)?.layers.length ?? 1024);
  const change = (patch: Partial<ModelSettings>) => void configureModel(model.id, { ...settings, ...patch });
  const whole = (least: number, most: number) => ({
    isOptional: true,
    isWhole: true,
    min: least,
    max: most,
    invalidText: text.wholeNumber(formatNumber(least, language), formatNumber(most, language)),
  });
  const steps = contextSteps.filter((tokens) => tokens <= (model.contextLength ?? Infinity));
  const contexts = [null, ...new Set([...steps, settings.contextTokens].filter((tokens) => tokens !== null))];

  return (
    <div className={styles.form}>
      <Select
        label={text.contextSetting}
        isInline
        value={String(settings.contextTokens)}
        choices={contexts.map((tokens) => ({
          value: String(tokens),
          label: tokens === null ? text.automatic : text.contextChoice(formatTokens(tokens, language)),
        }))}
        onChange={(value) => change({ contextTokens: value === "null" ? null : Number(value) })}
      />
      <SegmentedControl
        label={text.cache}
        value={settings.kvType}
        choices={(["f16", "q8_0"] as const).map((value) => ({ value, label: text.caches[value] }))}
        onChange={(kvType) => change({ kvType })}
      />
      <p className={styles.hint}>{text.cacheHint}</p>
      {gpu !== null && (
        <NumberField
          label={text.gpuLayers}
          hint={text.gpuLayersHint}
          placeholder={text.automatic}
          isInline
          {...whole(0, layers + 1)}
          value={settings.gpuLayers}
          onChange={(gpuLayers) => change({ gpuLayers })}
        />
      )}
      <NumberField
        label={text.threads}
        hint={text.threadsHint}
        placeholder={text.automatic}
        isInline
        {...whole(1, 512)}
        value={settings.threads}
        onChange={(threads) => change({ threads })}
      />
      <ChatTemplateSection model={model} isLoaded={isLoaded} />
      {isThisComputer() && <SelfTest model={model} />}
      <div className={styles.foot}>
        <p className={styles.hint}>{text.appliesNext}</p>
        {isLoaded && (
          <Button size="small" onClick={() => onLoadAgain(model)}>
            {text.loadAgain}
          </Button>
        )}
      </div>
    </div>
  );
}
