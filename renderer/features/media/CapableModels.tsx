import { use } from "react";
import type { MediaCapability } from "../../../shared/media/media-capabilities.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import { MiddleCut } from "../../ui/MiddleCut.tsx";
import styles from "./CapableModels.module.css";
import { MediaHostContext } from "./media-host.ts";

export interface CapableModelsProps {
  readonly needed: readonly MediaCapability[];
  /** Why another model is needed; by default, because no model here supports it. */
  readonly reason?: string;
  /** Called before Models opens, for example to close the dialog that shows this. */
  readonly onLeave?: () => void;
}

/** The rest are listed in Models. */
const maxButtons = 3;

/**
 * Shown when the chosen model cannot take an attachment: buttons that switch to an installed model that can,
 * and one that opens Models.
 */
export function CapableModels({ needed, reason, onLeave }: CapableModelsProps) {
  const text = useText().media.able;
  const { modelName, capableModels, lacksProjector, onUseModel, onFindModel } = use(MediaHostContext);
  const usable = capableModels.filter((model) => needed.every((capability) => model[capability]));
  const lacking = lacksProjector ? text.missingProjector(modelName) : usable.length === 0 ? text.none : null;
  const words = reason ?? lacking;
  return (
    <div role="group" aria-label={text.label} className={styles.models}>
      {words !== null && <p className={styles.words}>{words}</p>}
      {usable.slice(0, maxButtons).map(({ id, name }) => (
        <Button key={id} size="small" icon="model" onClick={() => onUseModel(id)}>
          <MiddleCut text={text.use(name)} />
        </Button>
      ))}
      <Button
        size="small"
        variant={usable.length > 0 ? "quiet" : "plain"}
        onClick={() => {
          onLeave?.();
          // Few models take audio, and those take images too.
          onFindModel(needed.includes("hears") ? "hears" : "sees");
        }}
      >
        {text.open}
      </Button>
    </div>
  );
}
