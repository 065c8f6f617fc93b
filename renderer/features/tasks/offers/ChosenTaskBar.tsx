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
  /** The user edited the prompt, so the choices can no longer change it. */
  readonly isChanged: boolean;
  readonly onChoose: (choice: TaskChoice) => void;
  readonly onRestore: () => void;
  readonly onLeave: () => void;
}

/** The task of the draft, its choices, and the generation settings it uses. */
export function ChosenTaskBar(props: ChosenTaskBarProps) {
  const { task, choice, isChanged, onChoose, onRestore, onLeave } = props;
  const text = useText().tasks;
  const language = useLanguage();
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
  return (
    <div role="group" aria-label={text.task(task.title[language])} className={styles.bar}>
      <span className={styles.title}>{task.title[language]}</span>
      {task.choices.includes("spoken") && !isChanged && (
        <LanguageChoice
          label={text.spoken}
          value={choice.spoken ?? "auto"}
          choices={[{ value: "auto" as const, label: text.automatic }, ...languages]}
          onChange={(value) => onChoose({ ...choice, spoken: value === "auto" ? null : value })}
        />
      )}
      {task.choices.includes("target") && !isChanged && (
        <LanguageChoice
          label={text.target}
          value={choice.target}
          choices={languages}
          onChange={(target) => onChoose({ ...choice, target })}
        />
      )}
      {isChanged && (
        <Button size="small" variant="quiet" icon="regenerate" onClick={onRestore}>
          {text.restorePrompt}
        </Button>
      )}
      <span className={styles.settings}>{settings.join(" · ")}</span>
      <IconButton size="small" icon="close" label={text.cancelTask} onClick={onLeave} />
    </div>
  );
}
