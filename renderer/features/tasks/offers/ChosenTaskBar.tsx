import { useId, useState } from "react";
import { spokenLanguages, type SpokenLanguage } from "../../../../shared/tasks/spoken-languages.ts";
import type { Task, TaskChoice } from "../../../../shared/tasks/task.ts";
import { formatNumber } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import { Button } from "../../../ui/Button.tsx";
import { IconButton } from "../../../ui/IconButton.tsx";
import { LanguageChoice } from "./LanguageChoice.tsx";
import styles from "./TaskOffers.module.css";

export interface ChosenTaskBarProps {
  readonly task: Task;
  readonly choice: TaskChoice;
  /** Empty: the user edits it in the message box, so that the choices can no longer change it. */
  readonly prompt: string;
  readonly onChoose: (choice: TaskChoice) => void;
  /** Puts the prompt into the message box. */
  readonly onEditPrompt: () => void;
  readonly onLeave: () => void;
}

/** The task of the draft, its choices, the generation settings it uses, and on request its prompt. */
export function ChosenTaskBar({ task, choice, prompt, onChoose, onEditPrompt, onLeave }: ChosenTaskBarProps) {
  const text = useText().tasks;
  const language = useLanguage();
  const promptId = useId();
  const [isShown, setIsShown] = useState(false);
  const { thinking, temperature, each } = task.settings;
  const settings = [
    thinking === false && text.thinkingOff,
    temperature !== undefined && text.temperature(formatNumber(temperature, language)),
    task.needsDetail && text.detailed,
    each !== undefined && text.each[each],
  ].filter((words) => words !== false);
  const languages = Object.entries(spokenLanguages)
    .map(([value, names]) => ({ value: value as SpokenLanguage, label: names[language] }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
  const isOwn = prompt === "";
  return (
    <div role="group" aria-label={text.task(task.title[language])} className={styles.bar}>
      <span className={styles.title}>{task.title[language]}</span>
      {!isOwn && (
        <Button
          size="small"
          variant="quiet"
          aria-expanded={isShown}
          aria-controls={promptId}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? text.hidePrompt : text.showPrompt}
        </Button>
      )}
      {task.choices.includes("spoken") && !isOwn && (
        <LanguageChoice
          label={text.spoken}
          value={choice.spoken ?? "auto"}
          choices={[{ value: "auto" as const, label: text.automatic }, ...languages]}
          onChange={(value) => onChoose({ ...choice, spoken: value === "auto" ? null : value })}
        />
      )}
      {task.choices.includes("target") && !isOwn && (
        <LanguageChoice
          label={text.target}
          value={choice.target}
          choices={languages}
          onChange={(target) => onChoose({ ...choice, target })}
        />
      )}
      <span className={styles.settings}>{settings.join(" · ")}</span>
      <IconButton size="small" icon="close" label={text.cancelTask} onClick={onLeave} />
      {isShown && !isOwn && (
        <div id={promptId} className={styles.prompt}>
          <p>{prompt}</p>
          <Button size="small" icon="edit" onClick={onEditPrompt}>
            {text.editPrompt}
          </Button>
        </div>
      )}
    </div>
  );
}
