import { useState } from "react";
import type { Model, ModelId } from "../../../../shared/models/model.ts";
import { useText } from "../../../i18n/i18n.ts";
import type { ModelsPlace } from "../../../page-address.ts";
import { nameAmong } from "../models-state.ts";
import { useModels } from "../models-store.ts";
import { IdleChoice } from "../IdleChoice.tsx";
import { ArrangeBar } from "./ArrangeBar.tsx";
import { arrangeModels, wholeList } from "./arrange-models.ts";
import { InstalledLine } from "./InstalledLine.tsx";
import styles from "./InstalledTab.module.css";
import list from "./ModelList.module.css";
import { ListWithDetails } from "./ListWithDetails.tsx";
import { ModelDetails } from "./ModelDetails.tsx";
import { useModelsNavigation } from "./models-place.ts";

export interface InstalledTabProps {
  readonly place: ModelsPlace;
  readonly modelId: ModelId | null;
  readonly onChoose: (model: Model) => void;
}

/** From this many models on, the list can be filtered and sorted. */
const enoughToArrange = 4;

/** The models on this computer, with the details and settings of one. */
export function InstalledTab({ place, modelId, onChoose }: InstalledTabProps) {
  const text = useText().models;
  const navigation = useModelsNavigation();
  const models = useModels((state) => state.models);
  const [arrangement, setArrangement] = useState(wholeList);
  const shown = arrangeModels(models, arrangement);
  const find = (id: ModelId | null) => models.find((model) => model.id === id);
  const current = find(place.item) ?? find(modelId) ?? models[0];
  return (
    <ListWithDetails
      item={find(place.item) ? place.item : null}
      backLabel={text.tabs.installed}
      onBack={() => navigation.open({ ...place, item: null })}
      detailsLabel={text.detailsLabel}
      details={
        current === undefined ? null : (
          <ModelDetails
            key={current.id}
            model={current}
            name={nameAmong(current, models)}
            isInUse={current.id === modelId}
            onChoose={onChoose}
          />
        )
      }
      list={
        <div className={styles.list}>
          {models.length >= enoughToArrange && (
            <ArrangeBar arrangement={arrangement} onChange={setArrangement} />
          )}
          {shown.length > 0 && (
            <ul className={list.lines} aria-label={text.onThisComputer}>
              {shown.map((model) => (
                <InstalledLine
                  key={model.id}
                  model={model}
                  name={nameAmong(model, models)}
                  place={{ ...place, item: model.id }}
                  isCurrent={model.id === current?.id}
                  isInUse={model.id === modelId}
                  onChoose={onChoose}
                />
              ))}
            </ul>
          )}
          <p role="status" className={styles.note}>
            {shown.length === 0 && models.length > 0 && text.noneShown}
          </p>
          <IdleChoice />
        </div>
      }
    />
  );
}
