import { useRef } from "react";
import type { Model, ModelId } from "../../../shared/models/model.ts";
import type { MediaCapability } from "../../../shared/media/media-capabilities.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { nameAmong } from "./models-state.ts";
import { useModels } from "./models-store.ts";
import styles from "./RequiredCapabilityNote.module.css";

export interface RequiredCapabilityNoteProps {
  readonly capability: MediaCapability;
  readonly modelId: ModelId | null;
  readonly onChoose: (model: Model) => void;
}

/** Shown when the user looks for a model that sees or hears: offers the installed models that do. */
export function RequiredCapabilityNote({ capability, modelId, onChoose }: RequiredCapabilityNoteProps) {
  const text = useText().models;
  const words = text.sought[capability];
  const models = useModels((state) => state.models);
  const able = models.filter(
    ({ state, projector, isDemo }) => state.type === "ready" && projector?.[capability] === true && !isDemo,
  );
  const title = useRef<HTMLHeadingElement>(null);
  const choose = (model: Model) => {
    // The button vanishes once its model is in use, so the focus has to move.
    title.current?.focus();
    onChoose(model);
  };
  const inUse = able.find(({ id }) => id === modelId);
  return (
    <section className={styles.note} aria-label={words.title}>
      <h2 ref={title} tabIndex={-1} className={styles.title}>
        {words.title}
      </h2>
      <p role="status">
        {inUse ? words.inUse(nameAmong(inUse, models)) : able.length > 0 ? words.some : words.none}
      </p>
      {!inUse && able.length > 0 && (
        <div className={styles.models}>
          {able.map((model) => (
            <Button key={model.id} size="small" icon="model" onClick={() => choose(model)}>
              {text.useLabel(nameAmong(model, models))}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
