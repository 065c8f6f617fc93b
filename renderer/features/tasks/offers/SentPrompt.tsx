import { useId, useState } from "react";
import { taskNamed } from "../../../../shared/tasks/tasks.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import styles from "./TaskOffers.module.css";

export interface SentPromptProps {
  readonly taskName: string;
  readonly prompt: string;
}

/** The name of a task in a message that was sent for it, with its prompt on request. */
export function SentPrompt({ taskName, prompt }: SentPromptProps) {
  const text = useText().tasks;
  const language = useLanguage();
  const id = useId();
  const [isShown, setIsShown] = useState(false);
  return (
    <div>
      <div className={styles.sent}>
        <span className={styles.title}>{taskNamed(taskName)?.title[language] ?? taskName}</span>
        <Button
          size="small"
          variant="quiet"
          aria-expanded={isShown}
          aria-controls={id}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? text.hidePrompt : text.showPrompt}
        </Button>
      </div>
      {isShown && (
        <p id={id} className={styles.prompt}>
          {prompt}
        </p>
      )}
    </div>
  );
}
