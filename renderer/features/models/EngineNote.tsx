import type { EngineState } from "../../../shared/models/engine-state.ts";
import type { Model, ModelId } from "../../../shared/models/model.ts";
import { remoteModelName } from "../../../shared/models/remote-server.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { formatNumber } from "../../i18n/format.ts";
import { useLanguage, useText } from "../../i18n/i18n.ts";
import type { MessageCatalog } from "../../i18n/message-catalog.ts";
import type { Language } from "../../i18n/language.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./EngineNote.module.css";
import { useModels } from "./models-store.ts";

export interface EngineNoteProps {
  /** The chosen model. */
  readonly modelId: ModelId | null;
  readonly onRetry: (model: Model) => void;
}

/** One sentence on the engine's state; after a failure, what happened and a retry button. */
export function EngineNote({ modelId, onRetry }: EngineNoteProps) {
  const text = useText();
  const language = useLanguage();
  const { engine, models } = useModels();
  const model = models.find(({ id }) => engine.type !== "idle" && id === engine.modelId);
  if (engine.type !== "failed") {
    const remote = engine.type === "idle" && modelId !== null ? remoteModelName(modelId) : null;
    const words = remote === null ? sentence(engine, model, text, language) : text.servers.engineIdle(remote);
    return <p className={styles.note}>{words}</p>;
  }
  const words = describeFailure(engine.error, text);
  const isLoadFailure = engine.error.code === "model-load-failed";
  return (
    <div role="alert" className={styles.failed}>
      <Icon name="alert" />
      <div className={styles.words}>
        <p className={styles.title}>
          {isLoadFailure && model ? text.models.engineFailed(model.name) : words.title}
        </p>
        <p>{words.detail}</p>
      </div>
      {model && words.action?.kind === "retry" && (
        <Button size="small" onClick={() => onRetry(model)}>
          {text.common.retry}
        </Button>
      )}
    </div>
  );
}

function sentence(
  engine: Exclude<EngineState, { readonly type: "failed" }>,
  model: Model | undefined,
  text: MessageCatalog,
  language: Language,
): string {
  switch (engine.type) {
    case "idle":
      return text.models.engineIdle;
    case "held":
      return text.models.engineHeld(model?.name ?? engine.modelId);
    case "loading":
      return text.models.engineLoading(model?.name ?? engine.modelId);
    case "ready": {
      const tokens = formatNumber(engine.contextSizeTokens, language);
      return text.models.engineReady(model?.name ?? engine.modelId, tokens);
    }
  }
}
