import { use } from "react";
import type { Sense } from "../../../shared/models/senses.ts";
import { useText } from "../../i18n/i18n.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./AbleModels.module.css";
import { MediaHostContext } from "./media-host.ts";

export interface AbleModelsProps {
  readonly needed: readonly Sense[];
  /** On the way to where others are to be had. */
  readonly onLeave?: () => void;
}

/** More would crowd out what they are for; Models has them all. */
const mostButtons = 3;

/** What to do where the chosen model lacks a sense: one press to a model here that has it, or to where one is to be had. */
export function AbleModels({ needed, onLeave }: AbleModelsProps) {
  const text = useText().media.able;
  const { modelName, able, lacksProjector, onUseModel, onFindModel } = use(MediaHostContext);
  const fitting = able.filter((model) => needed.every((sense) => model[sense]));
  return (
    <div role="group" aria-label={text.label} className={styles.able}>
      {lacksProjector ? (
        <p className={styles.words}>{text.missingProjector(modelName)}</p>
      ) : (
        fitting.length === 0 && <p className={styles.words}>{text.none}</p>
      )}
      {fitting.slice(0, mostButtons).map(({ id, name }) => (
        <Button key={id} size="small" icon="model" onClick={() => onUseModel(id)}>
          {text.use(name)}
        </Button>
      ))}
      <Button
        size="small"
        variant={fitting.length > 0 ? "quiet" : "plain"}
        onClick={() => {
          onLeave?.();
          // Those that hear are fewer, and see as well.
          onFindModel(needed.includes("hears") ? "hears" : "sees");
        }}
      >
        {text.open}
      </Button>
    </div>
  );
}
